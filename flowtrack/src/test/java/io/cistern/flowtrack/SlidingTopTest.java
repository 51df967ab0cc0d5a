package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  private final long seed = Seeds.seed("SlidingTopTest");
  private final KeyedHash hash = new KeyedHash(seed);
  private final KeyShape shape = new KeyShape(Dimension.SOURCE.fields());

  private SlidingTop top(int capacity) {
    return new SlidingTop(shape, capacity, STEPS, false, hash);
  }

  private static Map<Long, Integer> numbers(SlidingTop top, int limit) {
    var numbers = new HashMap<Long, Integer>();
    var largest = new Largest(limit);
    top.offerTo(largest);
    largest.forEach((_, picked) -> {
      for (int number : picked) {
        numbers.put(top.packet(number)[1], number);
      }
    });
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({"50, 64, 1.0", "5000, 64, 1.0", "5000, 256, 1.1", "20000, 512, 0.8", "3, 1, 1.0"})
  void boundsHoldInEveryWindow(int keys, int capacity, double exponent) {
    var traffic = new Traffic(seed, keys, exponent);
    var top = top(capacity);
    var oracle = new Oracle();
    var key = new long[PackedKey.PACKET_LENGTH];
    key[PackedKey.WHO] = 4;
    for (int round = 0; round < 35; round++) {
      int packets = traffic.random.nextInt(1, 3000);
      long shift = round / 12 * 1000L; // what is popular changes
      for (int i = 0; i < packets; i++) {
        key[1] = traffic.key() + shift;
        hash.mixAddresses(key);
        int bytes = traffic.frameLength();
        top.count(key, bytes, 1, 0, 0);
        oracle.count(key[1], bytes);
        if (i % 700 == 0) {
          numbers(top, 10); // reading in between changes nothing
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
    var slots = numbers(top, capacity * STEPS);
    long weight = truth.values().stream().mapToLong(Long::longValue).sum();
    slots.forEach((key, slot) -> {
      long exact = truth.getOrDefault(key, 0L);
      long lower = top.estimate(slot).bytes();
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
      truth.forEach((key, bytes) -> assertThat(bytes(top, slots.get(key))).isEqualTo(bytes));
    }
  }

  private static long bytes(SlidingTop top, @Nullable Integer number) {
    return number == null ? -1 : top.estimate(number).bytes();
  }
}
