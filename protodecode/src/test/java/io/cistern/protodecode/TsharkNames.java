package io.cistern.protodecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of every layer of a packet by the names that tshark has for them.
final class TsharkNames {
  private static final long LONGEST_802_3 = 1500;

  private final Map<String, List<String>> values = new HashMap<>();

  private TsharkNames() {}

  /// Each name with its values, outermost layer first.
  static Map<String, List<String>> of(Packet packet) {
    var names = new TsharkNames();
    int type = -1;
    for (Layer layer : packet.layers()) {
      names.add(layer, type);
      type =
          switch (layer) {
            case Ethernet e -> e.etherType();
            case VlanTag tag -> tag.etherType();
            default -> -1;
          };
    }
    return names.values;
  }

  private void put(String name, Object value) {
    String text = value instanceof Boolean flag ? flag ? "1" : "0" : value.toString();
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(text);
  }

  /// @param type the EtherType that led here, for VLAN tags have two names
  private void add(Layer layer, int type) {
    switch (layer) {
      case Ethernet _, VlanTag _, Llc _, Macsec _, MplsLabel _, PppoeSession _, Ppp _, Hdlc _ ->
          addLink(layer, type);
      case VnTag _, ETag _, ServiceTag _ -> addTag(layer);
      case FrameRelay _, TokenRing _, Fddi _, Wifi _, PseudowireControl _ -> addMedium(layer);
      case Arp _, Stp _, Lldp _, SlowProtocol _ -> addControl(layer);
      case Igmp _, Ospf _, Vrrp _, Pim _, Eigrp _ -> addRouting(layer);
      case Ipv4Header _,
          Ipv6Header _,
          Ipv6Extension _,
          Ipv6Routing _,
          Ipv6Fragment _,
          Authentication _,
          Esp _ ->
          addIp(layer);
      case Tcp _, Udp _, UdpLite _, Sctp _, Dccp _, Icmp _, Icmpv6 _, BaseTransport _ ->
          addTransport(layer);
      case Gre _, Erspan _, EtherIp _, Vxlan _, Geneve _, GtpU _, L2tp _ -> addTunnel(layer);
      case VxlanGpe _, Teredo _, UnknownLayer _ -> {} // tshark shows nothing of them
    }
  }

  private void addLink(Layer layer, int type) {
    switch (layer) {
      case Ethernet e -> {
        put("eth.dst", e.destination());
        put("eth.src", e.source());
        put(e.etherType() > LONGEST_802_3 ? "eth.type" : "eth.len", e.etherType());
      }
      case VlanTag tag -> {
        String name = type == EtherType.SERVICE_VLAN ? "ieee8021ad" : "vlan";
        put(name + ".priority", tag.priority());
        put(name + ".dei", tag.dropEligible());
        put(name + ".id", tag.id());
      }
      case Llc llc -> {
        put("llc.dsap", llc.destinationSap());
        put("llc.ssap", llc.sourceSap());
        put("llc.control", llc.control());
        if (llc.organisation() >= 0) {
          put("llc.oui", llc.organisation());
        }
        if (llc.organisation() == 0) {
          put("llc.type", llc.protocol());
        }
      }
      case Macsec tag -> {
        put("macsec.TCI", tag.control() >> 2);
        put("macsec.AN", tag.control() & 3);
        put("macsec.SL", tag.shortLength());
        put("macsec.PN", tag.packetNumber());
        if ((tag.control() & 0x20) != 0) {
          put("macsec.SCI.system_identifier", Addresses.mac(tag.channel() >>> 16));
          put("macsec.SCI.port_identifier", tag.channel() & 0xFFFF);
        }
        if (tag.etherType() >= 0) {
          put("macsec.etype", tag.etherType());
        }
      }
      case MplsLabel label -> {
        put("mpls.label", label.label());
        put("mpls.exp", label.trafficClass());
        put("mpls.bottom", label.bottom());
        put("mpls.ttl", label.timeToLive());
      }
      case PppoeSession session -> {
        put("pppoe.session_id", session.session());
        put("pppoe.payload_length", session.length());
      }
      case Ppp ppp -> put("ppp.protocol", ppp.protocol());
      case Hdlc hdlc -> {
        put("chdlc.address", hdlc.address());
        put("chdlc.control", hdlc.control());
        put("chdlc.protocol", hdlc.etherType());
      }
      default -> throw new IllegalArgumentException(layer.toString());
    }
  }

