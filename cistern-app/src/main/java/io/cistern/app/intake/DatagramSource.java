package io.cistern.app.intake;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/// Where the collector's datagrams come from: a socket, or a feed that is played.
public interface DatagramSource extends AutoCloseable {
  /// What people know it by: the address listened on, or the names of the files.
  String name();

  /// The time in which its datagrams come. All of the collector takes the time from here.
  InstantSource clock();

  /// Begins to hand datagrams on, from a thread of its own. Once.
  void start(Intake intake);

  /// Whether its thread runs, or has done all there was to do.
  boolean isAlive();

  /// What is wrong with it, if anything is.
  Optional<String> trouble();

  /// The receive buffer that was asked of the kernel, bytes; 0 where there is no socket.
  int requestedBuffer();

  /// The receive buffer that the kernel granted, bytes; 0 where there is no socket.
  int grantedBuffer();

  /// Datagrams that the kernel dropped before they could be read. May read files.
  long socketDrops();

  /// Ends the thread and frees what it reads from.
  @Override
  void close() throws IOException;
}
