package io.cistern.simulate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A port of a device and what it has counted. Belongs to the simulation's thread.
final class Port {
  private static final long WORD = 0xffffffffL;

  final Device device;
  final int number;
  final long speed;
  final List<Host> hosts = new ArrayList<>();
  @Nullable Port peer;
  boolean isTagged;
  long ifIndex;
  boolean isUp = true;
  final Count inOctets = new Count();
  final Count inPackets = new Count();
  final Count outOctets = new Count();
  final Count outPackets = new Count();
  final Count outDiscards = new Count();

  Port(Device device, int number, long speed) {
    this.device = device;
    this.number = number;
    this.speed = speed;
    this.ifIndex = number;
  }

  static void join(Port a, Port b) {
    a.peer = b;
    b.peer = a;
  }

  long mac() {
    return 0x020000000000L | (long) device.number << 16 | number;
  }

  String name() {
    return "eth" + number;
  }

  /// The counters begin anew.
  void restart() {
    inOctets.begin(0);
    inPackets.begin(0);
    outOctets.begin(0);
    outPackets.begin(0);
    outDiscards.begin(0);
  }

  /// The counters stand just before the end of 32 bits.
  void beforeWrap() {
    inOctets.begin(WORD - 1_000_000);
    inPackets.begin(WORD - 1_000);
    outOctets.begin(WORD - 1_000_000);
    outPackets.begin(WORD - 1_000);
  }

  static long word(long counter) {
    return counter & WORD;
  }
}
