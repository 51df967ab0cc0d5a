package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What tshark says of one packet, and how that compares with what was decoded here.
record TsharkRow(Map<String, String> columns) {
  /// Names of no layer.
  private static final Set<String> IN_BETWEEN =
      Set.of("ethertype", "raw", "pwethheuristic", "pwethnocw");

  static List<TsharkRow> read(InputStream in) {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String[] names = reader.readLine().split("\t", -1);
      var rows = new ArrayList<TsharkRow>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] values = line.split("\t", -1);
        var columns = new HashMap<String, String>();
        for (int i = 0; i < Math.min(names.length, values.length); i++) {
          columns.put(names[i], values[i]);
        }
        rows.add(new TsharkRow(columns));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> chain() {
    return List.of(columns.getOrDefault("frame.protocols", "").split(":"));
  }

  private String value(String column, int index) {
    String[] values = columns.getOrDefault(column, "").split("\\|", -1);
    return index < values.length ? values[index] : "";
  }

  /// The layers that are decoded here, as far as tshark's chain goes without a protocol that is
  /// not.
  List<LayerKind> layers() {
    var kinds = new ArrayList<LayerKind>();
    for (String name : chain()) {
      if (IN_BETWEEN.contains(name)) {
        continue;
      }
      LayerKind kind = kind(name);
      boolean behindUdp = !kinds.isEmpty() && kinds.getLast() == LayerKind.UDP;
      if (kind == LayerKind.NONE || (behindUdp && !isInUdp(kind))) {
        break;
      }
      kinds.add(kind);
      if (isLast(kind)) {
        break;
      }
    }
    return kinds;
  }

  private static boolean isLast(LayerKind kind) {
    return switch (kind) {
      case ARP, TCP, IGMP, PIM, DCCP, UDP_LITE -> true;
      default -> false;
    };
  }

  private static boolean isInUdp(LayerKind kind) {
    return switch (kind) {
      case VXLAN, GENEVE, MPLS, GTP_U, L2TP, TEREDO, BASE_TRANSPORT -> true;
      default -> false;
    };
  }

  /// Where the packet inside the packet before begins: the first one from there on, or the size.
  private static int nextPacket(List<LayerKind> layers, int from) {
    for (int i = Math.max(1, from); i < layers.size(); i++) {
      boolean begins =
          switch (layers.get(i)) {
            case ETHERNET -> true;
            case MPLS, PPP ->
                switch (layers.get(i - 1)) {
                  case GRE, UDP, L2TP, IPV4 -> true;
                  default -> false;
                };
            case IPV4, IPV6 ->
                switch (layers.get(i - 1)) {
                  case ETHERNET, VLAN, VN_TAG, E_TAG, MPLS, PPP, MACSEC, LLC, HDLC, FRAME_RELAY ->
                      false;
                  default -> true;
                };
            default -> false;
          };
      if (begins) {
        return i;
      }
    }
    return layers.size();
  }