  private void addTag(Layer layer) {
    switch (layer) {
      case VnTag tag -> {
        put("vntag.dir", tag.downlink());
        put("vntag.ptr", tag.pointer());
        put("vntag.dst", tag.destination());
        put("vntag.looped", tag.looped());
        put("vntag.version", tag.version());
        put("vntag.src", tag.source());
        put("vntag.etype", tag.etherType());
      }
      case ETag tag -> {
        put("etag.pcp", tag.priority());
        put("etag.dei", tag.dropEligible());
        put("etag.iecid_base", tag.ingressChannel() & 0xFFF);
        put("etag.iecid_ext", tag.ingressChannel() >> 12);
        put("etag.group", tag.group());
        put("etag.ecid_base", tag.channel() & 0xFFF);
        put("etag.ecid_ext", tag.channel() >> 12);
        put("etag.etype", tag.etherType());
      }
      case ServiceTag tag -> {
        put("ieee8021ah.priority", tag.priority());
        put("ieee8021ah.drop", tag.dropEligible());
        put("ieee8021ah.nca", tag.usesCustomerAddress());
        put("ieee8021ah.isid", tag.service());
      }
      default -> throw new IllegalArgumentException(layer.toString());
    }
  }

  private void addMedium(Layer layer) {
    switch (layer) {
      case FrameRelay frame -> put("fr.dlci", frame.connection());
      case TokenRing ring -> {
        put("tr.ac", ring.accessControl());
        put("tr.fc", ring.frameControl());
        put("tr.dst", ring.destination());
        put("tr.src", ring.source());
        if (ring.routeLength() > 0) {
          put("tr.rif_bytes", ring.routeLength());
        }
      }
      case Fddi fddi -> {
        put("fddi.fc", fddi.frameControl());
        put("fddi.dst", fddi.destination());
        put("fddi.src", fddi.source());
      }
      case Wifi wifi -> {
        put("wlan.fc.type", wifi.type());
        put("wlan.fc.subtype", wifi.subtype());
        put("wlan.flags", wifi.flags());
        put("wlan.da", wifi.destination());
        put("wlan.sa", wifi.source());
      }
      case PseudowireControl word -> put("pweth.cw.sequence_number", word.sequenceNumber());
      default -> throw new IllegalArgumentException(layer.toString());
    }
  }

  private void addControl(Layer layer) {
    switch (layer) {
      case Arp arp -> {
        put("arp.hw.type", arp.hardwareType());
        put("arp.proto.type", arp.protocolType());
        put("arp.opcode", arp.operation());
        putIfThere("arp.src.hw_mac", arp.senderMac());
        putIfThere("arp.src.proto_ipv4", arp.senderIp());
        putIfThere("arp.dst.hw_mac", arp.targetMac());
        putIfThere("arp.dst.proto_ipv4", arp.targetIp());
      }
      case Stp stp -> {
        put("stp.version", stp.version());
        put("stp.type", stp.type());
        if (stp.type() != 0x80) {
          put("stp.flags", stp.flags());
          put("stp.root.hw", Addresses.mac(stp.root()));
          put("stp.root.prio", stp.root() >>> 48 & 0xF000);
          put("stp.root.ext", stp.root() >>> 48 & 0xFFF);
          put("stp.root.cost", stp.rootPathCost());
          put("stp.bridge.hw", Addresses.mac(stp.bridge()));
          put("stp.bridge.prio", stp.bridge() >>> 48 & 0xF000);
          put("stp.bridge.ext", stp.bridge() >>> 48 & 0xFFF);
          put("stp.port", stp.port());
        }
      }
      case Lldp lldp -> {
        put("lldp.chassis.subtype", lldp.subtype());
        if (lldp.subtype() == 4) {
          put("lldp.chassis.id.mac", lldp.chassis().replaceAll("(..)(?!$)", "$1:"));
        }
      }
      case SlowProtocol slow -> {
        put("slow.subtype", slow.subtype());
        addParty("lacp.actor", slow.actor());
        addParty("lacp.partner", slow.partner());
      }
      default -> throw new IllegalArgumentException(layer.toString());
    }
  }

  private void putIfThere(String name, @Nullable Object value) {
    if (value != null) {
      put(name, value);
    }
  }

