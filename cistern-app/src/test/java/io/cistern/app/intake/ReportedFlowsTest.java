package io.cistern.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.agents.InstanceNames;
import io.cistern.app.agents.StreamId;
import io.cistern.app.agents.StreamState;
import io.cistern.app.agents.StreamTable;
import io.cistern.app.flows.FlowAnswers;
import io.cistern.app.flows.FlowIntake;
import io.cistern.app.store.RowQueue;
import io.cistern.app.view.FlowQuery;
import io.cistern.app.view.FlowsView;
import io.cistern.app.view.FlowsView.FlowView;
import io.cistern.flowtrack.FlowTrackerOptions;
import io.cistern.sflow.DatagramCursor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What samples tell of flows, with datagrams of cases that people have reported:
/// `reported/README.md`.
class ReportedFlowsTest {
  private final StreamTable streams =
      StreamTable.builder(new InstanceNames(), new RowQueue(1 << 8)).build();
  private final FlowIntake flows = new FlowIntake(FlowTrackerOptions.defaults());
  private final SampleReader reader = new SampleReader(flows);
  private final DatagramCursor cursor = new DatagramCursor();
  private long now;

  private void read(String file) throws IOException {
    try (InputStream in =
            Objects.requireNonNull(getClass().getResourceAsStream("/reported/" + file), file);
        var capture = new CaptureReader(in)) {
      for (var next = capture.next(); next != null; next = capture.next()) {
        now = next.timeNanos() / 1_000_000;
        var segment = MemorySegment.ofArray(next.payload());
        assertThat(cursor.wrap(segment)).isTrue();
        StreamState stream = Objects.requireNonNull(streams.find(cursor, 0, 0, now));
        reader.read(stream, cursor, segment, now);
      }
    }
  }

  private FlowAnswers answers() {
    var ids = new HashMap<Integer, StreamId>();
    streams.streams().forEach(s -> ids.put(s.observer(), s.snapshot().id()));
    var capture = flows.newCapture(200);
    flows.judge(now + 1000);
    flows.capture(capture, now + 1000);
    return new FlowAnswers(capture.snapshot(), ids);
  }

  private FlowsView ask(String keys) {
    return answers().flows(FlowQuery.builder().keys(Arrays.asList(keys.split(",", -1))).build());
  }

  private FlowView one(String keys) {
    List<FlowView> rows = ask(keys).flows();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  @Nested
  class Vlan {
    @Test
    void comesFromExtendedSwitchWhereTheHeaderHasNone() throws IOException {
      read("vlan-only-in-extended-switch.bin");
      FlowView row = one("vlan,vlanPriority");
      assertThat(row.vlan()).isEqualTo(100);
      assertThat(row.more()).isEqualTo(Map.of("vlanPriority", 0L));
    }
  }

  @Nested
  class Frames {
    @Test
    void areCountedWhereOnlySampledEthernetTellsOfThem() throws IOException {
      read("sampled-ethernet-only.bin");
      FlowView row = one("sourceMac,destinationMac,etherType");
      assertThat(row.more())
          .isEqualTo(
              Map.of(
                  "sourceMac", "02:00:00:00:00:01",
                  "destinationMac", "02:00:00:00:00:02",
                  "etherType", 0x800L));
      assertThat(row.packets()).isEqualTo(500);
      assertThat(row.bytes()).isEqualTo(500 * 996);
      assertThat(ask("source").total().packets()).isEqualTo(500);
    }
  }

  @Nested
  class Tunnels {
    @Test
    void showTheirInnerPackets() throws IOException {
      read("tunnels-gre-gtp-srv6.bin");
      FlowView row = one("innerSource,innerDestination,innerProtocol,innerDestinationPort");
      assertThat(row.samples()).isEqualTo(3);
      assertThat(row.more())
          .isEqualTo(
              Map.of(
                  "innerSource", "10.1.1.1",
                  "innerDestination", "10.2.2.2",
                  "innerProtocol", "tcp",
                  "innerDestinationPort", 443L));
      assertThat(ask("tunnel,tunnelId").flows())
          .extracting(r -> r.more().get("tunnel") + " " + r.more().get("tunnelId"))
          .containsExactlyInAnyOrder("gre null", "gtp_u 5", "ip null");
      assertThat(ask("tunnelSource,tunnelDestination").flows())
          .anySatisfy(r ->
              assertThat(r.more())
                  .containsEntry("tunnelSource", "192.0.2.1")
                  .containsEntry("tunnelDestination", "192.0.2.2"));
    }
  }

  @Nested
  class Tags {
    @Test
    void ofPortExtendersHideNoPacket() throws IOException {
      read("header-vntag.bin");
      FlowView row = one("source,destination,etherType");
      assertThat(row.source()).isEqualTo("10.1.1.1");
      assertThat(row.destination()).isEqualTo("10.2.2.2");
      assertThat(row.more()).containsEntry("etherType", 0x800L);
    }

    @Test
    void ofVxlanAreReadOnTheLinuxPort() throws IOException {
      read("header-vxlan-8472.bin");
      FlowView row = one("vni,innerSource,innerDestination");
      assertThat(row.vni()).isEqualTo(100);
      assertThat(row.more())
          .isEqualTo(Map.of("innerSource", "10.1.1.1", "innerDestination", "10.2.2.2"));
    }
  }

  @Nested
  class Systems {
    @Test
    void comeFromExtendedGateway() throws IOException {
      read("gateway-as-numbers.bin");
      assertThat(one("sourceAs,destinationAs,sourcePeerAs,destinationPeerAs,nextHop").more())
          .isEqualTo(
              Map.of(
                  "sourceAs", 64_501L,
                  "destinationAs", 65_002L,
                  "sourcePeerAs", 64_502L,
                  "destinationPeerAs", 65_001L,
                  "nextHop", "192.0.2.1"));
    }

    @Test
    void areNullWhereThePathIsCutShort() throws IOException {
      read("records-cut-short.bin");
      FlowView row = one("sourceAs,destinationAs,queue,source");
      assertThat(row.more().get("sourceAs")).isEqualTo(64_501L);
      assertThat(row.more()).containsEntry("destinationAs", null).containsEntry("queue", null);
      assertThat(row.source()).isEqualTo("10.1.1.1");
    }
  }

  @Nested
  class TcpFlags {
    @ParameterizedTest
    @CsvSource({
      "acks-with-headers-cut-before-flags.pcap, 0",
      "header-cut-flags-in-ipv4-record.pcap, 1"
    })
    void areEvidenceOnlyWhereARecordTellsThem(String file, int scans) throws IOException {
      read(file);
      assertThat(answers().scans(false))
          .hasSize(scans)
          .allMatch(scan -> scan.kind().equals("vertical") && scan.ports().seen().value() == 20);
    }
  }

  @Nested
  class SamplingRate {
    @Test
    void isNotOneWhereItIsNotTold() throws IOException {
      read("sampling-rate-0-pool-512.pcap");
      FlowsView answer = ask("source");
      assertThat(answer.total().samples()).isPositive();
      assertThat(answer.total().unscaledSamples()).isEqualTo(answer.total().samples());
      assertThat(answer.total().error95()).isNull();
      FlowView row = answer.flows().getFirst();
      assertThat(row.samples()).isEqualTo(row.unscaledSamples());
      assertThat(row.packets()).isZero();
      assertThat(row.error95()).isNull();
      assertThat(streams.streams().getFirst().snapshot().samplingRates()).isEmpty();
    }
  }
}
