package io.cistern.simulate;

import java.util.List;

/// The way of a flow through the site.
///
/// @param hops the devices in their order
record Path(List<Hop> hops) {
  /// A device on the way.
  ///
  /// @param in where packets come in
  /// @param out where they go out
  record Hop(Port in, Port out) {}

  /// Routers passed by a packet that is seen at a hop, coming in or going out.
  int routers(int hop, boolean isIn) {
    int routers = 0;
    for (int i = 0; i < (isIn ? hop : hop + 1); i++) {
      routers += hops.get(i).in.device.isRouter ? 1 : 0;
    }
    return routers;
  }

  /// The MAC address that sent the frame: of the last router passed, else of the host.
  long sender(int hop, boolean isIn, Host source) {
    for (int i = isIn ? hop - 1 : hop; i >= 0; i--) {
      if (hops.get(i).in.device.isRouter) {
        return hops.get(i).out.mac();
      }
    }
    return source.mac();
  }

  /// The MAC address that the frame is for: of the next router, else of the host.
  long receiver(int hop, boolean isIn, Host destination) {
    for (int i = isIn ? hop : hop + 1; i < hops.size(); i++) {
      if (hops.get(i).in.device.isRouter) {
        return hops.get(i).in.mac();
      }
    }
    return destination.mac();
  }
}