  private void addParty(String name, @Nullable LacpParty party) {
    if (party != null) {
      put(name + ".sys_priority", party.systemPriority());
      put(name + ".sysid", party.system());
      put(name + ".key", party.key());
      put(name + ".port_priority", party.portPriority());
      put(name + ".port", party.port());
      put(name + ".state", party.state());
    }
  }

  private void addRouting(Layer layer) {
    switch (layer) {
      case Igmp igmp -> {
        put("igmp.type", igmp.type());
        put("igmp.checksum", igmp.checksum());
        if (igmp.type() != 0x22) {
          put("igmp.maddr", igmp.group());
        }
      }
      case Ospf ospf -> {
        put("ospf.version", ospf.version());
        put("ospf.msg", ospf.type());
        put("ospf.packet_length", ospf.length());
        put("ospf.srcrouter", ospf.router());
        put("ospf.area_id", ospf.area());
      }
      case Vrrp vrrp -> {
        put("vrrp.version", vrrp.version());
        put("vrrp.type", vrrp.type());
        put("vrrp.virt_rtr_id", vrrp.virtualRouter());
        put("vrrp.prio", vrrp.priority());
        put("vrrp.addr_count", vrrp.addressCount());
      }
      case Pim pim -> {
        put("pim.version", pim.version());
        put("pim.type", pim.type());
        put("pim.cksum", pim.checksum());
      }
      case Eigrp eigrp -> {
        put("eigrp.version", eigrp.version());
        put("eigrp.opcode", eigrp.opcode());
        put("eigrp.seq", eigrp.sequenceNumber());
        put("eigrp.ack", eigrp.acknowledgmentNumber());
        put("eigrp.as", eigrp.autonomousSystem());
      }
      default -> throw new IllegalArgumentException(layer.toString());
    }
  }

  private void addIp(Layer layer) {
    switch (layer) {
      case Ipv4Header ip -> {
        put("ip.hdr_len", ip.headerLength());
        put("ip.dsfield", ip.trafficClass());
        put("ip.len", ip.totalLength());
        put("ip.id", ip.identification());
        put("ip.flags.df", ip.dontFragment());
        put("ip.flags.mf", ip.moreFragments());
        put("ip.frag_offset", ip.fragmentOffset() / 8);
        put("ip.ttl", ip.timeToLive());
        put("ip.proto", ip.protocol());
        put("ip.checksum", ip.checksum());
        put("ip.src", ip.source());
        put("ip.dst", ip.destination());
        ip.options().forEach(option -> put("ip.opt.type", option.kind()));
      }
      case Ipv6Header ip -> {
        put("ipv6.tclass", ip.trafficClass());
        put("ipv6.flow", ip.flowLabel());
        put("ipv6.plen", ip.payloadLength());
        put("ipv6.nxt", ip.nextHeader());
        put("ipv6.hlim", ip.hopLimit());
        put("ipv6.src", ip.source());
        put("ipv6.dst", ip.destination());
      }
      case Ipv6Extension extension -> {
        String name = extension.kind() == LayerKind.HOP_BY_HOP ? "hopopts" : "dstopts";
        put("ipv6." + name + ".nxt", extension.nextHeader());
        put("ipv6." + name + ".len_oct", extension.length());
      }
      case Ipv6Routing routing -> {
        put("ipv6.routing.nxt", routing.nextHeader());
        put("ipv6.routing.len_oct", routing.length());
        put("ipv6.routing.type", routing.type());
        put("ipv6.routing.segleft", routing.segmentsLeft());
        if (routing.type() == 4) {
          routing.addresses().forEach(address -> put("ipv6.routing.srh.addr", address));
        }
      }
      case Ipv6Fragment fragment -> {
        put("ipv6.fraghdr.nxt", fragment.nextHeader());
        put("ipv6.fraghdr.offset", fragment.fragmentOffset() / 8);
        put("ipv6.fraghdr.more", fragment.moreFragments());
        put("ipv6.fraghdr.ident", fragment.identification());
      }
      case Authentication header -> {
        put("ah.next_header", header.nextHeader());
        put("ah.spi", header.securityParametersIndex());
        put("ah.sequence", header.sequenceNumber());
      }
      case Esp esp -> {
        put("esp.spi", esp.securityParametersIndex());
        put("esp.sequence", esp.sequenceNumber());
      }
      default -> throw new IllegalArgumentException(layer.toString());
    }
  }

