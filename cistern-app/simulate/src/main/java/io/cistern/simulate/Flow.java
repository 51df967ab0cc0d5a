package io.cistern.simulate;

import org.jspecify.annotations.Nullable;

/// Traffic in one direction between two hosts. All its packets are of one size. Belongs to the
/// simulation's thread.
final class Flow {
  /// What its packets have in common.
  enum Kind {
    /// One 5-tuple.
    TUPLE,
    /// SYNs to one port of many addresses.
    HORIZONTAL_SCAN,
    /// SYNs to many ports of one host.
    VERTICAL_SCAN,
    /// UDP of forged sources.
    FLOOD
  }

  static final int TCP = 6;
  static final int UDP = 17;

  final Kind kind;
  final Host source;
  final Host destination;
  final boolean isIpv6;
  final int protocol;
  final int sourcePort;
  final int destinationPort;
  final int frameBytes; // with the frame check sequence
  final double packetsPerSecond;
  final int targets;
  final long hash;
  @Nullable Path path;
  boolean isActive = true;
  long packets; // since the start
  private long probes;

  Flow(
      Kind kind,
      Host source,
      Host destination,
      boolean isIpv6,
      int protocol,
      int sourcePort,
      int destinationPort,
      int frameBytes,
      double packetsPerSecond,
      int targets,
      long hash) {
    this.kind = kind;
    this.source = source;
    this.destination = destination;
    this.isIpv6 = isIpv6;
    this.protocol = protocol;
    this.sourcePort = sourcePort;
    this.destinationPort = destinationPort;
    this.frameBytes = frameBytes;
    this.packetsPerSecond = packetsPerSecond;
    this.targets = targets;
    this.hash = hash;
  }

  /// Packets that a tick brings are known by their place in the flow: this is the first one's.
  long begin(long count) {
    long first = probes;
    probes += count;
    packets += count;
    return first;
  }

  /// The source port or address of a packet, the destination's likewise, by its place in the flow.
  int target(long place) {
    return (int) (place % Math.max(1, targets));
  }
}
