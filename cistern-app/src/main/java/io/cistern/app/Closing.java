package io.cistern.app;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What is open, closed the last first. One that cannot be closed keeps none of the others open.
/// Thread-safe; what comes after the closing is closed at once.
public final class Closing implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean isClosed;

  /// Adds a part, to be closed before those that are here already.
  ///
  /// @return the part
  /// @throws IllegalStateException if everything is closed already, and the part is now
  public synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    if (isClosed) {
      var late = new IllegalStateException("closed already");
      closeAfter(late);
      throw late;
    }
    return part;
  }

  /// Closes everything, because of what went wrong.
  ///
  /// @param cause gets what else goes wrong as suppressed
  public void closeAfter(Throwable cause) {
    Throwable failure = closeAll();
    if (failure != null) {
      cause.addSuppressed(failure);
    }
  }

  /// Closes everything. Closing twice is harmless.
  ///
  /// @throws IOException the first failure, with the others as suppressed
  @Override
  public void close() throws IOException {
    switch (closeAll()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IOException(e);
    }
  }

  private synchronized @Nullable Throwable closeAll() {
    isClosed = true;
    Throwable first = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Throwable e) { // the others are closed all the same
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }
}
