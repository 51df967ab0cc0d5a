package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Top talkers that a user defines.
class DefinedTopTest {
  private static final long T0 = 1_800_000_000_000L;

  private final long seed = Seeds.seed("DefinedTopTest");
  private final FlowTracker tracker = new FlowTracker(Seeds.small(seed));
  private final Observation o = new Observation();

  private List<Talker> talkers(String name) {
    return tracker.snapshot(T0, 100).talkers(name);
  }

  @Test
  void sumByAnyFields() {
    tracker.define(TopDefinition.byBytes("vlans", KeyField.VLAN, KeyField.SOURCE_PORT));
    tracker.define(TopDefinition.byBytes("systems", KeyField.SOURCE_AS, KeyField.DESTINATION_AS));
    for (int i = 0; i < 12; i++) {
      tracker.observe(
          Traffic.packet(o, T0, i, 100)
              .vlan(i % 3 == 0 ? 7 : i % 3 == 1 ? 9 : -1)
              .ports(5, i)
              .autonomousSystems(i % 4 == 0 ? 65_001 : 0, 4_200_000_000L));
    }
    assertThat(talkers("vlans"))
        .extracting(Talker::key)
        .containsExactlyInAnyOrder(
            Map.of(KeyField.VLAN, 7L, KeyField.SOURCE_PORT, 5L),
            Map.of(KeyField.VLAN, 9L, KeyField.SOURCE_PORT, 5L));
    assertThat(talkers("vlans")).allMatch(t -> t.value() == 400 && t.upper() == 400);
    assertThat(talkers("systems"))
        .singleElement()
        .satisfies(t ->
            assertThat(t.key())
                .isEqualTo(
                    Map.of(KeyField.SOURCE_AS, 65_001L, KeyField.DESTINATION_AS, 4_200_000_000L)));
  }

  @Test
  void tellUnknownTcpFlagsFromNone() {
    tracker.define(TopDefinition.byBytes("flags", KeyField.TCP_FLAGS));
    for (int flags : new int[] {-1, 0, 0x1ff}) {
      tracker.observe(Traffic.packet(o, T0, 1, 100).tcpFlags(flags));
    }
    assertThat(talkers("flags"))
        .extracting(DefinedTopTest::value)
        .containsExactlyInAnyOrder(-1L, 0L, 0x1ffL);
  }

  @Test
  void countOnlyWhatTheFilterTakes() {
    tracker.define(
        TopDefinition.byPackets("dns", KeyField.SOURCE).where(p -> p.destinationPort() == 53));
    for (int i = 0; i < 30; i++) {
      tracker.observe(Traffic.packet(o, T0, 3, 100).ports(9, i < 10 ? 53 : 54).samplingRate(5));
    }
    var talker = talkers("dns").getFirst();
    assertThat(talker.value()).isEqualTo(50);
    assertThat(talker.estimate().samples()).isEqualTo(10);
    assertThat(talker.estimate().packetsError95()).isPositive();
  }

  @Test
  void rankByPackets() {
    tracker.define(TopDefinition.byPackets("packets", KeyField.SOURCE));
    var traffic = new Traffic(seed, 3_000, 1.0);
    var truth = new HashMap<Long, Long>();
    for (int i = 0; i < 50_000; i++) {
      int key = traffic.key();
      tracker.observe(Traffic.packet(o, T0, key, key == 0 ? 60 : 1500));
      truth.merge(0x0a000000L + key, 1L, Long::sum);
    }
    var talkers = talkers("packets");
    assertThat(talkers.getFirst().key()).containsEntry(KeyField.SOURCE, address(0));
    for (var talker : talkers) {
      long exact = truth.getOrDefault(((IpAddress) value(talker)).low(), 0L);
      assertThat(exact).isBetween(talker.lower(), talker.upper());
      assertThat(talker.upper() - talker.lower()).isLessThanOrEqualTo(50_000 / 256);
    }
  }

  private static Object value(Talker talker) {
    return talker.key().values().iterator().next();
  }

  private static IpAddress address(int key) {
    return new IpAddress(4, 0, 0x0a000000L + key);
  }

