package io.cistern.app.intake;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Datagrams with the times at which they came, one after the other: of a capture, of a simulation.
/// Single-threaded.
public interface DatagramFeed extends AutoCloseable {
  /// What people know it by, such as the name of a file.
  String name();

  /// The next datagram, or null at the end.
  ///
  /// @throws IOException if it cannot be had
  @Nullable FeedDatagram next() throws IOException;

  @Override
  void close() throws IOException;
}
