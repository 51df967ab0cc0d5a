package io.cistern.app.http;

import io.cistern.app.view.QueryRefusedException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;

/// Lets a few queries of the store run at once, makes a few more wait, and refuses the rest with
/// 503, so that no number of them takes the machine from the intake.
final class QueryGate {
  /// A query that may be refused by the store.
  @FunctionalInterface
  interface Query<T> {
    T run() throws QueryRefusedException;
  }

  private final Semaphore permits;
  private final int queue;
  private final Duration patience;

  QueryGate(int atOnce, int queue, Duration patience) {
    this.permits = new Semaphore(atOnce, true);
    this.queue = queue;
    this.patience = patience;
  }

  /// @throws ProblemException 503 if there is no room, or no turn in time
  <T> T pass(Query<T> query) throws QueryRefusedException {
    if (!enter()) {
      throw ProblemException.of(
          HttpStatus.SERVICE_UNAVAILABLE_503, "too many queries at once; ask again later");
    }
    try {
      return query.run();
    } finally {
      permits.release();
    }
  }

  private boolean enter() {
    if (permits.tryAcquire()) {
      return true;
    }
    if (permits.getQueueLength() >= queue) {
      return false;
    }
    try {
      return permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) { // the server is stopping
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
