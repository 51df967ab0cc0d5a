package io.cistern.app.intake;

import io.cistern.simulate.SimulatedDatagram;
import io.cistern.simulate.Simulation;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The datagrams of a simulated site, as they arrive.
public final class SimulationFeed implements DatagramFeed {
  private final Simulation simulation;
  private final Queue<SimulatedDatagram> arrived = new ArrayDeque<>();
  private boolean isOver;
  private long datagrams;

  /// @param simulation is run as its datagrams are asked for
  public SimulationFeed(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public String name() {
    return "a simulated site";
  }

  /// Datagrams taken so far.
  public long datagrams() {
    return datagrams;
  }

  @Override
  public @Nullable FeedDatagram next() throws IOException {
    while (arrived.isEmpty() && !isOver) {
      isOver = !simulation.step(arrived::add);
    }
    SimulatedDatagram next = arrived.poll();
    if (next == null) {
      return null;
    }
    datagrams++;
    return new FeedDatagram(next.timeMillis(), address(next.sender()), next.payload().toArray());
  }

  private static InetAddress address(long ipv4) throws IOException {
    return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt((int) ipv4).array());
  }

  @Override
  public void close() {
    // nothing is open
  }
}
