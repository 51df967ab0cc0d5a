package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.app.intake.FedAgent;
import io.cistern.app.metrics.CounterRow;
import io.cistern.app.store.RowQueue;
import io.cistern.sflow.CountersSample;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.UnknownCounterRecord;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CounterReaderTest {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int SAMPLE_NUMBER = 36;
  private static final int ROUNDS = 20_000;
  private static final long START = 1_700_000_000_000L;

  private final RowQueue rows = new RowQueue(1 << 4);
  private final StreamTable streams = StreamTable.builder(new InstanceNames(), rows).build();
  private final DatagramCursor cursor = new DatagramCursor();
  private long number;

  private static MemorySegment datagram(CounterRecord record) {
    var source = new DataSource(0, 3);
    var sample = new CountersSample(false, 1, source, List.of(record), List.of());
    return MemorySegment.ofArray(
        new Datagram(5, Address.ipv4(0xc0000201L), 0, 1, 1, List.of(sample)).encode());
  }

  private void read(MemorySegment datagram, boolean isCurrent) {
    number++;
    datagram.set(INT, SAMPLE_NUMBER, (int) number);
    cursor.wrap(datagram);
    long time = START + number * 1_000;
    StreamState stream = Objects.requireNonNull(streams.find(cursor, 0, 0, time));
    stream.accept(number, number * 1_000, number, time);
    cursor.nextSample();
    stream.readCounters(cursor, datagram, isCurrent);
  }

  @Test
  void handsOnARowOnce() {
    read(datagram(FedAgent.ethernet(3, 1_000, 2_000)), true);
    CounterRow row = Objects.requireNonNull(rows.poll());
    assertThat(row.entity().instance()).isEqualTo("if/3");
    assertThat(row.parts()).hasSize(1);
    assertThat(rows.poll()).isNull();
  }

  @Test
  void makesNoRowOfALateDatagram() {
    read(datagram(FedAgent.ethernet(3, 1_000, 2_000)), false);
    assertThat(rows.poll()).isNull();
    assertThat(streams.streams().getFirst().snapshot().entities()).isEmpty();
  }

  @Nested
  class Allocates {
    private long bytesOf(MemorySegment datagram) throws ReflectiveOperationException {
      rounds(datagram); // lets the JIT compile it
      long before = allocatedBytes();
      rounds(datagram);
      return (allocatedBytes() - before) / ROUNDS;
    }

    /// By reflection, because `jdk.management` is no module that the collector requires.
    private static long allocatedBytes() throws ReflectiveOperationException {
      try {
        var count =
            Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getCurrentThreadAllocatedBytes");
        return (Long) count.invoke(ManagementFactory.getThreadMXBean());
      } catch (ClassNotFoundException e) {
        assumeTrue(false, "JVM that counts allocated bytes absent: " + e.getMessage());
        throw e;
      }
    }

    private void rounds(MemorySegment datagram) {
      for (int i = 0; i < ROUNDS; i++) {
        read(datagram, true);
        rows.poll();
      }
    }

    /// 19 values of 8 bytes, which of them are known, and what holds them.
    @Test
    void aRowAndNothingBeside() throws ReflectiveOperationException {
      assertThat(bytesOf(datagram(FedAgent.ethernet(3, 1_000, 2_000)))).isLessThan(350);
    }

    @Test
    void nothingForAnUnknownRecord() throws ReflectiveOperationException {
      var unknown = new UnknownCounterRecord(4_242, 7, Bytes.of(new byte[64]));
      assertThat(bytesOf(datagram(unknown))).isZero();
    }
  }
}
