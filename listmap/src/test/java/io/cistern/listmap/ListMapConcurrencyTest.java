package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One writer and several readers.
class ListMapConcurrencyTest {

  private static final int SECONDS = Integer.getInteger("cistern.concurrencySeconds", 4);

  @TempDir Path directory;

  /// Keys with an even last number are there throughout; the others come and go.
  private static byte[] key(int number) {
    return ByteBuffer.allocate(12).putInt(0).putLong(number).array();
  }

  @Test
  void readersSeeOrderAndMissNothingThatStays() throws Exception {
    long seed = Model.seed(5);
    int keys = 20_000;
    var options = ListMapOptions.defaults().withDurability(Durability.OS);
    var stop = new AtomicBoolean();
    try (var map = ListMap.open(directory.resolve("map.lm"), options);
        var threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < keys; i += 8) {
        map.put(key(i), key(i));
      }
      var results = new ArrayList<Future<Long>>();
      for (int reader = 0; reader < 4; reader++) {
        boolean isForward = reader % 2 == 0;
        results.add(threads.submit(() -> scan(map, keys, isForward, stop)));
      }
      results.add(threads.submit(() -> get(map, keys, seed, stop)));
      results.add(threads.submit(write(map, keys, seed, stop)));
      long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
      while (System.nanoTime() < deadline && results.stream().noneMatch(Future::isDone)) {
        Thread.sleep(20);
      }
      stop.set(true);
      for (var result : results) {
        assertThat(result.get()).isPositive();
      }
      assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
    }
  }

  private static Callable<Long> write(ListMap map, int keys, long seed, AtomicBoolean stop) {
    return () -> {
      var random = new Random(seed);
      long writes = 0;
      while (!stop.get()) {
        int number = random.nextInt(keys);
        if (number % 8 == 0) {
          map.put(key(number), key(number)); // replaced by the same
        } else if (random.nextInt(5) < 2) {
          map.remove(key(number));
        } else {
          map.put(key(number), key(number));
        }
        writes++;
      }
      return writes;
    };
  }

  private static long get(ListMap map, int keys, long seed, AtomicBoolean stop) throws Exception {
    var random = new Random(seed + 1);
    long reads = 0;
    while (!stop.get()) {
      int number = random.nextInt(keys);
      var value = map.getBytes(key(number));
      if (number % 8 == 0 || value != null) {
        assertThat(value).isEqualTo(key(number));
      }
      reads++;
    }
    return reads;
  }

  private static long scan(ListMap map, int keys, boolean isForward, AtomicBoolean stop)
      throws Exception {
    long scans = 0;
    while (!stop.get()) {
      var cursor = map.cursor();
      byte[] last = null;
      int staying = 0;
      for (boolean found = isForward ? cursor.first() : cursor.last();
          found;
          found = isForward ? cursor.next() : cursor.prev()) {
        var key = cursor.keyBytes();
        if (last != null) {
          int order = Arrays.compareUnsigned(last, key);
          assertThat(isForward ? order : -order).isNegative();
        }
        assertThat(cursor.valueBytes()).isEqualTo(key);
        if (ByteBuffer.wrap(key).getLong(4) % 8 == 0) {
          staying++;
        }
        last = key;
      }
      assertThat(staying).isEqualTo(keys / 8);
      scans++;
    }
    return scans;
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
        for (int reader = 0; reader < 3; reader++) {
          results.add(
              threads.submit(() -> {
                long reads = 0;
                try {
                  while (true) {
                    assertThat(map.getBytes(key((int) (reads % 1000)))).isNotNull();
                    reads++;
                  }
                } catch (IllegalStateException e) {
                  return reads;
                }
              }));
        }
        Thread.sleep(20);
        map.close();
        for (var result : results) {
          assertThat(result.get()).isNotNegative();
        }
      }
    }
  }
}
