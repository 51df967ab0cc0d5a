package io.cistern.app.flows;

import io.cistern.flowtrack.Observation;
import io.cistern.sflow.DatagramCursor;
import java.lang.foreign.MemorySegment;

/// The extended records of one sample: which way the packet takes, by which VLANs, routes, tunnels
/// and queues. What has no place in the header goes into the observation at once, the rest is kept
/// for where the header lacks it. Allocation-free.
///
/// A number that an agent does not know is 0, or all ones in `extended_switch` and in lengths of
/// masks. A record that is cut tells what comes before the cut.
///
/// Source: sFlow version 5, section 5; sflow_tunnels.txt, sflow_pnat.txt, sflow_drops.txt,
/// sflow_transit.txt.
final class PathRecords {
  private static final int SWITCH = 1001;
  private static final int ROUTER = 1002;
  private static final int GATEWAY = 1003;
  private static final int OLDER_GATEWAY = DatagramCursor.OLDER << 12 | GATEWAY;
  private static final int MPLS = 1006;
  private static final int NAT = 1007;
  private static final int MPLS_VC = 1009;
  private static final int VLAN_TUNNEL = 1012;
  private static final int NAT_PORT = 1020;
  private static final int IPV4_TUNNEL_EGRESS = 1023;
  private static final int IPV4_TUNNEL_INGRESS = 1024;
  private static final int IPV6_TUNNEL_EGRESS = 1025;
  private static final int IPV6_TUNNEL_INGRESS = 1026;
  private static final int VNI_EGRESS = 1029;
  private static final int VNI_INGRESS = 1030;
  private static final int VLAN_IN = 1034;
  private static final int VLAN_OUT = 1035;
  private static final int EGRESS_QUEUE = 1036;
  private static final int TRANSIT = 1039;
  private static final int QUEUE = 1040;
  private static final int BROADCOM_QUEUE = 4413 << 12 | 1;

  private static final int VLAN_STACK_RANK = 2;
  private static final int SWITCH_RANK = 1;
  private static final int MAX_PREFIX = 128;

  private final Observation observation;
  private boolean hasNextHop;
  private int vlanRank;
  private int vlan;
  private int vlanPriority;
  private int innerVlan;
  private long vni;
  private long pseudowire;
  private long label;
  private int tunnelTag;
  private MemorySegment tunnelSegment = MemorySegment.NULL;
  private long tunnelOffset;

  PathRecords(Observation observation) {
    this.observation = observation;
  }

  void clear() {
    hasNextHop = false;
    vlanRank = 0;
    vlan = -1;
    vlanPriority = -1;
    innerVlan = -1;
    vni = -1;
    pseudowire = -1;
    label = -1;
    tunnelTag = 0;
  }

  /// The outermost VLAN id, -1 not known.
  int vlan() {
    return vlan;
  }

  int vlanPriority() {
    return vlanPriority;
  }

  int innerVlan() {
    return innerVlan;
  }

  /// The virtual network, that of the ingress before that of the egress; -1 not known.
  long vni() {
    return vni;
  }

  /// The identifier of a pseudowire, -1 not known.
  long pseudowire() {
    return pseudowire;
  }

  /// The outermost MPLS label that the packet came with, or else goes with; -1 not known.
  long label() {
    return label;
  }

  /// The other end of a tunnel's packet, as a record tells it.
  boolean hasTunnel() {
    return tunnelTag != 0;
  }

  void putTunnelEnds(SampledTunnel tunnel) {
    boolean isV4 = tunnelTag == IPV4_TUNNEL_EGRESS || tunnelTag == IPV4_TUNNEL_INGRESS;
    tunnel.put(observation, isV4 ? 4 : 6, tunnelSegment, tunnelOffset, vni);
  }

  void read(int tag, MemorySegment s, long at, long length) {
    switch (tag) {
      case SWITCH -> readSwitch(s, at, length);
      case ROUTER -> readRouter(s, at, length);
      case GATEWAY -> readGateway(s, at, length);
      case OLDER_GATEWAY -> GatewayRecord.put(observation, s, at, length);
      case MPLS -> readMpls(s, at, length);
      case NAT -> readNat(s, at, length);
      case MPLS_VC -> readPseudowire(s, at, length);
      case VLAN_TUNNEL, VLAN_IN, VLAN_OUT -> readStack(tag, s, at, length);
      case NAT_PORT -> {
        if (length >= 8) {
          observation.translatedPorts((int) Words.u32(s, at), (int) Words.u32(s, at + 4));
        }
      }
      case IPV4_TUNNEL_EGRESS, IPV4_TUNNEL_INGRESS -> readTunnel(tag, s, at, length, 32);
      case IPV6_TUNNEL_EGRESS, IPV6_TUNNEL_INGRESS -> readTunnel(tag, s, at, length, 56);
      case VNI_INGRESS -> vni = length >= 4 ? Words.u32(s, at) & 0xffffff : vni;
      case VNI_EGRESS -> vni = length >= 4 && vni < 0 ? Words.u32(s, at) & 0xffffff : vni;
      case EGRESS_QUEUE, BROADCOM_QUEUE -> observation.queue(length >= 4 ? Words.u32(s, at) : -1);
      case TRANSIT -> observation.transitDelayNanos(length >= 4 ? Words.u32(s, at) : -1);
      case QUEUE -> observation.queueDepthBytes(length >= 4 ? Words.u32(s, at) : -1);
      default -> {} // tells nothing of the way
    }
  }

