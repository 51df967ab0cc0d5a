package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// A file of 5 GiB: offsets beyond 32 bits, and beyond 31, behave as small ones do, and take as
/// long. It lies in `cistern.largeDirectory`: on a memory file system the times are those of the
/// code and not of the disk.
@EnabledIfSystemProperty(
    named = "cistern.largeDirectory",
    matches = ".+",
    disabledReason = "writes 5 GiB: listmap/campaign.sh large")
class LargeFileTest {

  /// Entries with values of 64 KiB have numbers from 0 on, those with values of 100 bytes are
  /// below.
  private static final int LARGE = 80 << 10;

  private static final int FEW = 8 << 10;
  private static final int SMALL = 200_000;
  private static final int PARTS = 8;
  private static final int ROUNDS = 9;

  /// Promised is 1.2, seen on a machine of its own.
  private static final double LIMIT = 1.5;

  private final byte[][] largeValues = values(64 << 10);
  private final byte[][] smallValues = values(100);

  private static byte[][] values(int bytes) {
    var values = new byte[64][bytes];
    for (int i = 0; i < values.length; i++) {
      new Random(i).nextBytes(values[i]);
    }
    return values;
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(8).putInt(Integer.reverse(number)).putInt(number).array();
  }

  private byte[] value(int number) {
    return (number < 0 ? smallValues : largeValues)[number & 63];
  }

  @Test
  void behavesAsASmallOneDoes() throws IOException {
    var where = Path.of(System.getProperty("cistern.largeDirectory"));
    long free = Files.getFileStore(where).getUsableSpace();
    assertThat(free).as("bytes free in " + where).isGreaterThan(7L << 30);
    var directory = Files.createTempDirectory(where, "large");
    var file = directory.resolve("large.lm");
    try {
      behavesAsASmallOneDoes(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  private void behavesAsASmallOneDoes(Path file) throws IOException {
    var options = ListMapOptions.builder().durability(Durability.OS).build();
    try (var map = ListMap.open(file, options)) {
      put(map, 0, FEW);
      for (int i = 0; i < 3; i++) {
        put(map, -SMALL, 0);
      }
      double putFirst = quickest(this::put, map, -SMALL, -SMALL / 2);
      put(map, FEW, LARGE - FEW);
      assertThat(map.stats().logBytes()).isGreaterThan(4L << 30);
      put(map, LARGE - FEW, LARGE);
      double putLast = quickest(this::put, map, -SMALL / 2, 0);
      System.out.println(map.stats());
      print("put of 100 bytes", putFirst, putLast); // into new pages, which are the system's work
      compareGets(map, "get of 100 bytes", new int[] {-SMALL, -SMALL / 2}, SMALL / 2);
      compareGets(map, "get of 64 KiB", new int[] {0, LARGE - FEW}, FEW);
      map.abandon();
    }
    for (var origin : new Stats.Origin[] {Stats.Origin.REBUILT, Stats.Origin.CLEAN}) {
      try (var map = ListMap.open(file, options)) {
        assertThat(map.stats().origin()).isEqualTo(origin);
        check(map);
      }
    }
  }

  /// Compares the same number of entries at the start and at the end of the file, by turns.
  private void compareGets(ListMap map, String what, int[] from, int count) throws IOException {
    var nanos = new double[] {Double.MAX_VALUE, Double.MAX_VALUE};
    for (int round = 0; round < 2 * ROUNDS; round++) {
      int end = round % 2;
      double now = quickest(this::get, map, from[end], from[end] + count);
      nanos[end] = Math.min(nanos[end], now);
    }
    print(what, nanos[0], nanos[1]);
    assertThat(nanos[1]).as(what + ", ns beyond 4 GiB").isLessThan(LIMIT * nanos[0]);
  }

  private static void print(String what, double first, double last) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f ns at the start, %.0f beyond 4 GiB (%+.1f %%)%n",
        what,
        first,
        last,
        100 * (last / first - 1));
  }

  private interface Work {
    void on(ListMap map, int from, int to) throws IOException;
  }

  /// @return nanoseconds an entry of the part that took least: others use the machine too
  private static double quickest(Work work, ListMap map, int from, int to) throws IOException {
    double quickest = Double.MAX_VALUE;
    int step = (to - from) / PARTS;
    for (int at = from; at < to; at += step) {
      long start = System.nanoTime();
      work.on(map, at, at + step);
      quickest = Math.min(quickest, (double) (System.nanoTime() - start) / step);
    }
    return quickest;
  }

  private void put(ListMap map, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      map.put(key(i), value(i));
    }
  }

  private void get(ListMap map, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      var value = map.get(key(i));
      if (value == null || value.get(ValueLayout.JAVA_BYTE, 50) != value(i)[50]) {
        throw new AssertionError("key " + i);
      }
    }
  }

  private void check(ListMap map) throws IOException {
    assertThat(map.size()).isEqualTo(LARGE + SMALL);
    var random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int number = random.nextInt(-SMALL, LARGE);
      assertThat(map.getBytes(key(number))).isEqualTo(value(number));
    }
    var cursor = map.cursor();
    int count = 0;
    for (boolean found = cursor.first(); found; found = cursor.next()) {
      count++;
    }
    assertThat(count).isEqualTo(LARGE + SMALL);
  }
}
