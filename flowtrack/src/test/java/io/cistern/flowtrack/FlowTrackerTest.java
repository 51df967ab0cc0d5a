package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTrackerTest {
  private static final long T0 = 1_800_000_000_000L;

  private final long seed = Seeds.seed("FlowTrackerTest");
  private final FlowTracker tracker = new FlowTracker(Seeds.small(seed));
  private final Observation o = new Observation();

  private static Map<FlowKey, Flow> byKey(List<Flow> flows) {
    return flows.stream().collect(Collectors.toMap(Flow::key, f -> f));
  }

  @Nested
  class Flows {
    @Test
    void agreeWithAnExactMap() {
      var traffic = new Traffic(seed, 500, 1.0);
      var bytes = new HashMap<Long, Long>();
      var packets = new HashMap<Long, Long>();
      for (int i = 0; i < 20_000; i++) {
        int key = traffic.key();
        int length = traffic.frameLength();
        tracker.observe(Traffic.packet(o, T0 + i, key, length).samplingRate(10));
        bytes.merge(0x0a000000L + key, 10L * length, Long::sum);
        packets.merge(0x0a000000L + key, 10L, Long::sum);
      }
      var snapshot = tracker.snapshot(T0 + 20_000, 1000);
      assertThat(snapshot.flows()).hasSize(bytes.size());
      for (var flow : snapshot.flows()) {
        long source = flow.key().source().low();
        assertThat(flow.estimate().bytes()).isEqualTo(bytes.get(source));
        assertThat(flow.estimate().packets()).isEqualTo(packets.get(source));
        assertThat(flow.estimate().samples() * 10).isEqualTo(flow.estimate().packets());
      }
      assertThat(snapshot.stats().flows()).isEqualTo(bytes.size());
      assertThat(snapshot.stats().evictedFlows()).isZero();
    }

    @Test
    void keepEveryFieldOfTheirKey() {
      tracker.observe(
          o.clear()
              .timeMillis(T0)
              .observer(-7)
              .interfaces(0xffffffffL, 1)
              .ipVersion(6)
              .source(0x20010db8_00000000L, 1)
              .destination(0x20010db8_00000000L, 0xffffffffffffffffL)
              .protocol(6)
              .ports(65535, 0)
              .tcpFlags(0x102)
              .trafficClass(184)
              .vlan(4095)
              .vni(0xffffff)
              .frameLengthBytes(100)
              .samplingRate(1));
      tracker.observe(o.timeMillis(T0 + 5).tcpFlags(16));
      var flow = tracker.snapshot(T0 + 10, 5).flows().getFirst();
      assertThat(flow.observer()).isEqualTo(-7);
      assertThat(flow.inputInterface()).isEqualTo(0xffffffffL);
      assertThat(flow.outputInterface()).isEqualTo(1);
      assertThat(flow.key())
          .isEqualTo(
              new FlowKey(
                  IpAddress.parse("2001:db8::1"),
                  IpAddress.parse("2001:db8::ffff:ffff:ffff:ffff"),
                  6,
                  65535,
                  0));
      assertThat(flow.tcpFlags()).isEqualTo(0x112);
      assertThat(flow.trafficClass()).isEqualTo(184);
      assertThat(flow.vlan()).isEqualTo(4095);
      assertThat(flow.vni()).isEqualTo(0xffffff);
      assertThat(flow.firstMillis()).isEqualTo(T0);
      assertThat(flow.lastMillis()).isEqualTo(T0 + 5);
      assertThat(flow.estimate()).isEqualTo(new Estimate(2, 2, 200, 0, 0, 0));
    }

    @Test
    void withoutIpAreToldApartByTheirLink() {
      for (int i = 0; i < 8; i++) {
        tracker.observe(
            o.clear()
                .timeMillis(T0)
                .macs(i & 1, i >> 1 & 1)
                .etherType((i & 4) == 0 ? 0x88cc : -1)
                .frameLengthBytes(100));
        tracker.observe(o);
      }
      var flows = tracker.snapshot(T0, 20).flows();
      assertThat(flows).hasSize(8).allMatch(f -> f.estimate().bytes() == 200);
      assertThat(flows).allMatch(f -> f.key().source().equals(IpAddress.NONE));
      assertThat(flows)
          .extracting(f -> f.details().sourceMac() + " " + f.details().destinationMac())
          .containsOnly("0 0", "0 1", "1 0", "1 1");
      assertThat(flows).extracting(f -> f.details().etherType()).containsOnly(0x88cc, -1);
    }

    @Test
    void areToldApartByTheirInnerPackets() {
      for (int i = 0; i < 12; i++) {
        var packet = Traffic.packet(o, T0, 1, 100).tunnel(TunnelKind.GRE, 7);
        if (i % 3 > 0) {
          packet.inner(4, 0, 1, 0, i % 3).innerTransport(6, 50, 80);
        }
        tracker.observe(packet);
      }
      var flows = tracker.snapshot(T0, 20).flows();
      assertThat(flows).hasSize(3).allMatch(f -> f.estimate().bytes() == 400);
      assertThat(flows)
          .extracting(f -> f.details().inner())
          .containsExactlyInAnyOrder(
              new FlowKey(IpAddress.NONE, IpAddress.NONE, -1, -1, -1),
              new FlowKey(address(1), address(1), 6, 50, 80),
              new FlowKey(address(1), address(2), 6, 50, 80));
      assertThat(flows).allMatch(f -> f.details().tunnelId() == 7);
    }

    private static IpAddress address(long low) {
      return new IpAddress(4, 0, low);
    }

    @Test
    void keepTheDetailsThatSamplesTold() {
      tracker.observe(Traffic.packet(o, T0, 1, 100));
      var none = tracker.snapshot(T0, 5).flows().getFirst().details();
      assertThat(none.sourceMac()).isEqualTo(-1);
      assertThat(none.sourceAs()).isEqualTo(-1);
      assertThat(none.nextHop()).isEqualTo(IpAddress.NONE);
      assertThat(none.tunnel()).isNull();
      assertThat(none.maxTransitDelayNanos()).isEqualTo(-1);

      tracker.observe(o.autonomousSystems(0xffffffffL, 0).peerSystems(0, 3).nextHop(6, 1, 2));
      tracker.observe(
          Traffic.packet(o, T0, 1, 100)
              .macs(0xffff_ffff_ffffL, 0)
              .etherType(0x0800)
              .vlanPriority(0)
              .innerVlan(4095)
              .autonomousSystems(5, 6)
              .tunnelEnds(4, 0, 8, 0, 9)
              .innerTransport(47, -1, -1)
              .translated(10, 0)
              .translatedPorts(0, 65_535)
              .queue(3)
              .queueDepthBytes(0)
              .transitDelayNanos(4_000_000_000L));
      tracker.observe(Traffic.packet(o, T0, 1, 100).transitDelayNanos(5).queueDepthBytes(700));
      var told = tracker.snapshot(T0, 5).flows().getFirst().details();
      assertThat(told)
          .isEqualTo(
              new FlowDetails(
                  0xffff_ffff_ffffL,
                  0,
                  0x0800,
                  0,
                  4095,
                  0xffffffffL,
                  -1,
                  -1,
                  3,
                  new IpAddress(6, 1, 2),
                  -1,
                  -1,
                  null,
                  -1,
                  address(8),
                  address(9),
                  tracker.snapshot(T0, 5).flows().getFirst().key(),
                  address(10),
                  IpAddress.NONE,
                  0,
                  65_535,
                  3,
                  4_000_000_000L,
                  700));
      assertThat(Traffic.packet(o, T0, 1, 100).details()).as("cleared").isEqualTo(none);
    }

    @Test
    void learnAnewWhenTheyBeginAnew() {
      tracker.observe(Traffic.packet(o, T0, 1, 100).autonomousSystems(5, 6).macs(1, 2));
      tracker.observe(Traffic.packet(o, T0 + 61_000, 1, 100).macs(3, 4)); // idle between
      var details = tracker.snapshot(T0 + 61_000, 5).flows().getFirst().details();
      assertThat(details.sourceAs()).isEqualTo(-1);
      assertThat(details.sourceMac()).isEqualTo(3);
    }

    @Test
    void countSamplesOfUnknownRateApart() {
      tracker.observe(Traffic.packet(o, T0, 1, 100).samplingRate(0));
      tracker.observe(o);
      var unknown = new Estimate(2, 0, 0, 0, 0, 2);
      var snapshot = tracker.snapshot(T0, 5);
      assertThat(snapshot.flows().getFirst().estimate()).isEqualTo(unknown);
      assertThat(snapshot.total().estimate()).isEqualTo(unknown);
      assertThat(snapshot.top(Dimension.SOURCE).getFirst().estimate()).isEqualTo(unknown);

      tracker.observe(o.samplingRate(1));
      tracker.snapshot(T0 + 30_000, 5);
      snapshot = tracker.snapshot(T0 + 30_000, 5);
      var known = new Estimate(3, 1, 100, 0, 0, 2);
      assertThat(snapshot.flows().getFirst().estimate()).isEqualTo(known);
      assertThat(snapshot.top(Dimension.SOURCE).getFirst().estimate()).isEqualTo(known);
      assertThat(tracker.snapshot(T0 + 120_000, 5).total()).isEqualTo(Totals.ZERO);
    }

    @Test
    void haveNoTcpFlagsUntilSomeAreKnown() {
      tracker.observe(Traffic.syn(o, T0, 1, 2, 80).tcpFlags(-1));
      assertThat(tracker.snapshot(T0, 5).flows().getFirst().tcpFlags()).isEqualTo(-1);
      tracker.observe(o.tcpFlags(0));
      assertThat(tracker.snapshot(T0, 5).flows().getFirst().tcpFlags()).isZero();
      tracker.observe(o.tcpFlags(24));
      tracker.observe(o.tcpFlags(-1));
      assertThat(tracker.snapshot(T0, 5).flows().getFirst().tcpFlags()).isEqualTo(24);
    }

    @Test
    void differByInterfaceVlanAndObserver() {
      for (int i = 0; i < 16; i++) {
        Traffic.packet(o, T0, 1, 100).observer(i & 1);
        tracker.observe(o.interfaces(i >> 1 & 1, i >> 2 & 1).vlan((i >> 3 & 1) - 1));
      }
      var snapshot = tracker.snapshot(T0, 100);
      assertThat(snapshot.stats().flows()).isEqualTo(16);
      assertThat(snapshot.observer(0).flows()).hasSize(8);
      assertThat(snapshot.flows()).as("of one observer only").hasSize(8);
    }

    @Test
    void endWhenIdle() {
      tracker.observe(Traffic.packet(o, T0, 1, 100));
      assertThat(tracker.snapshot(T0 + 60_000, 5).flows()).hasSize(1);
      var later = tracker.snapshot(T0 + 60_001, 5);
      assertThat(later.flows()).isEmpty();
      later = tracker.snapshot(T0 + 66_000, 5); // a round of the cursor later
      assertThat(later.stats().flows()).isZero();
      assertThat(later.stats().expiredFlows()).isEqualTo(1);
    }

    @Test
    void endSoonAfterFin() {
      tracker.observe(Traffic.syn(o, T0, 1, 2, 80));
      tracker.observe(Traffic.syn(o, T0 + 100, 1, 2, 80).tcpFlags(17));
      assertThat(tracker.snapshot(T0 + 5_100, 5).flows()).hasSize(1);
      assertThat(tracker.snapshot(T0 + 5_101, 5).flows()).isEmpty();
    }

    @Test
    void beginAnewWhenTheyLastTooLong() {
      for (int i = 0; i <= 310; i++) {
        tracker.observe(Traffic.packet(o, T0 + i * 1000L, 1, 100));
      }
      var flow = tracker.snapshot(T0 + 310_000, 5).flows().getFirst();
      assertThat(flow.firstMillis()).isEqualTo(T0 + 301_000);
      assertThat(flow.estimate().samples()).isEqualTo(10);
      assertThat(flow.bitsPerSecond()).as("the rate goes on").isCloseTo(800, within(100.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 30})
    void tellTheRateOfASteadyFlow(int seconds) {
      for (int i = 0; i < seconds * 100; i++) {
        tracker.observe(Traffic.packet(o, T0 + i * 10L, 1, 1000));
      }
      var flow = tracker.snapshot(T0 + seconds * 1000L, 5).flows().getFirst();
      assertThat(flow.bitsPerSecond()).isCloseTo(800_000, within(20_000.0));
      assertThat(flow.packetsPerSecond()).isCloseTo(100, within(3.0));
      assertThat(flow.overOneSecond().packetsPerSecond()).isCloseTo(100, within(3.0));
      assertThat(flow.overOneMinute().packetsPerSecond()).isCloseTo(100, within(3.0));
    }
  }

  @Nested
  class Tops {
    @Test
    void sumByEachDimension() {
      tracker.observe(Traffic.syn(o, T0, 1, 9, 80).frameLengthBytes(100).samplingRate(2));
      tracker.observe(Traffic.syn(o, T0, 2, 9, 80).frameLengthBytes(200));
      tracker.observe(Traffic.syn(o, T0, 1, 9, 81).frameLengthBytes(50));
      tracker.observe(o.clear().timeMillis(T0).frameLengthBytes(60)); // no IP
      var snapshot = tracker.snapshot(T0 + 10, 10);
      assertThat(bytes(snapshot, Dimension.SOURCE)).containsExactly(250L, 200L);
      assertThat(bytes(snapshot, Dimension.DESTINATION)).containsExactly(450L);
      assertThat(bytes(snapshot, Dimension.PAIR)).containsExactly(250L, 200L);
      assertThat(bytes(snapshot, Dimension.DESTINATION_PORT)).containsExactly(400L, 50L);
      assertThat(bytes(snapshot, Dimension.PROTOCOL)).containsExactly(450L, 60L);
      assertThat(bytes(snapshot, Dimension.FIVE_TUPLE)).containsExactly(200L, 200L, 50L);
      assertThat(snapshot.total().estimate().bytes()).isEqualTo(510);
      assertThat(snapshot.total().estimate().packets()).isEqualTo(5);
      var port = snapshot.top(Dimension.DESTINATION_PORT).getFirst();
      assertThat(port.key()).isEqualTo(new FlowKey(IpAddress.NONE, IpAddress.NONE, 6, -1, 80));
      assertThat(port.upperBytes()).isEqualTo(port.lowerBytes());
      assertThat(snapshot.top(Dimension.DESTINATION).getFirst().key())
          .isEqualTo(new FlowKey(IpAddress.NONE, new IpAddress(4, 0, 9), -1, -1, -1));
    }

    private List<Long> bytes(FlowSnapshot snapshot, Dimension dimension) {
      return snapshot.top(dimension).stream().map(e -> e.estimate().bytes()).toList();
    }

    @Test
    void holdTheLargestByPacketsToo() {
      for (int i = 0; i < 100; i++) {
        tracker.observe(Traffic.packet(o, T0, 1, 60));
        tracker.observe(Traffic.packet(o, T0, 2 + i % 10, 1500));
      }
      var sources = tracker.snapshot(T0, 1).top(Dimension.SOURCE);
      assertThat(sources).hasSize(2);
      assertThat(sources.getLast().estimate().packets()).isEqualTo(100);
    }

    @Test
    void forgetWhatIsOlderThanTheWindow() {
      long start = T0 - T0 % 6_000;
      tracker.observe(Traffic.packet(o, start, 1, 100));
      assertThat(tracker.snapshot(start + 59_999, 5).total().estimate().bytes()).isEqualTo(100);
      var after = tracker.snapshot(start + 60_000, 5);
      assertThat(after.total()).isEqualTo(Totals.ZERO);
      assertThat(after.top(Dimension.SOURCE)).isEmpty();
      assertThat(after.windowMillis()).isEqualTo(54_000);
    }

    @Test
    void tellRatesOverTheTimeThereWas() {
      for (int i = 0; i < 20; i++) {
        tracker.observe(Traffic.packet(o, T0 + i * 100L, 1, 1000));
      }
      var snapshot = tracker.snapshot(T0 + 2_000, 5);
      assertThat(snapshot.windowMillis()).isEqualTo(2_000);
      assertThat(snapshot.total().bitsPerSecond()).isEqualTo(80_000);
      assertThat(snapshot.top(Dimension.SOURCE).getFirst().packetsPerSecond()).isEqualTo(10);
    }
  }

  @Nested
  class Observers {
    @Test
    void countOncePerNetwork() {
      for (int i = 0; i < 100; i++) {
        tracker.observe(Traffic.packet(o, T0, 1, 1000).observer(1));
        tracker.observe(Traffic.packet(o, T0, i < 90 ? 1 : 2, 1000).observer(2));
      }
      var snapshot = tracker.snapshot(T0, 10);
      assertThat(snapshot.observer(1).total().estimate().bytes()).isEqualTo(100_000);
      assertThat(snapshot.observer(2).total().estimate().bytes()).isEqualTo(100_000);
      assertThat(snapshot.total().estimate().bytes()).isEqualTo(110_000);
      var sources = snapshot.top(Dimension.SOURCE);
      assertThat(sources).extracting(e -> e.estimate().bytes()).containsExactly(100_000L, 10_000L);
      assertThat(sources).extracting(TopEntry::observer).containsExactly(1, 2);
      assertThat(snapshot.observer(2).top(Dimension.SOURCE))
          .extracting(e -> e.estimate().bytes())
          .containsExactly(90_000L, 10_000L);
      assertThat(snapshot.observer(3)).isEqualTo(ObserverTraffic.empty(3));
    }

    @Test
    void countAPacketOnceThatBothInterfacesSample() {
      for (int i = 0; i < 100; i++) {
        tracker.observe(Traffic.packet(o, T0, i, 1000).dataSource(1));
        tracker.observe(o.dataSource(2));
      }
      var snapshot = tracker.snapshot(T0, 200);
      for (var total : List.of(snapshot.total(), snapshot.observer(0).total())) {
        assertThat(total.estimate().bytes()).isEqualTo(100_000);
      }
      assertThat(snapshot.flows()).hasSize(100);
      assertThat(snapshot.stats().flows()).as("told apart in the table").isEqualTo(200);
      for (var dimension : Dimension.values()) {
        assertThat(snapshot.top(dimension).stream().mapToLong(e -> e.estimate().bytes()).sum())
            .isEqualTo(100_000);
        assertThat(snapshot.observer(0).top(dimension)).isEqualTo(snapshot.top(dimension));
      }
    }

    @Test
    void areChosenByWhatTheySurelySaw() {
      for (int i = 0; i < 400; i++) { // 6,400 packets, within 10 %
        tracker.observe(Traffic.packet(o, T0, 1, 1000).observer(1).samplingRate(16));
      }
      tracker.observe(Traffic.packet(o, T0, 1, 1000).observer(2).samplingRate(10_000));
      var snapshot = tracker.snapshot(T0, 10);
      assertThat(snapshot.top(Dimension.SOURCE))
          .singleElement()
          .satisfies(e -> assertThat(e.estimate().samples()).isEqualTo(400));
      assertThat(snapshot.flows())
          .singleElement()
          .satisfies(flow -> assertThat(flow.observer()).isEqualTo(1));
      assertThat(snapshot.total().estimate().bytes()).isEqualTo(400 * 16 * 1000);
    }

    @Test
    void addUpPortsAndProtocolsLessWhatWasSeenTwice() {
      for (int i = 0; i < 10; i++) {
        tracker.observe(Traffic.packet(o, T0, 3, 1000).observer(1)); // UDP port 53, seen by both
        tracker.observe(Traffic.packet(o, T0, 3, 1000).observer(2));
        tracker.observe(Traffic.packet(o, T0, 6, 1000).observer(2)); // another flow to port 53
      }
      tracker.observe(Traffic.packet(o, T0, 9, 500).observer(1)); // a third
      var snapshot = tracker.snapshot(T0, 10);
      for (var dimension : List.of(Dimension.PROTOCOL, Dimension.DESTINATION_PORT)) {
        var entry = snapshot.top(dimension).getFirst();
        assertThat(entry.estimate().bytes()).isEqualTo(20_500);
        assertThat(entry.estimate().samples()).isEqualTo(21);
        assertThat(entry.upperBytes()).isEqualTo(20_500);
        assertThat(entry.bitsPerSecond()).isEqualTo(snapshot.total().bitsPerSecond());
      }
    }

    @Test
    void mergeFromShardsAsFromOneTracker() {
      var one = new FlowTracker(Seeds.small(seed));
      var shards =
          List.of(new FlowTracker(Seeds.small(seed + 1)), new FlowTracker(Seeds.small(seed + 2)));
      var traffic = new Traffic(seed, 40, 1.0); // of four observers: all have counters of their own
      for (int i = 0; i < 5_000; i++) {
        int observer = traffic.random.nextInt(4);
        Traffic.packet(o, T0 + i, traffic.key(), traffic.frameLength()).observer(observer);
        one.observe(o);
        shards.get(observer & 1).observe(o);
      }
      for (int i = 0; i < 50; i++) {
        Traffic.syn(o, T0 + 5_000, 77, 1000 + i, 22).observer(i & 1);
        one.observe(o);
        shards.get(i & 1).observe(o);
      }
      var merged =
          FlowSnapshot.merge(shards.stream().map(s -> s.snapshot(T0 + 5_000, 10)).toList());
      var single = one.snapshot(T0 + 5_000, 10);
      for (var dimension : Dimension.values()) {
        assertThat(merged.top(dimension))
            .extracting(e -> e.estimate().bytes())
            .isEqualTo(single.top(dimension).stream().map(e -> e.estimate().bytes()).toList());
      }
      assertThat(merged.total().estimate().bytes())
          .isCloseTo(
              single.total().estimate().bytes(),
              withPercentage(1)); // ties on the edge of the lists

      assertThat(byKey(merged.flows()).keySet()).isEqualTo(byKey(single.flows()).keySet());
      assertThat(merged.observers().keySet()).containsExactlyInAnyOrder(0, 1, 2, 3);
      assertThat(merged.scans()).as("one scan, seen by both").hasSize(1);
      assertThat(merged.stats().observations()).isEqualTo(5_050);
    }

    @Test
    void mergeOfNothingIsEmpty() {
      assertThat(FlowSnapshot.merge(List.of()).top(Dimension.PAIR)).isEmpty();
      assertThat(tracker.snapshot(T0, 5).total()).isEqualTo(Totals.ZERO);
    }
  }

  @Nested
  class Options {
    @Test
    void nameWhatMakesNoSense() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Seeds.small(1).toBuilder().flowCapacity(1000).build())
          .withMessageContaining("flowCapacity")
          .withMessageContaining("1000");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Seeds.small(1).toBuilder().window(Duration.ZERO).build())
          .withMessageContaining("window");
      assertThatIllegalArgumentException().isThrownBy(() -> tracker.snapshot(T0, 0));
    }
  }
}
