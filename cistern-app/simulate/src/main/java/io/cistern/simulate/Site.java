package io.cistern.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Devices, how they are joined, and who is plugged in where.
final class Site {
  private static final int LINK_FACTOR = 10;
  private static final int OUTSIDE_HOSTS = 256;
  private static final int FIRST_VLAN = 10;
  private static final int VLANS = 40;
  private static final long INSIDE = 0x0a800000L; // 10.128.0.0
  private static final long OUTSIDE = 0xc6336400L; // 198.51.100.0

  final List<Device> devices = new ArrayList<>();
  final List<Host> hosts = new ArrayList<>();
  private final List<Port> places = new ArrayList<>(); // of each host
  private final SiteOptions options;

  Site(SiteOptions options) {
    this.options = options;
    switch (options.topology()) {
      case TREE -> tree();
      case CHAIN -> chain();
      case PARALLEL -> parallel();
      case LEAF_SPINE -> leafSpine();
    }
  }

  private Device addDevice(boolean isRouter) {
    var device = new Device(devices.size() + 1, isRouter);
    devices.add(device);
    return device;
  }

  private void link(Device a, Device b) {
    long speed = options.portSpeed() * LINK_FACTOR;
    Port near = a.addPort(speed);
    Port far = b.addPort(speed);
    near.isTagged = options.isTagged();
    far.isTagged = options.isTagged();
    Port.join(near, far);
  }

  private void addHosts(Device device) {
    for (int i = 0; i < options.ports(); i++) {
      addHost(device.addPort(options.portSpeed()), false);
    }
  }

  private void addHost(Port port, boolean isOutside) {
    int number = hosts.size();
    long address = isOutside ? OUTSIDE + (number & 0xff) : INSIDE + number + 1;
    int vlan = isOutside ? 1 : FIRST_VLAN + port.device.number % VLANS;
    var host = new Host(number, address, vlan, isOutside);
    port.hosts.add(host);
    hosts.add(host);
    places.add(port);
  }

  private void tree() {
    Device root = addDevice(true);
    Port wayOut = root.addPort(options.portSpeed() * LINK_FACTOR);
    for (int i = 1; i < options.devices(); i++) {
      Device device = addDevice(false);
      addHosts(device);
      link(device, root);
    }
    if (options.devices() == 1) {
      addHosts(root);
    }
    for (int i = 0; i < OUTSIDE_HOSTS; i++) {
      addHost(wayOut, true);
    }
  }

  private void chain() {
    Device first = addDevice(false);
    addHosts(first);
    Device last = first;
    for (int i = 1; i < options.devices(); i++) {
      Device next = addDevice(false);
      link(last, next);
      last = next;
    }
    addHosts(last);
  }

  private void parallel() {
    Device a = addDevice(true);
    addHosts(a);
    Device b = addDevice(true);
    addHosts(b);
    for (int i = 0; i < options.uplinks(); i++) {
      link(a, b);
    }
  }

  private void leafSpine() {
    int leaves = options.devices() - options.uplinks();
    for (int i = 0; i < options.devices(); i++) {
      Device device = addDevice(true);
      if (i < leaves) {
        addHosts(device);
        continue;
      }
      for (int leaf = 0; leaf < leaves; leaf++) {
        link(devices.get(leaf), device);
      }
    }
  }

  /// Where a host is plugged in.
  Port place(Host host) {
    return places.get(host.number());
  }

  /// The port with a number, counted from 1.
  ///
  /// @throws IllegalArgumentException if there is none
  Port port(int device, int number) {
    Device there = device(device);
    if (number < 1 || number > there.ports.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "device %d has ports 1 to %d, not %d",
              device,
              there.ports.size(),
              number));
    }
    return there.ports.get(number - 1);
  }

  /// The device with a number, counted from 1.
  ///
  /// @throws IllegalArgumentException if there is none
  Device device(int number) {
    if (number < 1 || number > devices.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "there are devices 1 to %d, not %d", devices.size(), number));
    }
    return devices.get(number - 1);
  }

  /// The way of a flow: the shortest, and where several are as short, the one that its hash picks.
  /// Null where links that are down leave none.
  @Nullable Path path(Host from, Host to, long hash) {
    Port in = place(from);
    Port out = place(to);
    return in == out || !in.isUp || !out.isUp ? null : new PathSearch(in, out, hash).path();
  }
}
