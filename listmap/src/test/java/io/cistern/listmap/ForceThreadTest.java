package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ForceThreadTest {

  private static final long INTERVAL = 50;

  /// A time that passes while the thread waits, and while it forces; at the end of the forces it is
  /// told to stop.
  private static final class SimulatedTime implements ForceThread.Time, ForceThread.Force {
    private final Iterator<Long> forces;
    private final List<Long> begins = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private long now;

    SimulatedTime(Long... forces) {
      this.forces = List.of(forces).iterator();
    }

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public boolean isStopped(CountDownLatch stop, long nanos) {
      now += Math.max(0, nanos);
      if (!forces.hasNext()) {
        over.countDown();
      }
      return !forces.hasNext();
    }

    @Override
    public void force() {
      begins.add(now);
      now += forces.next();
    }
  }

  /// What a power cut may take is the interval plus one force: the next force begins an interval
  /// after the last one began, not after it ended, and at once where that took longer.
  @Test
  void theIntervalCountsFromTheStartOfAForce() throws InterruptedException {
    var time = new SimulatedTime(40L, 0L, 70L, 10L);
    var thread = new ForceThread(Path.of("map.lm"), Duration.ofNanos(INTERVAL), time, time);
    thread.start();
    time.over.await();
    thread.stop();
    assertThat(time.begins).containsExactly(50L, 100L, 150L, 220L);
  }
}
