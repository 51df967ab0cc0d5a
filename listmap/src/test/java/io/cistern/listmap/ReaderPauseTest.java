package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long single gets take beside a writer that splits leaves, grows the file, compacts and is
/// forced, compared with a thread at the same place that only reads the clock: what both are held
/// up by is the machine.
///
/// Prints; what may be held against a limit depends on the machine.
class ReaderPauseTest {

  private static final int SECONDS = Integer.getInteger("cistern.pauseSeconds", 2);
  private static final long MAX_BYTES = 128L << 20;
  private static final int KEYS = 1 << 16;

  /// Durations, by their highest five bits.
  private static final class Durations {
    private static final int BITS = 4;
    private final long[] counts = new long[Long.SIZE << BITS];
    private long count;
    private long longest;
    private long sum;

    void add(long nanos) {
      counts[bucket(nanos)]++;
      count++;
      sum += nanos;
      longest = Math.max(longest, nanos);
    }

    private static int bucket(long nanos) {
      long value = Math.max(nanos, 1L << BITS);
      int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
      return (exponent << BITS) + (int) (value >>> (exponent - BITS)) - (1 << BITS);
    }

    /// The upper end of the bucket that so many of the durations do not exceed.
    long quantile(double share) {
      long left = (long) Math.ceil(share * count);
      int at = 0;
      while ((left -= counts[at]) > 0) {
        at++;
      }
      int exponent = at >> BITS;
      return ((at & (1L << BITS) - 1) + (1L << BITS) + 1) << (exponent - BITS);
    }

    long mean() {
      return sum / Math.max(1, count);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d samples, mean %d ns, p50 %d ns, p99.9 %.1f us, p99.99 %.1f us, longest %.1f ms",
          count,
          mean(),
          quantile(0.5),
          quantile(0.999) / 1e3,
          quantile(0.9999) / 1e3,
          longest / 1e6);
    }
  }

  @TempDir Path directory;

  /// The map that is written, and the one that is read: the same, or the one before.
  private volatile @Nullable ListMap written;

  private volatile @Nullable ListMap read;
  private volatile boolean isOver;

  private static byte[] key(byte[] key, int number) {
    ByteBuffer.wrap(key).putLong(8, number * 0x9e3779b97f4a7c15L);
    return key;
  }

  @Test
  void getsBesideAWriter() throws Exception {
    var random = new Random(Model.seed(11));
    var gets = new Durations();
    var clock = new Durations();
    try (var thread = Executors.newSingleThreadExecutor()) {
      var writing = thread.submit(() -> write(new Random(~random.nextLong())));
      try {
        while (written == null && !writing.isDone()) {
          Thread.onSpinWait();
        }
        get(new Durations(), random, System.nanoTime() + TimeUnit.SECONDS.toNanos(1)); // to warm up
        for (int slice = 0; slice < 2 * SECONDS && !writing.isDone(); slice++) {
          long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
          if (slice % 2 == 0) {
            get(gets, random, end);
          } else {
            readClock(clock, gets.quantile(0.5), end);
          }
        }
      } finally {
        isOver = true;
      }
      System.out.println(writing.get() + ", beside it");
    }
    System.out.println("gets:  " + gets);
    System.out.println("clock: " + clock);
    assertThat(gets.count).isPositive();
    assertThat(clock.count).isPositive();
  }

  /// Takes the map to read. The writer closes it only once another has been taken.
  private ListMap take() {
    ListMap map;
    do {
      map = Objects.requireNonNull(written);
      read = map;
    } while (written != map); // it may have been closed before it was taken
    return map;
  }

  private void get(Durations durations, Random random, long end) throws IOException {
    var key = new byte[16];
    long now = System.nanoTime();
    while (now < end) {
      var map = take();
      for (int i = 0; i < 1000; i++) {
        key(key, random.nextInt(KEYS));
        long before = System.nanoTime();
        var value = map.get(key);
        now = System.nanoTime();
        durations.add(now - before);
        if (value == null) {
          throw new AssertionError("missing: " + ByteBuffer.wrap(key).getLong(8));
        }
      }
    }
  }

  /// Reads the clock, and again when a get would have been done.
  private void readClock(Durations durations, long nanos, long end) {
    long now = System.nanoTime();
    while (now < end) {
      take();
      for (int i = 0; i < 1000; i++) {
        long before = System.nanoTime();
        do {
          now = System.nanoTime();
        } while (now - before < nanos);
        durations.add(now - before);
      }
    }
  }

  /// Writes one map after the other; each has all keys from when it is read on.
  private String write(Random random) throws IOException {
    int maps = 0;
    long writes = 0;
    var copy = directory.resolve("copy.lm");
    var key = new byte[16];
    while (!isOver) {
      var file = directory.resolve("map" + maps % 2);
      Files.deleteIfExists(file);
      var map = ListMap.open(file, ListMapOptions.defaults());
      for (int i = 0; i < KEYS; i++) {
        map.put(key(key, i), new byte[8]);
      }
      var before = written;
      written = map;
      while (before != null && read == before && !isOver) {
        Thread.onSpinWait();
      }
      if (before != null) {
        before.close();
      }
      maps++;
      for (int i = 0; !isOver && map.stats().fileBytes() < MAX_BYTES; i++) {
        map.put(key(key, random.nextInt(8 * KEYS)), new byte[random.nextInt(200)]);
        writes++;
        if (i == KEYS) {
          map.compactTo(copy);
          Files.delete(copy);
        }
      }
    }
    var last = written;
    if (last != null) {
      last.close();
    }
    return maps + " maps written up to " + (MAX_BYTES >> 20) + " MiB, " + writes + " changes";
  }
}
