package io.cistern.simulate;

import java.util.ArrayList;
import java.util.List;

/// A switch or router with its ports. Its address is its agent's.
final class Device {
  final int number;
  final long address;
  final boolean isRouter;
  final List<Port> ports = new ArrayList<>();

  Device(int number, boolean isRouter) {
    this.number = number;
    this.address = 0x0a000000L + number;
    this.isRouter = isRouter;
  }

  Port addPort(long speed) {
    var port = new Port(this, ports.size() + 1, speed);
    ports.add(port);
    return port;
  }
}