  private void addTransport(Layer layer) {
    switch (layer) {
      case Tcp tcp -> {
        put("tcp.srcport", tcp.sourcePort());
        put("tcp.dstport", tcp.destinationPort());
        put("tcp.seq_raw", tcp.sequenceNumber());
        put("tcp.ack_raw", tcp.acknowledgmentNumber());
        put("tcp.hdr_len", tcp.headerLength());
        put("tcp.flags", tcp.flags());
        put("tcp.window_size_value", tcp.window());
        put("tcp.checksum", tcp.checksum());
        put("tcp.urgent_pointer", tcp.urgentPointer());
      }
      case Udp udp -> {
        put("udp.srcport", udp.sourcePort());
        put("udp.dstport", udp.destinationPort());
        put("udp.length", udp.length());
        put("udp.checksum", udp.checksum());
      }
      case UdpLite udp -> {
        put("udp.srcport", udp.sourcePort());
        put("udp.dstport", udp.destinationPort());
      }
      case Sctp sctp -> {
        put("sctp.srcport", sctp.sourcePort());
        put("sctp.dstport", sctp.destinationPort());
        put("sctp.verification_tag", sctp.verificationTag());
        put("sctp.checksum", sctp.checksum());
      }
      case Dccp dccp -> {
        put("dccp.srcport", dccp.sourcePort());
        put("dccp.dstport", dccp.destinationPort());
        put("dccp.type", dccp.type());
        put("dccp.seq_raw", dccp.sequenceNumber());
        put("dccp.checksum", dccp.checksum());
      }
      case BaseTransport base -> {
        put("infiniband.bth.opcode", base.operation());
        put("infiniband.bth.se", base.solicitedEvent());
        put("infiniband.bth.m", base.migrated());
        put("infiniband.bth.padcnt", base.padding());
        put("infiniband.bth.tver", base.version());
        put("infiniband.bth.p_key", base.partitionKey());
        put("infiniband.bth.destqp", base.queuePair());
        put("infiniband.bth.a", base.acknowledgmentRequested());
        put("infiniband.bth.psn", base.sequenceNumber());
      }
      case Icmp icmp -> {
        put("icmp.type", icmp.type());
        put("icmp.code", icmp.code());
        put("icmp.checksum", icmp.checksum());
      }
      case Icmpv6 icmp -> {
        put("icmpv6.type", icmp.type());
        put("icmpv6.code", icmp.code());
        put("icmpv6.checksum", icmp.checksum());
      }
      default -> throw new IllegalArgumentException(layer.toString());
    }
  }

  private void addTunnel(Layer layer) {
    switch (layer) {
      case Gre gre -> {
        put("gre.flags_and_version", gre.flags());
        put("gre.proto", gre.protocolType());
        if (gre.key() >= 0) {
          put("gre.key", gre.key());
        }
        if (gre.sequenceNumber() >= 0) {
          put("gre.sequence_number", gre.sequenceNumber());
        }
      }
      case Erspan erspan -> {
        if (erspan.type() > 1) {
          put("erspan.vlan", erspan.vlan());
          put("erspan.cos", erspan.classOfService());
          put("erspan.truncated", erspan.truncated());
          put("erspan.spanid", erspan.session());
          put(erspan.type() == 2 ? "erspan.index" : "erspan.timestamp", erspan.index());
        }
      }
      case EtherIp etherIp -> put("etherip.ver", etherIp.version());
      case Vxlan vxlan -> put("vxlan.vni", vxlan.vni());
      case Geneve geneve -> {
        put("geneve.flags.oam", geneve.control());
        put("geneve.flags.critical", geneve.critical());
        put("geneve.proto_type", geneve.protocolType());
        put("geneve.vni", geneve.vni());
        for (GeneveOption option : geneve.options()) {
          put("geneve.option.class", option.optionClass());
          put("geneve.option.type", option.type());
        }
      }
      case GtpU gtp -> {
        put("gtp.flags", gtp.flags());
        put("gtp.message", gtp.messageType());
        put("gtp.length", gtp.length());
        put("gtp.teid", gtp.tunnelEndpoint());
      }
      case L2tp l2tp -> {
        put("l2tp.tunnel", l2tp.tunnel());
        put("l2tp.session", l2tp.session());
      }
      default -> throw new IllegalArgumentException(layer.toString());
    }
  }
}
