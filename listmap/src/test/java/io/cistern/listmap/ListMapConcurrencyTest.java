package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One writer and several readers.
class ListMapConcurrencyTest {

  private static final int SECONDS = Integer.getInteger("cistern.concurrencySeconds", 4);

  private static final int COUNTS = 11;

  @TempDir Path directory;

  /// Every eighth key is there throughout; the others come and go.
  private static byte[] key(int number) {
    return ByteBuffer.allocate(12).putInt(0).putLong(number).array();
  }

  /// A value that tells whose it is and whether it is in one piece: the number, then the version as
  /// often as it says itself.
  private static byte[] value(int number, int version) {
    int n = 1 + version % 50;
    var value = ByteBuffer.allocate(4 + 4 * n).putInt(number);
    for (int i = 0; i < n; i++) {
      value.putInt(version);
    }
    return value.array();
  }

  private static void check(byte[] key, byte[] bytes) {
    var value = ByteBuffer.wrap(bytes);
    boolean isWhole = value.getInt() == (int) ByteBuffer.wrap(key).getLong(4);
    int version = value.getInt();
    isWhole &= value.remaining() == 4 * (version % 50);
    while (value.hasRemaining()) {
      isWhole &= value.getInt() == version;
    }
    if (!isWhole) {
      throw new AssertionError(Arrays.toString(key) + " has " + Arrays.toString(bytes));
    }
  }

  @Test
  void readersSeeOrderAndMissNothingThatStays() throws Exception {
    long seed = Model.seed(5);
    int keys = 20_000;
    var options = ListMapOptions.builder().durability(Durability.OS).build();
    var stop = new AtomicBoolean();
    try (var map = ListMap.open(directory.resolve("map.lm"), options);
        var threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < keys; i += 8) {
        map.put(key(i), value(i, 0));
      }
      var endings = new ExecutorCompletionService<Long>(threads);
      var results = new ArrayList<Future<Long>>();
      for (int reader = 0; reader < 6; reader++) {
        boolean isForward = reader % 2 == 0;
        results.add(endings.submit(() -> scan(map, keys, isForward, stop)));
      }
      results.add(endings.submit(() -> get(map, keys, seed + 1, stop)));
      results.add(endings.submit(() -> get(map, keys, seed + 2, stop)));
      results.add(endings.submit(write(map, keys, seed, stop)));
      var _ = endings.poll(SECONDS, TimeUnit.SECONDS); // the first that fails, or none
      stop.set(true);
      var counts = new ArrayList<Long>();
      for (var result : results) {
        counts.add(result.get());
      }
      System.out.println("6 scanning, 2 getting, 1 writing: " + counts + " in " + SECONDS + " s");
      assertThat(counts).allMatch(count -> count > 0);
      assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
    }
  }

  private static Callable<Long> write(ListMap map, int keys, long seed, AtomicBoolean stop) {
    return () -> {
      var random = new Random(seed);
      long writes = 0;
      do {
        int number = random.nextInt(keys);
        if (number % 8 == 0) {
          map.put(key(number), value(number, (int) writes & 0xffff));
        } else if (random.nextInt(5) < 2) {
          map.remove(key(number));
        } else {
          map.put(key(number), value(number, (int) writes & 0xffff));
        }
        writes++;
      } while (!stop.get());
      return writes;
    };
  }

  private static long get(ListMap map, int keys, long seed, AtomicBoolean stop) throws Exception {
    var random = new Random(seed);
    long reads = 0;
    do {
      int number = random.nextInt(keys);
      var value = map.getBytes(key(number));
      if (value != null) {
        check(key(number), value);
      } else if (number % 8 == 0) {
        throw new AssertionError("missing: " + number);
      }
      reads++;
    } while (!stop.get());
    return reads;
  }

  private static long scan(ListMap map, int keys, boolean isForward, AtomicBoolean stop)
      throws Exception {
    long scans = 0;
    do { // once at least, on however busy a machine
      var cursor = map.cursor();
      byte[] last = null;
      int staying = 0;
      for (boolean found = isForward ? cursor.first() : cursor.last();
          found;
          found = isForward ? cursor.next() : cursor.prev()) {
        var key = cursor.keyBytes();
        if (last != null) {
          int order = Arrays.compareUnsigned(last, key);
          if (isForward ? order >= 0 : order <= 0) {
            throw new AssertionError(Arrays.toString(last) + " before " + Arrays.toString(key));
          }
        }
        check(key, cursor.valueBytes());
        if (ByteBuffer.wrap(key).getLong(4) % 8 == 0) {
          staying++;
        }
        last = key;
      }
      assertThat(staying).isEqualTo(keys / 8);
      scans++;
    } while (!stop.get());
    return scans;
  }

  /// Keys only come: what was there before a count is in it, and nothing that was not there after.
  @Test
  void countsAreRightWhileLeavesAreSplit() throws Exception {
    var random = new Random(Model.seed(9));
    var options = ListMapOptions.builder().durability(Durability.OS).build();
    try (var map = ListMap.open(directory.resolve("map.lm"), options);
        var threads = Executors.newCachedThreadPool()) {
      map.put(key(0), key(0));
      var counts = new AtomicLong();
      var writing =
          threads.submit(() -> {
            for (int i = 0; i < 300_000 || counts.get() < COUNTS; i++) {
              map.put(key(random.nextInt(Integer.MAX_VALUE)), key(i));
            }
            return null;
          });
      while (!writing.isDone()) {
        long before = map.size();
        long counted = map.range(key(0), key(Integer.MAX_VALUE)).count();
        long after = map.size() + 1; // a key may be there before the size says so
        assertThat(counted).isBetween(before, after);
        counts.incrementAndGet();
      }
      writing.get();
      System.out.println(counts + " counts");
      assertThat(map.range(key(0), null).count()).isEqualTo(map.size());
    }
  }

  @Test
  void closingUnderReadersIsSafe() throws Exception {
    for (int round = 0; round < 10; round++) {
      var map = ListMap.open(directory.resolve("close" + round), ListMapOptions.defaults());
      for (int i = 0; i < 1000; i++) {
        map.put(key(i), key(i));
      }
      try (var threads = Executors.newCachedThreadPool()) {
        var results = new ArrayList<Future<Long>>();
        var reading = new CountDownLatch(3);
        for (int reader = 0; reader < 3; reader++) {
          results.add(
              threads.submit(() -> {
                long reads = 0;
                try {
                  while (true) {
                    assertThat(map.getBytes(key((int) (reads % 1000)))).isNotNull();
                    if (++reads == 1_000) {
                      reading.countDown();
                    }
                  }
                } catch (IllegalStateException e) {
                  return reads;
                }
              }));
        }
        reading.await();
        map.close();
        for (var result : results) {
          assertThat(result.get()).isNotNegative();
        }
      }
    }
  }
}
