package io.cistern.app.flows;

import io.cistern.flowtrack.Observation;
import java.lang.foreign.MemorySegment;

/// The `sampled_ethernet`, `sampled_ipv4` and `sampled_ipv6` of one sample: where they are, so that
/// they are read only if something is lacking; all in the segment of their datagram.
/// Allocation-free.
///
/// Their integers are 0 where the agent does not know them: flags, and both ports together.
///
/// | record           | layout                                                                |
/// |------------------|-----------------------------------------------------------------------|
/// | sampled_ethernet | length, source and destination MAC in 8 bytes each (or 6), ether type |
/// | sampled_ipv4, 6  | length, protocol, addresses, ports, TCP flags, type of service        |
///
/// Source: sFlow version 5, section 5.
final class SampledPacket {
  private static final int SAMPLED_ETHERNET = 2;
  private static final int SAMPLED_IPV4 = 3;
  private static final int SAMPLED_IPV6 = 4;
  private static final int TIGHT_ETHERNET_BYTES = 20;
  private static final int ETHERNET_BYTES = 24;
  private static final int IPV4_BYTES = 32;
  private static final int IPV6_BYTES = 56;
  private static final int FCS_BYTES = 4;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int DCCP = 33;
  private static final int SCTP = 132;
  private static final int UDP_LITE = 136;

  private MemorySegment segment = MemorySegment.NULL;
  private long ethernet;
  private boolean isTight; // MACs without their padding, as Huawei's devices send them
  private long ip;
  private int version;

  void clear() {
    ethernet = -1;
    version = 0;
  }

  /// Takes a record, if it is one of these.
  boolean read(int tag, MemorySegment in, long offset, long length) {
    if (tag == SAMPLED_ETHERNET) {
      if (length >= ETHERNET_BYTES || length == TIGHT_ETHERNET_BYTES) {
        segment = in;
        ethernet = offset;
        isTight = length == TIGHT_ETHERNET_BYTES;
      }
      return true;
    }
    if (tag != SAMPLED_IPV4 && tag != SAMPLED_IPV6) {
      return false;
    }
    if (version == 0 && length >= (tag == SAMPLED_IPV4 ? IPV4_BYTES : IPV6_BYTES)) {
      segment = in;
      ip = offset;
      version = tag == SAMPLED_IPV4 ? 4 : 6;
    }
    return true;
  }

  boolean isKnown() {
    return hasLink() || version != 0;
  }

  boolean hasLink() {
    return ethernet >= 0;
  }

  /// The frame's length without its frame check sequence; of the IP packet, where only that is
  /// told.
  long bytes() {
    return hasLink() ? Math.max(0, u32(ethernet) - FCS_BYTES) : u32(ip);
  }

  private long u32(long at) {
    return Words.u32(segment, at);
  }

  void putLink(Observation o) {
    if (hasLink()) {
      long second = ethernet + (isTight ? 10 : 12);
      o.macs(Words.u48(segment, ethernet + 4), Words.u48(segment, second));
      long type = u32(second + (isTight ? 6 : 8));
      o.etherType(type == 0 ? -1 : (int) type & 0xffff);
    }
  }

  void putIp(Observation o) {
    if (version != 0) {
      o.ipVersion(version)
          .source(high(ip + 8), low(ip + 8))
          .destination(high(destination()), low(destination()))
          .protocol(protocol())
          .trafficClass((int) u32(tail() + 12) & 0xff);
      putTransport(o);
    }
  }

  private int protocol() {
    return (int) u32(ip + 4) & 0xff;
  }

  private long destination() {
    return ip + (version == 4 ? 12 : 24);
  }

  /// Ports, TCP flags and type of service.
  private long tail() {
    return ip + (version == 4 ? 16 : 40);
  }

  private long high(long at) {
    return version == 4 ? 0 : Words.i64(segment, at);
  }

  private long low(long at) {
    return version == 4 ? u32(at) : Words.i64(segment, at + 8);
  }

  /// Whether the record is of the packet that a header told.
  boolean isOf(Observation o) {
    return version != 0
        && version == o.ipVersion()
        && protocol() == o.protocol()
        && high(ip + 8) == o.sourceHigh()
        && low(ip + 8) == o.sourceLow()
        && high(destination()) == o.destinationHigh()
        && low(destination()) == o.destinationLow();
  }

  /// Ports and flags that are not known yet.
  void putTransport(Observation o) {
    int source = (int) u32(tail()) & 0xffff;
    int destination = (int) u32(tail() + 4) & 0xffff;
    if (o.destinationPort() < 0 && hasPorts(o.protocol()) && (source | destination) != 0) {
      o.ports(source, destination);
    }
    int flags = (int) u32(tail() + 8);
    if (o.tcpFlags() < 0 && o.protocol() == TCP && flags > 0) {
      o.tcpFlags(flags);
    }
  }

  private static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case TCP, UDP, DCCP, SCTP, UDP_LITE -> true;
      default -> false;
    };
  }
}