  private static LayerKind kind(String name) {
    return switch (name) {
      case "eth" -> LayerKind.ETHERNET;
      case "vlan", "ieee8021ad" -> LayerKind.VLAN;
      case "arp" -> LayerKind.ARP;
      case "ip" -> LayerKind.IPV4;
      case "ipv6" -> LayerKind.IPV6;
      case "ipv6.hopopts" -> LayerKind.HOP_BY_HOP;
      case "ipv6.routing" -> LayerKind.ROUTING;
      case "ipv6.fraghdr" -> LayerKind.FRAGMENT;
      case "ipv6.dstopts" -> LayerKind.DESTINATION_OPTIONS;
      case "ah" -> LayerKind.AUTHENTICATION;
      case "tcp" -> LayerKind.TCP;
      case "udp" -> LayerKind.UDP;
      case "icmp" -> LayerKind.ICMP;
      case "icmpv6" -> LayerKind.ICMPV6;
      case "mpls" -> LayerKind.MPLS;
      case "pppoes" -> LayerKind.PPPOE;
      case "ppp" -> LayerKind.PPP;
      case "gre" -> LayerKind.GRE;
      case "vxlan" -> LayerKind.VXLAN;
      case "geneve" -> LayerKind.GENEVE;
      case "erspan" -> LayerKind.ERSPAN;
      case "llc" -> LayerKind.LLC;
      case "stp" -> LayerKind.STP;
      case "slow" -> LayerKind.SLOW_PROTOCOL;
      case "lldp" -> LayerKind.LLDP;
      case "macsec" -> LayerKind.MACSEC;
      case "vntag" -> LayerKind.VN_TAG;
      case "etag" -> LayerKind.E_TAG;
      case "ieee8021ah" -> LayerKind.SERVICE_TAG;
      case "infiniband" -> LayerKind.BASE_TRANSPORT;
      case "esp" -> LayerKind.ESP;
      case "sctp" -> LayerKind.SCTP;
      case "dccp" -> LayerKind.DCCP;
      case "igmp" -> LayerKind.IGMP;
      case "pim" -> LayerKind.PIM;
      case "vrrp" -> LayerKind.VRRP;
      case "ospf" -> LayerKind.OSPF;
      case "eigrp" -> LayerKind.EIGRP;
      case "etherip" -> LayerKind.ETHER_IP;
      case "udplite" -> LayerKind.UDP_LITE;
      case "gtp" -> LayerKind.GTP_U;
      case "l2tp" -> LayerKind.L2TP;
      case "teredo" -> LayerKind.TEREDO;
      case "pwethcw" -> LayerKind.PSEUDOWIRE;
      case "chdlc" -> LayerKind.HDLC;
      case "fr" -> LayerKind.FRAME_RELAY;
      case "tr" -> LayerKind.TOKEN_RING;
      case "fddi" -> LayerKind.FDDI;
      case "wlan" -> LayerKind.WIFI;
      default -> LayerKind.NONE;
    };
  }

  /// Asserts that the layers agree, every value of each of them, and the fields of the outermost
  /// and the innermost packet; returns how many values were compared.
  int compare(String name, SampledHeader header) {
    HeaderFields fields = header.fields();
    Packet packet = header.packet();
    List<LayerKind> layers = layers();
    assertThat(visited(fields, header.bytes().length))
        .as("%s: layers of %s, %s", name, chain(), packet)
        .isEqualTo(layers);
    int compared = compareEveryLayer(name, packet);
    int inner = nextPacket(layers, 1);
    compared += compare(name, decoded(fields), List.of(), layers.subList(0, inner));
    if (fields.nesting() == 0) {
      return compared;
    }
    int innermost = inner;
    for (int i = inner; i < layers.size(); i = nextPacket(layers, i + 1)) {
      innermost = i;
    }
    return compared
        + compare(
            name + " inner",
            decoded(fields.inner()),
            layers.subList(0, innermost),
            layers.subList(innermost, layers.size()));
  }

  /// tshark joins the values of all layers in their order. It may know more of them than are
  /// decoded here, behind the last layer of ours.
  private int compareEveryLayer(String name, Packet packet) {
    int compared = 0;
    for (var entry : TsharkNames.of(packet).entrySet()) {
      String column = entry.getKey();
      List<String> values = entry.getValue();
      for (int i = 0; i < values.size(); i++) {
        String expected = number(value(column, i));
        if (!expected.isEmpty()) {
          assertThat(number(values.get(i)))
              .as("%s: %s of layer %s in %s", name, column, i, packet)
              .isEqualTo(expected);
          compared++;
        }
      }
    }
    return compared;
  }

  /// Hexadecimal or decimal, as both are used.
  private static String number(String value) {
    return value.startsWith("0x") ? Long.toString(Long.decode(value)) : value;
  }

  private int compare(
      String name, Map<String, String> decoded, List<LayerKind> before, List<LayerKind> own) {
    int compared = 0;
    for (var entry : decoded.entrySet()) {
      String expected = expect(entry.getKey(), before, own);
      if (!expected.isEmpty()) {
        assertThat(entry.getValue()).as("%s: %s", name, entry.getKey()).isEqualTo(expected);
        compared++;
      }
    }
    return compared;
  }

