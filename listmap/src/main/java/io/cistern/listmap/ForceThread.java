package io.cistern.listmap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Forces at an interval what was written since. A power cut takes what was written after the start
/// of the last force that ended: at most the interval and one force.
final class ForceThread {

  /// What is done at the interval.
  @FunctionalInterface
  interface Force {
    void force() throws IOException;
  }

  /// The time it goes by; tests have one of their own.
  interface Time {

    /// @return nanoseconds since some moment
    long nanos();

    /// Waits until stopped, or so many nanoseconds; not at all if that is no positive number.
    ///
    /// @return whether stopped
    /// @throws InterruptedException if this thread is interrupted
    boolean isStopped(CountDownLatch stop, long nanos) throws InterruptedException;
  }

  private static final Time MACHINE =
      new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public boolean isStopped(CountDownLatch stop, long nanos) throws InterruptedException {
          return stop.await(nanos, TimeUnit.NANOSECONDS);
        }
      };

  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  ForceThread(Path file, Duration interval, Force force) {
    this(file, interval, force, MACHINE);
  }

  ForceThread(Path file, Duration interval, Force force, Time time) {
    long nanos = interval.toNanos();
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("listmap-force-" + file.getFileName())
            .unstarted(() -> run(force, time, nanos));
  }

  void start() {
    thread.start();
  }

  /// Returns when no force is running any more.
  void stop() {
    stop.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true; // the file must not be unmapped under the thread
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Force force, Time time, long nanos) {
    try {
      long next = time.nanos() + nanos;
      while (!time.isStopped(stop, next - time.nanos())) {
        next = time.nanos() + nanos; // from the start of a force to that of the next
        force.force();
      }
    } catch (IOException _) {
      // the writer is in its failed state now and tells whoever writes
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