  private void readSwitch(MemorySegment s, long at, long length) {
    if (length < 16 || vlanRank > SWITCH_RANK) {
      return;
    }
    boolean fromSource = isVlan(Words.u32(s, at));
    long from = fromSource ? at : at + 8;
    if (isVlan(Words.u32(s, from))) {
      vlanRank = SWITCH_RANK;
      vlan = (int) Words.u32(s, from);
      long priority = Words.u32(s, from + 4);
      vlanPriority = priority <= 7 ? (int) priority : -1;
    }
  }

  private static boolean isVlan(long id) {
    return id > 0 && id < 4095;
  }

  /// A stack of tags, the outermost first, each its identifier and control word.
  private void readStack(int tag, MemorySegment s, long at, long length) {
    long count = length < 8 ? 0 : Math.min(Words.u32(s, at), (length - 4) / 4);
    int rank = VLAN_STACK_RANK + (tag == VLAN_IN ? 2 : tag == VLAN_TUNNEL ? 1 : 0);
    if (count == 0 || rank <= vlanRank) {
      return;
    }
    vlanRank = rank;
    vlan = (int) Words.u32(s, at + 4) & 0xfff;
    vlanPriority = (int) Words.u32(s, at + 4) >>> 13 & 7;
    innerVlan = count < 2 ? -1 : (int) Words.u32(s, at + 8) & 0xfff;
  }

  private void readRouter(MemorySegment s, long at, long length) {
    long after = at + readNextHop(s, at, length, true);
    if (after > at && length - (after - at) >= 8) {
      observation.prefixLengths(prefix(Words.u32(s, after)), prefix(Words.u32(s, after + 4)));
    }
  }

  private static int prefix(long length) {
    return length == 0 || length > MAX_PREFIX ? -1 : (int) length;
  }

  /// The route of a router's own is believed before that of its BGP.
  private void readGateway(MemorySegment s, long at, long length) {
    long skipped = readNextHop(s, at, length, false);
    if (skipped > 0) {
      GatewayRecord.put(observation, s, at + skipped, length - skipped);
    }
  }

  /// The bytes of an address, 0 where it is cut.
  private long readNextHop(MemorySegment s, long at, long length, boolean isBetter) {
    long bytes = addressBytes(s, at, length);
    if (bytes > 4 && (isBetter || !hasNextHop)) {
      hasNextHop = true;
      boolean isV4 = bytes == 8;
      observation.nextHop(
          isV4 ? 4 : 6,
          isV4 ? 0 : Words.i64(s, at + 4),
          isV4 ? Words.u32(s, at + 4) : Words.i64(s, at + 12));
    }
    return bytes;
  }

  private static long addressBytes(MemorySegment s, long at, long length) {
    if (length < 4) {
      return 0;
    }
    long bytes =
        switch ((int) Words.u32(s, at)) {
          case 0 -> 4;
          case 1 -> 8;
          case 2 -> 20;
          default -> 0;
        };
    return bytes > length ? 0 : bytes;
  }

  private void readMpls(MemorySegment s, long at, long length) {
    long in = readNextHop(s, at, length, false);
    if (in == 0 || length - in < 8) {
      return;
    }
    long count = Words.u32(s, at + in);
    if (count > 0) {
      label = Words.u32(s, at + in + 4) >>> 12;
    } else if (length - in >= 12 && Words.u32(s, at + in + 4) > 0) {
      label = Words.u32(s, at + in + 8) >>> 12;
    }
  }

  /// A name, then the number.
  private void readPseudowire(MemorySegment s, long at, long length) {
    if (length >= 4) {
      long number = 4 + (Words.u32(s, at) + 3 & ~3L);
      pseudowire = length - number >= 4 ? Words.u32(s, at + number) : pseudowire;
    }
  }

  private void readNat(MemorySegment s, long at, long length) {
    long first = addressBytes(s, at, length);
    if (first > 0) {
      long second = addressBytes(s, at + first, length - first);
      observation.translated(
          first == 8 ? Words.u32(s, at + 4) : 0, second == 8 ? Words.u32(s, at + first + 4) : 0);
    }
  }

  private void readTunnel(int tag, MemorySegment s, long at, long length, int needed) {
    if (length >= needed && tunnelTag == 0) {
      tunnelTag = tag;
      tunnelSegment = s;
      tunnelOffset = at;
    }
  }
}
