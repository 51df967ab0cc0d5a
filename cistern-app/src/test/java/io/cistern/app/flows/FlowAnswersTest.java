package io.cistern.app.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cistern.app.agents.StreamId;
import io.cistern.app.view.FlowQuery;
import io.cistern.app.view.FlowsView;
import io.cistern.app.view.FlowsView.FlowView;
import io.cistern.flowtrack.FlowTracker;
import io.cistern.flowtrack.FlowTrackerOptions;
import io.cistern.flowtrack.Observation;
import io.cistern.flowtrack.TunnelKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlowAnswersTest {
  private static final long T0 = 1_800_000_000_000L;
  private static final StreamId ONE = new StreamId("192.0.2.1", 0);
  private static final StreamId TWO = new StreamId("192.0.2.2", 7);

  private final FlowTracker tracker = new FlowTracker(FlowTrackerOptions.defaults());
  private final Observation o = new Observation();

  /// A packet of 10.0.0.`from` to 10.0.1.`to`, of 1,000 bytes, that stands for ten.
  private Observation packet(int observer, int from, int to) {
    return o.clear()
        .timeMillis(T0)
        .observer(observer)
        .samplingRate(10)
        .ipVersion(4)
        .source(0, 0x0a000000L + from)
        .destination(0, 0x0a000100L + to)
        .protocol(6)
        .ports(40_000, 443)
        .frameLengthBytes(1000);
  }

  private FlowsView ask(String keys, String by, int n, @Nullable String agent) {
    var answers = new FlowAnswers(tracker.snapshot(T0 + 1000, 200), Map.of(1, ONE, 2, TWO));
    return answers.flows(
        FlowQuery.builder()
            .keys(Arrays.asList(keys.split(",", -1)))
            .by(by)
            .n(n)
            .agent(agent)
            .build());
  }

  private List<FlowView> rows(String keys) {
    return ask(keys, "bytes", 100, null).flows();
  }

  @Nested
  class Rows {
    @Test
    void haveTheKeysAskedForAndNoOthers() {
      tracker.observe(packet(1, 1, 2));
      FlowView row = rows("source,destination,protocol").getFirst();
      assertThat(row.source()).isEqualTo("10.0.0.1");
      assertThat(row.destination()).isEqualTo("10.0.1.2");
      assertThat(row.protocol()).isEqualTo("tcp");
      assertThat(row.destinationPort()).isNull();
      assertThat(row.agent()).isNull();
      assertThat(row.more()).isEmpty();
    }

    @Test
    void sumWhatAgreesInTheKeys() {
      tracker.observe(packet(1, 1, 2).interfaces(3, 4));
      tracker.observe(packet(1, 2, 2).interfaces(3, 5));
      tracker.observe(packet(1, 3, 2).interfaces(4, 5));
      List<FlowView> rows = rows("inputIf,protocol");
      assertThat(rows).extracting(FlowView::inputIf).containsExactly(3L, 4L);
      assertThat(rows).extracting(FlowView::bytes).containsExactly(20_000.0, 10_000.0);
      assertThat(rows).extracting(FlowView::packets).containsExactly(20.0, 10.0);
      assertThat(rows.getFirst().error95()).isCloseTo(1.96 * Math.sqrt(0.9 / 2), within(1e-3));
    }

    @Test
    void areNoMoreThanAskedForTheLargestFirst() {
      for (int i = 0; i < 6; i++) {
        tracker.observe(packet(1, i, 2).frameLengthBytes(100 * (i + 1)));
      }
      tracker.observe(packet(1, 0, 2).frameLengthBytes(60));
      assertThat(ask("source", "bytes", 2, null).flows())
          .extracting(FlowView::source)
          .containsExactly("10.0.0.5", "10.0.0.4");
      assertThat(ask("source", "packets", 1, null).flows())
          .extracting(FlowView::source)
          .containsExactly("10.0.0.0");
    }

    @Test
    void areOfOneAgentWhereOneIsAskedFor() {
      tracker.observe(packet(1, 1, 2));
      tracker.observe(packet(2, 5, 2));
      assertThat(ask("source,vlan", "bytes", 9, "192.0.2.2").flows())
          .extracting(FlowView::source)
          .containsExactly("10.0.0.5");
      assertThat(ask("source", "bytes", 9, "192.0.2.2").total().packets()).isEqualTo(10);
      assertThat(rows("agent"))
          .extracting(FlowView::agent)
          .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
    }
  }

  @Nested
  class Unknown {
    @Test
    void isNull() {
      tracker.observe(packet(1, 1, 2));
      FlowView row =
          rows(String.join(",", FlowFields.names()) + ",inputIf,outputIf,vlan,vni").getFirst();
      assertThat(row.inputIf()).isNull();
      assertThat(row.outputIf()).isNull();
      assertThat(row.vlan()).isNull();
      assertThat(row.vni()).isNull();
      assertThat(row.more().keySet()).isEqualTo(FlowFields.names());
      assertThat(row.more().values()).containsOnlyNulls();
    }

    @Test
    void rateLeavesTheErrorUnknown() {
      tracker.observe(packet(1, 1, 2));
      tracker.observe(packet(1, 1, 2).samplingRate(0));
      FlowsView answer = ask("source", "bytes", 9, null);
      FlowView row = answer.flows().getFirst();
      assertThat(row.samples()).isEqualTo(2);
      assertThat(row.unscaledSamples()).isEqualTo(1);
      assertThat(row.bytes()).isEqualTo(10_000);
      assertThat(row.error95()).isNull();
      assertThat(answer.total().unscaledSamples()).isEqualTo(1);
      assertThat(answer.total().error95()).isNull();
    }

    @Test
    void nothingHasNoError() {
      FlowsView answer = ask("source", "bytes", 9, null);
      assertThat(answer.flows()).isEmpty();
      assertThat(answer.total().samples()).isZero();
      assertThat(answer.total().error95()).isNull();
    }
  }

  @Nested
  class Fields {
    @Test
    void areThoseOfTheSample() {
      tracker.observe(
          packet(1, 1, 2)
              .macs(0x0200_0000_0001L, 0x0200_0000_0002L)
              .etherType(0x0800)
              .vlan(100)
              .vlanPriority(5)
              .innerVlan(200)
              .vni(77)
              .tunnel(TunnelKind.VXLAN, 77)
              .inner(6, 1, 2, 3, 4)
              .innerTransport(17, 53, 5353)
              .autonomousSystems(64_501, 4_200_000_000L)
              .peerSystems(1, 2)
              .nextHop(4, 0, 0xc0000201L)
              .prefixLengths(24, 32)
              .translated(0xc6336401L, 0)
              .translatedPorts(1024, 0)
              .queue(4)
              .queueDepthBytes(1500)
              .transitDelayNanos(900));
      FlowView row = rows(String.join(",", FlowFields.names()) + ",vlan,vni").getFirst();
      assertThat(row.vlan()).isEqualTo(100);
      assertThat(row.vni()).isEqualTo(77);
      assertThat(row.more().values())
          .containsExactly(
              2048L,
              "02:00:00:00:00:01",
              "02:00:00:00:00:02",
              5L,
              200L,
              "vxlan",
              77L,
              "10.0.0.1",
              "10.0.1.2",
              "::1:0:0:0:2",
              "::3:0:0:0:4",
              "udp",
              53L,
              5353L,
              64_501L,
              4_200_000_000L,
              1L,
              2L,
              "192.0.2.1",
              24L,
              32L,
              "198.51.100.1",
              null,
              1024L,
              0L,
              4L,
              900L,
              1500L);
    }

    @Test
    void tellInnerPacketsOfOneTunnelApart() {
      for (int i = 1; i < 4; i++) {
        tracker.observe(packet(1, 1, 2).inner(4, 0, i, 0, 9).frameLengthBytes(1000 * i));
      }
      assertThat(rows("source").getFirst().bytes()).isEqualTo(60_000);
      assertThat(rows("innerSource"))
          .extracting(row -> row.more().get("innerSource") + " " + row.bytes())
          .containsExactly("0.0.0.3 30000.0", "0.0.0.2 20000.0", "0.0.0.1 10000.0");
    }
  }
}
