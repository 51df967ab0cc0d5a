package io.cistern.app.self;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thing that may go wrong and come right again. Only its own success clears it, so that what
/// works elsewhere never hides it. Any thread may report and ask.
///
/// The log hears of it when it begins, once a minute while it lasts, and when it is over.
public final class Condition {
  private static final Logger LOG = LoggerFactory.getLogger(Condition.class);
  private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String what;
  private final LongSupplier nanoTime;
  private volatile @Nullable String cause;
  private long failures;
  private long lastLogged;
  private boolean isLogged;

  /// @param what goes wrong, as a sentence without its end: `rows cannot be stored`
  public Condition(String what) {
    this(what, System::nanoTime);
  }

  Condition(String what, LongSupplier nanoTime) {
    this.what = what;
    this.nanoTime = nanoTime;
  }

  /// It failed, perhaps once more, by an exception whose trace is worth a look.
  public synchronized void failed(Throwable reason) {
    String message = reason.getMessage();
    if (isToldNow(message == null ? reason.toString() : message)) {
      LOG.warn("{} (failures: {})", what, failures, reason);
    }
  }

  /// It failed, perhaps once more, from outside.
  public synchronized void failed(String reason) {
    if (isToldNow(reason)) {
      LOG.warn("{} (failures: {}): {}", what, failures, reason);
    }
  }

  private boolean isToldNow(String why) {
    cause = why;
    long now = nanoTime.getAsLong();
    if (failures++ > 0 && now - lastLogged < REPEAT_NANOS) {
      return false;
    }
    lastLogged = now;
    isLogged = true;
    return true;
  }

  /// It worked. Costs one read where nothing was wrong.
  public void succeeded() {
    if (cause != null) {
      recovered();
    }
  }

  private synchronized void recovered() {
    cause = null;
    if (isLogged) {
      isLogged = false;
      LOG.info("over: {}", what);
    }
  }

  /// What is wrong now and why, or empty.
  public Optional<String> text() {
    String why = cause;
    return why == null ? Optional.empty() : Optional.of(what + ": " + why);
  }
}
