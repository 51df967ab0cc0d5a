package io.cistern.app.flows;

import io.cistern.flowtrack.Observation;
import io.cistern.flowtrack.TunnelKind;
import java.lang.foreign.MemorySegment;

/// The outer header of a tunnel as `extended_ipv4_tunnel_egress` and its likes tell it, beside a
/// sampled header that does not have it. Allocation-free.
///
/// Source: sflow_tunnels.txt.
final class SampledTunnel {
  private static final int IPV4_IN_IP = 4;
  private static final int UDP = 17;
  private static final int IPV6_IN_IP = 41;
  private static final int GRE = 47;

  void put(Observation o, int version, MemorySegment s, long at, long vni) {
    boolean isV4 = version == 4;
    long to = at + (isV4 ? 12 : 24);
    long tail = at + (isV4 ? 16 : 40);
    int protocol = (int) Words.u32(s, at + 4) & 0xff;
    int port = (int) Words.u32(s, tail + 4) & 0xffff;
    if (isV4) {
      o.tunnelEnds(4, 0, Words.u32(s, at + 8), 0, Words.u32(s, to));
    } else {
      o.tunnelEnds(
          6, Words.i64(s, at + 8), Words.i64(s, at + 16), Words.i64(s, to), Words.i64(s, to + 8));
    }
    o.innerTransport(protocol, (int) Words.u32(s, tail) & 0xffff, port);
    o.tunnel(kind(protocol, port), vni);
  }

  private static TunnelKind kind(int protocol, int port) {
    return switch (protocol) {
      case IPV4_IN_IP, IPV6_IN_IP -> TunnelKind.IP;
      case GRE -> TunnelKind.GRE;
      case UDP ->
          switch (port) {
            case 4789, 4790, 8472 -> TunnelKind.VXLAN;
            case 6081 -> TunnelKind.GENEVE;
            case 2152 -> TunnelKind.GTP_U;
            case 1701 -> TunnelKind.L2TP;
            case 3544 -> TunnelKind.TEREDO;
            case 6635 -> TunnelKind.MPLS;
            default -> TunnelKind.OTHER;
          };
      default -> TunnelKind.OTHER;
    };
  }
}
