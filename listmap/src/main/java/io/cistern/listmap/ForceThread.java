package io.cistern.listmap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Forces at an interval what was written since. A power cut takes what was written after the start
/// of the last force that ended: at most the interval and one force.
final class ForceThread {

  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  ForceThread(Path file, Duration interval, Writer writer) {
    long nanos = interval.toNanos();
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("listmap-force-" + file.getFileName())
            .unstarted(() -> run(writer, nanos));
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

  private void run(Writer writer, long nanos) {
    try {
      long next = System.nanoTime() + nanos;
      while (!stop.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        next = System.nanoTime() + nanos; // from the start of a force to that of the next
        writer.flush();
      }
    } catch (IOException _) {
      // the writer is in its failed state now and tells whoever writes
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