  @Test
  void rankByDistinctValues() {
    tracker.define(
        TopDefinition.byDistinct("fan-out", List.of(KeyField.DESTINATION), KeyField.SOURCE));
    var truth = new HashMap<Long, Set<Long>>();
    var traffic = new Traffic(seed, 500, 1.0);
    for (int i = 0; i < 60_000; i++) {
      long source = traffic.key();
      long target = traffic.random.nextInt(source == 40 ? 3_000 : 20);
      Traffic.syn(o, T0 + i, source, 0x50000000L + target, 80);
      for (int repeat = source == 40 ? 30 : 1; repeat > 0; repeat--) {
        tracker.observe(o.destination(0, 0x50000000L + (target * repeat) % 3_001));
        truth
            .computeIfAbsent(source, _ -> new HashSet<>())
            .add(0x50000000L + (target * repeat) % 3_001);
      }
    }
    var talkers = tracker.snapshot(T0 + 60_000, 10).talkers("fan-out");
    var first = talkers.getFirst();
    assertThat(((IpAddress) value(first)).low()).isEqualTo(40);
    long exact = truth.getOrDefault(40L, Set.of()).size();
    assertThat((double) first.value()).isBetween(0.75 * exact, 1.25 * exact);
    assertThat(first.lower()).isLessThan(first.value());
    assertThat(first.upper()).isGreaterThan(first.value());
  }

  @Test
  void joinBothDirectionsOnRequest() {
    tracker.define(TopDefinition.byBytes("told apart", KeyField.SOURCE, KeyField.DESTINATION));
    tracker.define(
        TopDefinition.byBytes(
                "joined",
                KeyField.SOURCE,
                KeyField.DESTINATION,
                KeyField.SOURCE_PORT,
                KeyField.DESTINATION_PORT)
            .joinDirections());
    for (int i = 0; i < 10; i++) {
      tracker.observe(Traffic.syn(o, T0, 9, 4, 80).frameLengthBytes(60));
      tracker.observe(Traffic.syn(o, T0, 4, 9, 40_000).ports(80, 40_000).frameLengthBytes(1500));
    }
    assertThat(talkers("told apart"))
        .extracting(Talker::value)
        .containsExactlyInAnyOrder(15_000L, 600L);
    var joined = talkers("joined");
    assertThat(joined)
        .singleElement()
        .satisfies(t -> {
          assertThat(t.value()).isEqualTo(15_600);
          assertThat(t.key()).containsEntry(KeyField.SOURCE, new IpAddress(4, 0, 4));
          assertThat(t.key()).containsEntry(KeyField.SOURCE_PORT, 80L);
          assertThat(t.key()).containsEntry(KeyField.DESTINATION_PORT, 40_000L);
        });
  }

  @Test
  void comeAndGoWhileRunning() {
    tracker.observe(Traffic.packet(o, T0, 1, 100));
    assertThat(talkers("late")).isEmpty();
    tracker.define(TopDefinition.byBytes("late", KeyField.SOURCE));
    tracker.observe(Traffic.packet(o, T0, 1, 100));
    assertThat(talkers("late")).extracting(Talker::value).containsExactly(100L);
    tracker.define(TopDefinition.byBytes("late", KeyField.DESTINATION)); // takes its place
    assertThat(talkers("late")).isEmpty();
    assertThat(tracker.drop("late")).isTrue();
    assertThat(tracker.drop("late")).isFalse();
    assertThat(tracker.snapshot(T0, 5).defined()).isEmpty();
  }

  @Test
  void forgetWhatIsOlderThanTheWindow() {
    tracker.define(
        TopDefinition.byDistinct("fan-out", List.of(KeyField.DESTINATION), KeyField.SOURCE));
    tracker.define(TopDefinition.byBytes("bytes", KeyField.SOURCE));
    tracker.observe(Traffic.packet(o, T0, 1, 100));
    assertThat(tracker.snapshot(T0 + 50_000, 5).talkers("fan-out")).hasSize(1);
    var later = tracker.snapshot(T0 + 61_000, 5);
    assertThat(later.talkers("fan-out")).isEmpty();
    assertThat(later.talkers("bytes")).isEmpty();
  }

  @Test
  void areMergedByTheirKindOfKey() {
    tracker.define(TopDefinition.byBytes("sources", KeyField.SOURCE));
    tracker.define(TopDefinition.byBytes("interfaces", KeyField.INPUT_INTERFACE));
    tracker.define(TopDefinition.byBytes("classes", KeyField.TRAFFIC_CLASS));
    for (int observer = 1; observer <= 2; observer++) {
      tracker.observe(Traffic.packet(o, T0, 1, 100).observer(observer));
    }
    assertThat(talkers("sources")).extracting(Talker::value).containsExactly(100L);
    assertThat(talkers("interfaces")).extracting(Talker::observer).containsExactlyInAnyOrder(1, 2);
    assertThat(talkers("classes")).extracting(Talker::value).containsExactly(200L);
  }

  @Test
  void mustMakeSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> TopDefinition.byBytes("none"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopDefinition.byDistinct("none", List.of(), KeyField.SOURCE));
  }
}
