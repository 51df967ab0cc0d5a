package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ForceThreadTest {

  private static final long INTERVAL_MILLIS = 50;
  private static final long FORCE_MILLIS = 40;

  /// A disk that is slow to force, and notes how soon the next force begins.
  private static final class SlowDisk extends WatchedStorage {
    volatile long shortestNanos = Long.MAX_VALUE;
    private long last;

    SlowDisk() {
      super(new SimulatedDisk(new Random(1), 1 << 20));
    }

    @Override
    void forcing(long offset) {
      if (offset >= Format.START) { // the log, not a header
        long now = System.nanoTime();
        shortestNanos = Math.min(shortestNanos, last == 0 ? Long.MAX_VALUE : now - last);
        last = now;
        try {
          TimeUnit.MILLISECONDS.sleep(FORCE_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /// What a power cut may take is the interval plus one force: the next force begins an interval
  /// after the last one began, not after it ended.
  @Test
  void theIntervalCountsFromTheStartOfAForce() throws IOException {
    var disk = new SlowDisk();
    var interval = Durability.interval(Duration.ofMillis(INTERVAL_MILLIS));
    var options = ListMapOptions.defaults().withDurability(interval);
    long limit = TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS + FORCE_MILLIS);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    try (var map = ListMap.open(disk, SimulatedDisk.FILE, options)) {
      while (disk.shortestNanos >= limit && System.nanoTime() < deadline) {
        if (map.stats().unforcedBytes() == 0) {
          map.put(new byte[] {1}, new byte[0]);
        }
        Thread.onSpinWait();
      }
    }
    assertThat(disk.shortestNanos).isLessThan(limit);
  }
}
