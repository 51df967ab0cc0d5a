package io.cistern.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the way from one port to another, breadth first from the end.
final class PathSearch {
  private final Port in;
  private final Port out;
  private final long hash;
  private final Map<Device, Integer> distances = new HashMap<>();

  PathSearch(Port in, Port out, long hash) {
    this.in = in;
    this.out = out;
    this.hash = hash;
  }

  @Nullable Path path() {
    measure();
    if (!distances.containsKey(in.device)) {
      return null;
    }
    var hops = new ArrayList<Path.Hop>();
    Port entry = in;
    while (entry.device != out.device) {
      Port exit = exit(entry.device);
      hops.add(new Path.Hop(entry, exit));
      entry = java.util.Objects.requireNonNull(exit.peer);
    }
    hops.add(new Path.Hop(entry, out));
    return new Path(List.copyOf(hops));
  }

  private void measure() {
    var queue = new ArrayDeque<Device>();
    distances.put(out.device, 0);
    queue.add(out.device);
    while (!queue.isEmpty() && !distances.containsKey(in.device)) {
      Device device = queue.remove();
      for (Port port : device.ports) {
        Port peer = port.peer;
        if (peer != null
            && port.isUp
            && distances.putIfAbsent(peer.device, distance(device) + 1) == null) {
          queue.add(peer.device);
        }
      }
    }
  }

  private int distance(Device device) {
    return distances.getOrDefault(device, Integer.MAX_VALUE);
  }

  /// One of the ports that lead nearer to the end.
  private Port exit(Device device) {
    var exits = new ArrayList<Port>();
    for (Port port : device.ports) {
      Port peer = port.peer;
      if (peer != null && port.isUp && distance(peer.device) == distance(device) - 1) {
        exits.add(port);
      }
    }
    return exits.get((int) Long.remainderUnsigned(hash, exits.size()));
  }
}
