package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Addresses searched for their collisions under a known seed: they are found, they hurt under that
/// seed, and under any other they are as good as random ones.
class CollisionTest {
  private static final int COUNTERS = 2048;
  private static final int KEYS = 2000;
  private static final int BUCKETS = 4096; // of so many counters

  private final long seed = Seeds.seed("CollisionTest");
  private final SplittableRandom random = new SplittableRandom(seed);
  private final KeyShape shape = new KeyShape(Dimension.SOURCE.fields());
  private final long[] packet = new long[PackedKey.PACKET_LENGTH];
  private final long[] key = new long[shape.length()];

  private long hash(long address, KeyedHash under) {
    packet[1] = address;
    packet[PackedKey.WHO] = 4;
    under.mixAddresses(packet);
    return shape.hash(packet, under);
  }

  /// Addresses of one bucket: one in 4,096 of those tried.
  private long[] search(KeyedHash under) {
    return LongStream.range(0, 1L << 32)
        .filter(address -> (hash(address, under) & BUCKETS - 1) == 0)
        .limit(KEYS)
        .toArray();
  }

  private long[] anyKeys() {
    return random.longs(KEYS, 0, 1L << 32).toArray();
  }

  /// The mean steps of looking up every one of the addresses.
  private double steps(long[] addresses, KeyedHash under) {
    var counters = new SpaceSaving(COUNTERS, shape.length(), CounterTable.BYTES);
    for (long address : addresses) {
      long h = hash(address, under);
      shape.gather(packet, key);
      var table = counters.counters;
      int slot = table.find(h);
      table.count(slot < 0 ? counters.claim(h, key) : slot, 60, 1, 0, 0);
    }
    long steps = 0;
    for (long address : addresses) {
      steps += counters.counters.chain(hash(address, under));
    }
    return steps / (double) addresses.length;
  }

  @Test
  void hurtUnderTheSeedTheyWereSearchedFor() {
    var known = new KeyedHash(seed);
    assertThat(steps(search(known), known)).isEqualTo(KEYS);
  }

  @Test
  void areLikeAnyKeysUnderAnother() {
    var found = search(new KeyedHash(seed));
    for (int i = 0; i < 20; i++) {
      var secret = new KeyedHash(random.nextLong());
      assertThat(steps(found, secret)).isLessThan(2 * steps(anyKeys(), secret));
    }
  }

  /// How many of the addresses have a flow, at the end.
  private int flows(long[] sources, long trackerSeed) {
    var tracker = new FlowTracker(Seeds.small(trackerSeed));
    var o = new Observation();
    for (long source : sources) {
      tracker.observe(Traffic.packet(o, 0, 0, 60).source(0, source));
    }
    return tracker.snapshot(0, 1).stats().flows();
  }

  @Test
  void doNotCrowdTheFlowTable() {
    var found = search(new KeyedHash(seed));
    for (int i = 0; i < 5; i++) {
      long secret = random.nextLong();
      assertThat(flows(found, secret)).isGreaterThan(flows(anyKeys(), secret) * 9 / 10);
    }
  }
}
