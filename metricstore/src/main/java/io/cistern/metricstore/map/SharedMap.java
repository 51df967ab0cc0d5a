package io.cistern.metricstore.map;

import io.cistern.listmap.ListMap;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/// An open listmap that several threads use: it is closed when its owner has let it go and the last
/// reader has left.
public final class SharedMap {

  /// What is left to do once the map is closed, such as deleting its file.
  @FunctionalInterface
  public interface AfterClose {
    void run() throws IOException;
  }

  private final ListMap map;
  private final AtomicInteger users = new AtomicInteger(1); // the owner
  private volatile AfterClose afterClose = () -> {};

  public SharedMap(ListMap map) {
    this.map = map;
  }

  public ListMap map() {
    return map;
  }

  /// Enters; `false` if the map is closed already. Each success needs a [#release()].
  public boolean acquire() {
    for (int n = users.get(); n > 0; n = users.get()) {
      if (users.compareAndSet(n, n + 1)) {
        return true;
      }
    }
    return false;
  }

  /// Whether nobody is in it but its owner.
  public boolean isIdle() {
    return users.get() == 1;
  }

  public void release() throws IOException {
    if (users.decrementAndGet() == 0) {
      try {
        map.close();
        Steps.passed("map.closed");
      } finally {
        afterClose.run();
      }
    }
  }

  /// The owner lets go, once.
  public void retire() throws IOException {
    release();
  }

  /// The owner lets go, once.
  public void retire(AfterClose then) throws IOException {
    afterClose = then;
    release();
  }
}
