package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against exact sums over the same window.
class SlidingTopTest {
  private static final int STEPS = 10;

  /// The exact bytes of every key, step by step.
  private static final class Oracle {
    final ArrayDeque<Map<Long, Long>> steps = new ArrayDeque<>();

    Oracle() {
      slide();
    }

    void slide() {
      steps.addLast(new HashMap<>());
      if (steps.size() > STEPS) {
        steps.removeFirst();
      }
    }

    void count(long key, long bytes) {
      steps.getLast().merge(key, bytes, Long::sum);
    }

    Map<Long, Long> sums() {
      var sums = new HashMap<Long, Long>();
      steps.forEach(step -> step.forEach((key, bytes) -> sums.merge(key, bytes, Long::sum)));
      return sums;
    }
  }

  private static Map<Long, Integer> slots(SlidingTop top) {
    var slots = new HashMap<Long, Integer>();
    int count = top.sum();
    for (int slot = 0; slot < count; slot++) {
      slots.put(top.key(Dimension.SOURCE, slot).source().low(), slot);
    }
    return slots;
  }

  @ParameterizedTest
  @CsvSource({"50, 64, 1.0", "5000, 64, 1.0", "5000, 256, 1.1", "20000, 512, 0.8", "3, 1, 1.0"})
  void boundsHoldInEveryWindow(int keys, int capacity, double exponent) {
    long seed = Seeds.seed("SlidingTopTest");
    var traffic = new Traffic(seed, keys, exponent);
    var hash = new KeyedHash(seed);
    var top = new SlidingTop(capacity, STEPS);
    var oracle = new Oracle();
    var key = new long[PackedKey.LENGTH];
    key[4] = PackedKey.word(4, -1, -1, -1, -1);
    for (int round = 0; round < 35; round++) {
      int packets = traffic.random.nextInt(1, 3000);
      long shift = round / 12 * 1000L; // what is popular changes
      for (int i = 0; i < packets; i++) {
        key[1] = traffic.key() + shift;
        int bytes = traffic.frameLength();
        top.count(hash.hash(key[0], key[1], key[2], key[3], key[4], key[5]), key, bytes, 1, 0);
        oracle.count(key[1], bytes);
        if (i % 700 == 0) {
          top.sum(); // reading in between changes nothing
        }
      }
      check(top, oracle, capacity);
      top.slide();
      oracle.slide();
      if (round % 7 == 0) {
        check(top, oracle, capacity);
      }
    }
  }

  private static void check(SlidingTop top, Oracle oracle, int capacity) {
    var truth = oracle.sums();
    var slots = slots(top);
    long weight = truth.values().stream().mapToLong(Long::longValue).sum();
    slots.forEach((key, slot) -> {
      long exact = truth.getOrDefault(key, 0L);
      long lower = top.bytes(slot);
      long upper = lower + top.missed(slot);
      assertThat(exact).isBetween(lower, upper);
      assertThat(upper - lower).isLessThanOrEqualTo(weight / capacity);
    });
    truth.forEach((key, bytes) -> {
      if (bytes > weight / capacity) {
        assertThat(slots).containsKey(key);
      }
    });
    if (truth.size() <= capacity) {
      truth.forEach(
          (key, bytes) -> assertThat(top.bytes(slots.getOrDefault(key, -1))).isEqualTo(bytes));
    }
  }

  @ParameterizedTest
  @CsvSource({"100000, 2048"})
  void findsTheTenLargestOfZipf(int keys, int capacity) {
    long seed = Seeds.seed("SlidingTopTest");
    var traffic = new Traffic(seed, keys, 1.0);
    var hash = new KeyedHash(seed);
    var top = new SlidingTop(capacity, STEPS);
    var truth = new HashMap<Long, Long>();
    var key = new long[PackedKey.LENGTH];
    key[4] = PackedKey.word(4, -1, -1, -1, -1);
    for (int i = 0; i < 1_000_000; i++) {
      key[1] = traffic.key();
      int bytes = traffic.frameLength();
      top.count(hash.hash(0, key[1], 0, 0, 0, 0), key, bytes, 1, 0);
      truth.merge(key[1], (long) bytes, Long::sum);
      if (i % 100_000 == 99_999 && i < 999_999) {
        top.slide();
      }
    }
    int count = top.sum();
    var largest = new Largest(10);
    for (int slot = 0; slot < count; slot++) {
      largest.of(0).offer((double) top.bytes(slot), 0, slot);
    }
    var best =
        truth.entrySet().stream()
            .sorted(Map.Entry.<Long, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(10)
            .toList();
    var slots = slots(top);
    largest.forEach((_, picked) -> {
      for (var entry : best) {
        assertThat(picked).contains(slots.getOrDefault(entry.getKey(), -1));
        double error =
            Math.abs(
                (double) top.bytes(slots.getOrDefault(entry.getKey(), -1))
                    - (double) entry.getValue());
        assertThat(error / entry.getValue()).isLessThan(0.01);
      }
    });
  }
}