  /// Layers that were entered: tshark names a layer also where it was cut behind its first byte or
  /// is wrong in itself.
  private static List<LayerKind> visited(HeaderFields fields, int length) {
    var kinds = new ArrayList<LayerKind>();
    for (int i = 0; i < fields.layerCount(); i++) {
      kinds.add(fields.layerKind(i));
    }
    boolean cutOrWrong = fields.isTruncated() || fields.stopReason() == StopReason.MALFORMED;
    if (cutOrWrong && fields.stopOffset() < length) {
      kinds.add(fields.stopLayer());
    }
    kinds.remove(LayerKind.UNKNOWN);
    for (int i = kinds.size() - 1; i > 0; i--) {
      if (kinds.get(i) == LayerKind.MPLS && kinds.get(i - 1) == LayerKind.MPLS) {
        kinds.remove(i); // tshark names a stack of labels once
      }
    }
    return kinds;
  }

  /// tshark's value for a packet with these layers of its own, behind those of the packets around
  /// it.
  private String expect(String column, List<LayerKind> before, List<LayerKind> own) {
    if (column.startsWith("vlan.id#")) {
      int outer = (int) before.stream().filter(kind -> kind == LayerKind.VLAN).count();
      return vlanId(outer + Integer.parseInt(column.substring(8)));
    }
    int index = 0;
    String of = column;
    if (column.indexOf('#') > 0) {
      index = Integer.parseInt(column.substring(column.indexOf('#') + 1));
      of = column.substring(0, column.indexOf('#'));
    }
    String protocol = of.substring(0, of.indexOf('.'));
    LayerKind kind = kind(protocol.equals("pppoe") ? "pppoes" : protocol);
    if (!own.contains(kind)) {
      return ""; // tshark's value is another packet's
    }
    index += (int) before.stream().filter(kind::equals).count();
    return number(value(of, index));
  }

  /// tshark keeps ids of 0x8100 tags and of the others in two columns.
  private String vlanId(int index) {
    int customer = 0;
    int service = 0;
    String id = "";
    for (String name : chain()) {
      if (name.equals("vlan")) {
        id = value("vlan.id", customer++);
      } else if (name.equals("ieee8021ad")) {
        id = value("ieee8021ad.id", service++);
      } else {
        continue;
      }
      if (customer + service == index + 1) {
        return id;
      }
    }
    return "";
  }

  private static Map<String, String> decoded(PacketFields fields) {
    var values = new HashMap<String, String>();
    if (fields.hasEthernet()) {
      values.put("eth.src", Addresses.mac(fields.sourceMac()));
      values.put("eth.dst", Addresses.mac(fields.destinationMac()));
    }
    for (int i = 0; i < fields.vlanCount(); i++) {
      values.put("vlan.id#" + i, Integer.toString(fields.vlanTag(i) & 0xFFF));
    }
    if (fields.ipVersion() != 0) {
      String ip = fields.ipVersion() == 4 ? "ip" : "ipv6";
      values.put(
          ip + ".src", Addresses.ip(fields.ipVersion(), fields.sourceHigh(), fields.sourceLow()));
      values.put(
          ip + ".dst",
          Addresses.ip(fields.ipVersion(), fields.destinationHigh(), fields.destinationLow()));
    }
    if (fields.hasPorts()) {
      String transport = fields.ipProtocol() == IpProtocol.TCP ? "tcp" : "udp";
      values.put(transport + ".srcport", Integer.toString(fields.sourcePort()));
      values.put(transport + ".dstport", Integer.toString(fields.destinationPort()));
    }
    if (fields.hasTcp()) {
      values.put("tcp.flags", Integer.toString(fields.tcpFlags()));
    }
    if (fields.icmpType() >= 0) {
      String icmp = fields.ipVersion() == 4 ? "icmp" : "icmpv6";
      values.put(icmp + ".type", Integer.toString(fields.icmpType()));
      values.put(icmp + ".code", Integer.toString(fields.icmpCode()));
    }
    if (fields.arpOperation() >= 0) {
      values.put("arp.opcode", Integer.toString(fields.arpOperation()));
    }
    for (int i = 0; i < fields.mplsLabelCount(); i++) {
      values.put("mpls.label#" + i, Integer.toString(fields.mplsLabel(i)));
    }
    if (fields.pppoeSession() >= 0) {
      values.put("pppoe.session_id", Integer.toString(fields.pppoeSession()));
    }
    return values;
  }
}
