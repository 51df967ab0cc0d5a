package io.cistern.app.self;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the threads without which the collector is none, and learns when one of them ends by what
/// it threw. A collector of which a part is dead must not live on as if it were whole: whoever runs
/// the process says with [#onFailure] how it ends then.
public final class Vitals implements Thread.UncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);

  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
  private volatile Consumer<String> listener = _ -> {};

  /// Who is told, once and in words, that a thread ended. Called by that thread; must not wait.
  public void onFailure(Consumer<String> consumer) {
    listener = consumer;
  }

  /// A platform thread that is watched; not started.
  public Thread thread(String name, Runnable work) {
    return Thread.ofPlatform().name(name).uncaughtExceptionHandler(this).unstarted(work);
  }

  /// A thread ended by what it threw; also for threads that others made.
  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    String text = "the thread " + thread.getName() + " ended: " + thrown;
    boolean isFirst = failure.compareAndSet(null, text);
    try {
      LOG.error("{}", text, thrown);
    } finally { // without memory even that may fail
      if (isFirst) {
        listener.accept(text);
      }
    }
  }

  /// What ended the first thread that did, in words.
  public Optional<String> failure() {
    return Optional.ofNullable(failure.get());
  }
}
