package io.cistern.app.flows;

import io.cistern.flowtrack.Observation;
import io.cistern.flowtrack.TunnelKind;
import io.cistern.protodecode.HeaderFields;
import io.cistern.protodecode.LayerKind;
import io.cistern.protodecode.PacketFields;
import org.jspecify.annotations.Nullable;

/// What a sample tells of the tunnel that its packet is in: by the packet inside the sampled
/// header, else by records beside it. Allocation-free.
final class HeaderTunnel {
  private static final SampledTunnel TOLD = new SampledTunnel();

  private HeaderTunnel() {}

  /// The packet that stands for a header: the outermost with IP. Of a pseudowire's or a backbone's
  /// frame that is the packet inside.
  static PacketFields outermostIp(HeaderFields fields) {
    return fields.ipVersion() == 0 && isTunnel(fields) ? fields.inner() : fields;
  }

  private static boolean isTunnel(HeaderFields fields) {
    return fields.nesting() > 0 && !fields.isQuoted();
  }

  static void complete(Observation o, @Nullable HeaderFields fields, PathRecords path) {
    int vni = fields == null ? -1 : fields.vni();
    o.vni(vni >= 0 ? vni : (int) path.vni());
    if (fields != null && isTunnel(fields)) {
      o.tunnel(kind(fields.tunnel()), id(fields));
      putInner(o, fields.inner());
    } else if (path.hasTunnel()) {
      path.putTunnelEnds(TOLD);
    } else if (path.pseudowire() >= 0) {
      o.tunnel(TunnelKind.PSEUDOWIRE, path.pseudowire());
    } else if (fields != null && fields.mplsLabelCount() > 0) {
      o.tunnel(TunnelKind.MPLS, fields.mplsLabel(0));
    } else if (path.label() >= 0) {
      o.tunnel(TunnelKind.MPLS, path.label());
    }
  }

  private static long id(HeaderFields fields) {
    boolean isLabelled = fields.tunnelId() < 0 && fields.mplsLabelCount() > 0;
    return isLabelled ? fields.mplsLabel(fields.mplsLabelCount() - 1) : fields.tunnelId();
  }

  private static void putInner(Observation o, PacketFields inner) {
    if (inner.ipVersion() != 0) {
      o.inner(
          inner.ipVersion(),
          inner.sourceHigh(),
          inner.sourceLow(),
          inner.destinationHigh(),
          inner.destinationLow());
      o.innerTransport(inner.ipProtocol(), inner.sourcePort(), inner.destinationPort());
    }
  }

  private static TunnelKind kind(LayerKind layer) {
    return switch (layer) {
      case IPV4, IPV6 -> TunnelKind.IP;
      case ETHERNET, ETHER_IP -> TunnelKind.ETHER_IP;
      case GRE -> TunnelKind.GRE;
      case VXLAN, VXLAN_GPE -> TunnelKind.VXLAN;
      case GENEVE -> TunnelKind.GENEVE;
      case GTP_U -> TunnelKind.GTP_U;
      case L2TP -> TunnelKind.L2TP;
      case TEREDO -> TunnelKind.TEREDO;
      case ERSPAN -> TunnelKind.ERSPAN;
      case MPLS -> TunnelKind.MPLS;
      case PSEUDOWIRE -> TunnelKind.PSEUDOWIRE;
      case SERVICE_TAG -> TunnelKind.BACKBONE;
      default -> TunnelKind.OTHER; // no other layer carries a packet by itself
    };
  }
}
