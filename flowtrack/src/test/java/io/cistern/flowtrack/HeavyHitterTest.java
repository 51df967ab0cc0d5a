package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.FrequentLongsSketch;
import org.junit.jupiter.api.Test;

/// The heavy hitters of ten million packets whose addresses follow Zipf's law with exponent 1, in
/// 2,048 counters: against exact sums, and beside Apache DataSketches as a second opinion.
class HeavyHitterTest {
  private static final int PACKETS = 10_000_000;
  private static final int KEYS = 1_000_000;
  private static final int COUNTERS = 2048;
  private static final int SKETCH_SLOTS = 4096;

  private final long seed = Seeds.seed("HeavyHitterTest");
  private final Traffic traffic = new Traffic(seed, KEYS, 1.0);
  private final KeyedHash hash = new KeyedHash(seed);
  private final KeyShape shape = new KeyShape(Dimension.SOURCE.fields());
  private final long[] packet = new long[PackedKey.PACKET_LENGTH];
  private final long[] truth = new long[KEYS];
  private long weight;

  private int send() {
    int key = traffic.key();
    packet[1] = key;
    packet[PackedKey.WHO] = 4;
    hash.mixAddresses(packet);
    return key;
  }

  private int count(int key) {
    int bytes = traffic.frameLength();
    truth[key] += bytes;
    weight += bytes;
    return bytes;
  }

  private List<Long> largest(int count, LongUnaryOperator bytes, LongStream keys) {
    return keys.boxed()
        .sorted(Comparator.comparingLong(bytes::applyAsLong).reversed())
        .limit(count)
        .toList();
  }

  private List<Long> largest(int count) {
    long least = weight / 10_000; // the hundredth has a share of about 1/1,440
    var candidates = LongStream.range(0, KEYS).filter(key -> truth[(int) key] > least);
    return largest(count, key -> truth[(int) key], candidates);
  }

  private static double recall(List<Long> found, List<Long> best) {
    return found.stream().filter(best::contains).count() / (double) best.size();
  }

  @Test
  void ofAWindowAreFound() {
    var top = new SlidingTop(shape, COUNTERS, 10, false, hash);
    for (int i = 0; i < PACKETS; i++) {
      if (i % (PACKETS / 10) == 0 && i > 0) {
        top.slide();
      }
      top.count(packet, count(send()), 1, 0, 0);
    }
    var numbers = new int[KEYS];
    var largest = new Largest(100);
    top.offerTo(largest);
    largest.forEach((_, picked) ->
        Arrays.stream(picked)
            .forEach(number -> numbers[(int) top.packet(number)[1]] = number + KEYS));
    LongUnaryOperator found =
        key -> numbers[(int) key] == 0 ? 0 : top.estimate(numbers[(int) key] - KEYS).bytes();
    check(found);
    for (long key : largest(100)) {
      if (numbers[(int) key] != 0) {
        long missed = top.missed(numbers[(int) key] - KEYS);
        assertThat(missed).isBetween(0L, weight / COUNTERS);
        assertThat(truth[(int) key])
            .isBetween(found.applyAsLong(key), found.applyAsLong(key) + missed);
      }
    }
  }

  @Test
  void areThoseOfDataSketches() {
    var counters = new SpaceSaving(COUNTERS, shape.length(), CounterTable.BYTES);
    var sketch = new FrequentLongsSketch(SKETCH_SLOTS);
    var key = new long[shape.length()];
    for (int i = 0; i < PACKETS; i++) {
      int source = send();
      int bytes = count(source);
      shape.gather(packet, key);
      long h = shape.hash(packet, hash);
      int slot = counters.counters.find(h);
      slot = slot < 0 ? counters.claim(h, key) : slot;
      counters.counters.count(slot, bytes, 1, 0, 0);
      sketch.update(source, bytes);
    }
    var sums = new long[KEYS];
    for (int slot = 0; slot < counters.counters.size(); slot++) {
      int row = slot * counters.counters.stride;
      int source = (int) counters.counters.rows[row + CounterTable.KEY + 1];
      sums[source] = counters.counters.rows[row + CounterTable.BYTES];
      long upper = sums[source] + counters.counters.rows[row + CounterTable.MISSED];
      assertThat(truth[source]).isBetween(sums[source], upper);
      assertThat(sketch.getLowerBound(source)).isLessThanOrEqualTo(upper);
      assertThat(sketch.getUpperBound(source)).isGreaterThanOrEqualTo(sums[source]);
    }
    check(key1 -> sums[(int) key1]);
    // what the peer is sure of, we have too
    for (var row : sketch.getFrequentItems(weight / COUNTERS, ErrorType.NO_FALSE_POSITIVES)) {
      assertThat(sums[(int) row.getItem()]).as("bytes of %d", row.getItem()).isPositive();
    }
    assertThat(counters.floor()).isLessThanOrEqualTo(weight / COUNTERS);
  }

  private void check(LongUnaryOperator found) {
    var best = largest(100);
    var keys = LongStream.range(0, KEYS).filter(key -> found.applyAsLong(key) > 0);
    var hundred = largest(100, found, keys);
    var ten = best.subList(0, 10);
    assertThat(hundred.subList(0, 10)).containsExactlyInAnyOrderElementsOf(ten);
    for (long key : ten) {
      double error = 1 - found.applyAsLong(key) / (double) truth[(int) key];
      assertThat(error).isBetween(0.0, 0.01);
    }
    assertThat(recall(hundred, best)).isGreaterThanOrEqualTo(0.99);
  }
}
