package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A file of 5 GiB: offsets beyond 32 bits, and beyond 31, behave as small ones do.
@EnabledIfSystemProperty(
    named = "cistern.largeFile",
    matches = "true",
    disabledReason = "writes 5 GiB: listmap/campaign.sh large")
class LargeFileTest {

  private static final int VALUE_BYTES = 64 << 10;
  private static final int ENTRIES = 80 << 10;
  private static final int SMALL = 8 << 10;

  @TempDir Path directory;

  private static byte[] key(int number) {
    return ByteBuffer.allocate(8).putInt(Integer.reverse(number)).putInt(number).array();
  }

  private static byte[] value(int number) {
    var value = new byte[VALUE_BYTES];
    new Random(number).nextBytes(value);
    return value;
  }

  @Test
  void behavesAsASmallOneDoes() throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    assertThat(free).as("bytes free in " + directory).isGreaterThan(8L << 30);
    var file = directory.resolve("large.lm");
    var options = ListMapOptions.defaults().withDurability(Durability.OS);
    var values = new byte[64][];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(i);
    }
    try (var map = ListMap.open(file, options)) {
      double small = put(map, values, 0, SMALL);
      double smallGet = get(map, values, 0, SMALL);
      put(map, values, SMALL, ENTRIES - SMALL);
      double large = put(map, values, ENTRIES - SMALL, ENTRIES);
      double largeGet = get(map, values, ENTRIES - SMALL, ENTRIES);
      assertThat(map.stats().fileBytes()).isGreaterThan(5L << 30);
      System.out.printf(
          "%d bytes: put %.1f us at the start, %.1f beyond 4 GiB (%+.0f %%); get %.1f and %.1f us"
              + " (%+.0f %%)%n",
          map.stats().fileBytes(),
          small,
          large,
          100 * (large / small - 1),
          smallGet,
          largeGet,
          100 * (largeGet / smallGet - 1));
      map.abandon();
    }
    try (var map = ListMap.open(file, options)) {
      assertThat(map.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
      check(map, values);
    }
    try (var map = ListMap.open(file, options)) {
      assertThat(map.stats().origin()).isEqualTo(Stats.Origin.CLEAN);
      check(map, values);
    }
  }

  /// @return microseconds each
  private static double put(ListMap map, byte[][] values, int from, int to) throws IOException {
    long start = System.nanoTime();
    for (int i = from; i < to; i++) {
      map.put(key(i), values[i % values.length]);
    }
    return (System.nanoTime() - start) / 1e3 / (to - from);
  }

  /// The median of five rounds.
  ///
  /// @return microseconds each
  private static double get(ListMap map, byte[][] values, int from, int to) throws IOException {
    var rounds = new double[5];
    for (int round = 0; round < rounds.length; round++) {
      long start = System.nanoTime();
      for (int i = from; i < to; i++) {
        var value = map.getBytes(key(i));
        if (value == null || value[100] != values[i % values.length][100]) {
          throw new AssertionError("key " + i);
        }
      }
      rounds[round] = (System.nanoTime() - start) / 1e3 / (to - from);
    }
    java.util.Arrays.sort(rounds);
    return rounds[2];
  }

  private static void check(ListMap map, byte[][] values) throws IOException {
    assertThat(map.size()).isEqualTo(ENTRIES);
    var random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int number = random.nextInt(ENTRIES);
      assertThat(map.getBytes(key(number))).isEqualTo(values[number % values.length]);
    }
    var cursor = map.cursor();
    int count = 0;
    for (boolean found = cursor.first(); found; found = cursor.next()) {
      count++;
    }
    assertThat(count).isEqualTo(ENTRIES);
  }
}
