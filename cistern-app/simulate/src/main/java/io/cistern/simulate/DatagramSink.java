package io.cistern.simulate;

import java.io.IOException;

/// Takes the datagrams of a simulation, in the order of their time.
@FunctionalInterface
public interface DatagramSink {
  /// Takes the next one.
  ///
  /// @throws IOException if it cannot be handed on: the simulation ends with it
  void accept(SimulatedDatagram datagram) throws IOException;
}
