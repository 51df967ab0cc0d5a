package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {
  private static final long T0 = 1_800_000_000_000L - 1_800_000_000_000L % 6_000;

  private final long seed = Seeds.seed("DistinctCountTest");
  private final Observation o = new Observation();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 1_000, 8_000, 15_000, 300_000})
  void isWithinFourStandardErrors(int sources) {
    var tracker = new FlowTracker(Seeds.small(seed));
    tracker.observe(Traffic.syn(o, T0, 7, 7, 7));
    for (int i = 0; i < sources; i++) {
      tracker.observe(Traffic.syn(o, T0 + i / 10, 1000 + i, i % 100, i % 50_000));
    }
    var distinct = tracker.snapshot(T0 + 31_000, 1).distinct();
    near(distinct.sources(), sources + 1);
    near(distinct.destinations(), Math.clamp(sources, 1, 100));
    near(distinct.destinationPorts(), Math.clamp(sources, 1, 50_000));
  }

  private static void near(DistinctCount count, double truth) {
    double error = 2 * count.error95() * truth + 1;
    assertThat((double) count.estimate()).isBetween(truth - error, truth + error);
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    var tracker = new FlowTracker(Seeds.small(seed));
    for (int i = 0; i < 1000; i++) {
      tracker.observe(Traffic.syn(o, T0, i, 1, 1));
    }
    tracker.observe(Traffic.syn(o, T0 + 30_000, 5, 1, 1));
    near(tracker.snapshot(T0 + 59_000, 1).distinct().sources(), 1000);
    near(tracker.snapshot(T0 + 61_000, 1).distinct().sources(), 1);
  }

  @Test
  void ofShardsWithOneSeedCountsNobodyTwice() {
    var shards = List.of(new FlowTracker(Seeds.small(seed)), new FlowTracker(Seeds.small(seed)));
    for (int i = 0; i < 3000; i++) {
      shards.get(0).observe(Traffic.syn(o, T0, i, 1, 1));
      shards.get(1).observe(Traffic.syn(o, T0, i + 1000, 1, 1));
    }
    var merged = FlowSnapshot.merge(shards.stream().map(s -> s.snapshot(T0, 1)).toList());
    near(merged.distinct().sources(), 4000);
  }
}
