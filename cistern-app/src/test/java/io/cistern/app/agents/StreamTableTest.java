package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.store.RowQueue;
import io.cistern.sflow.DatagramCursor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StreamTableTest {
  private final DatagramCursor cursor = new DatagramCursor();

  private static StreamTable table(int streams, int sources) {
    return StreamTable.builder(new InstanceNames(), new RowQueue(1))
        .maxStreams(streams)
        .maxSources(sources)
        .build();
  }

  /// A datagram of one flow sample without records.
  private DatagramCursor datagram(int agent, int subAgent, int source) {
    var bytes = ByteBuffer.allocate(28 + 40);
    bytes.putInt(5).putInt(1).putInt(agent).putInt(subAgent).putInt(1).putInt(1).putInt(1);
    bytes.putInt(1).putInt(32).putInt(1).putInt(source).putInt(100);
    assertThat(cursor.wrap(MemorySegment.ofArray(bytes.array()))).isTrue();
    return cursor;
  }

  @Test
  void keepsStreamsApartByAddressAndSubAgent() {
    var table = table(1000, 10);
    for (int agent = 0; agent < 100; agent++) {
      for (int subAgent = 0; subAgent < 5; subAgent++) {
        var first = table.find(datagram(agent, subAgent, 1), 0, 0, 0);
        assertThat(table.find(datagram(agent, subAgent, 2), 0, 0, 0)).isSameAs(first);
      }
    }
    assertThat(table.streams()).hasSize(500);
    assertThat(table.streams()).extracting(StreamState::observer).doesNotHaveDuplicates();
  }

  /// An agent that writes its IPv4 address as an IPv6 one is the same agent.
  @Test
  void takesAMappedAddressForTheIpv4Address() {
    var table = table(1000, 10);
    var stream = Objects.requireNonNull(table.find(datagram(0xc0000201, 7, 1), 0, 0, 0));
    var bytes = ByteBuffer.allocate(40);
    bytes.putInt(5).putInt(2).putLong(0).putInt(0xffff).putInt(0xc0000201);
    bytes.putInt(7).putInt(2).putInt(2).putInt(0);
    assertThat(cursor.wrap(MemorySegment.ofArray(bytes.array()))).isTrue();
    assertThat(table.find(cursor, 0, 0, 0)).isSameAs(stream);
    assertThat(stream.id().address()).isEqualTo("192.0.2.1");
  }

  @Test
  void refusesAndCountsStreamsBeyondTheLimitButKeepsTheKnown() {
    var table = table(2, 10);
    assertThat(table.find(datagram(1, 0, 1), 0, 0, 0)).isNotNull();
    assertThat(table.find(datagram(2, 0, 1), 0, 0, 0)).isNotNull();
    assertThat(table.find(datagram(3, 0, 1), 0, 0, 0)).isNull();
    assertThat(table.find(datagram(1, 0, 1), 0, 0, 0)).isNotNull();
    assertThat(table.refused()).isEqualTo(1);
  }

  @Test
  void refusesAndCountsDataSourcesBeyondTheLimit() {
    var table = table(2, 3);
    var stream = Objects.requireNonNull(table.find(datagram(1, 0, 1), 0, 0, 0));
    for (int source = 1; source <= 5; source++) {
      datagram(1, 0, source).nextSample();
      assertThat(stream.source(cursor) != null).isEqualTo(source <= 3);
    }
    assertThat(stream.snapshot().losses().refusedSources()).isEqualTo(2);
    assertThat(stream.snapshot().sources()).hasSize(3);
  }
}
