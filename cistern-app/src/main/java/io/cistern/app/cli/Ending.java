package io.cistern.app.cli;

import com.google.common.util.concurrent.Uninterruptibles;
import io.cistern.app.Closing;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a running process ends: everything is closed, so that what was received is stored, and the
/// process halts with an exit code. Whoever asks first begins it; it happens once.
///
/// The threads that do it wait from the start: when memory or threads have run out, none could be
/// made any more.
final class Ending {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  private final Closing parts;
  private final IntConsumer halt;
  private final Duration patience;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch failed = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /// @param parts what is closed
  /// @param halt ends the process with a code, at once
  /// @param patience how long closing may take after a failure
  Ending(Closing parts, IntConsumer halt, Duration patience) {
    this.parts = parts;
    this.halt = halt;
    this.patience = patience;
    Thread.ofPlatform().name("cistern-ending").daemon().start(this::end);
    Thread.ofPlatform().name("cistern-deadline").daemon().start(this::enforceDeadline);
  }

  /// Begins to end: code 0 where everything can be closed, else 1. Returns at once.
  void stop() {
    begun.countDown();
  }

  /// Begins to end with code 1, at the latest when the patience is over. Returns at once.
  void fail() {
    failed.countDown();
    begun.countDown();
  }

  private void end() {
    Uninterruptibles.awaitUninterruptibly(begun);
    boolean isClean = false;
    try {
      parts.close();
      isClean = failed.getCount() > 0;
      LOG.info("stopped");
    } catch (Throwable e) { // there is nobody left to throw it to
      LOG.error("not everything could be closed", e);
    } finally {
      closed.countDown();
      halt.accept(isClean ? 0 : 1);
    }
  }

  /// What failed may hold up the closing of all the rest.
  private void enforceDeadline() {
    Uninterruptibles.awaitUninterruptibly(failed);
    if (!Uninterruptibles.awaitUninterruptibly(closed, patience)) {
      try {
        LOG.error("not everything was closed within {} s", patience.toSeconds());
      } finally {
        halt.accept(1);
      }
    }
  }
}
