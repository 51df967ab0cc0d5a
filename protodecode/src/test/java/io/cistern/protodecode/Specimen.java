package io.cistern.protodecode;

import java.util.List;
import java.util.Locale;

/// One header of every protocol that is decoded, made by hand from the specifications.
///
/// @param name file name in the corpus of the fuzz test
/// @param header the bytes
/// @param layers all layers that it has
record Specimen(String name, SampledHeader header, List<LayerKind> layers) {
  private static final String MACS = "020000000002 020000000001";
  private static final String TCP = "1f90 0016 00000001 00000000 5002 ffff 0000 0000";
  private static final String IP = ip4(6, TCP);
  private static final String IP_SHORT = "45000014 00010000 40fd0000 0a000001 0a000002";
  private static final String FRAME = MACS + "0800" + IP;

  private static Specimen of(String name, int protocol, String hex, LayerKind... layers) {
    return new Specimen(name, SampledHeader.of(protocol, hex), List.of(layers));
  }

  private static Specimen frame(String name, String hex, LayerKind... layers) {
    return of(name, HeaderDecoder.ETHERNET, MACS + hex, prepend(layers, LayerKind.ETHERNET));
  }

  private static Specimen inIp4(String name, int protocol, String hex, LayerKind... layers) {
    return of(name, HeaderDecoder.IPV4, ip4(protocol, hex), prepend(layers, LayerKind.IPV4));
  }

  private static Specimen inIp6(String name, int next, String hex, LayerKind... layers) {
    return of(name, HeaderDecoder.IPV6, ip6(next, hex), prepend(layers, LayerKind.IPV6));
  }

  private static Specimen inUdp(String name, int port, String hex, LayerKind... layers) {
    return inIp4(name, 17, udp(port, hex), prepend(layers, LayerKind.UDP));
  }

  private static LayerKind[] prepend(LayerKind[] layers, LayerKind first) {
    var all = new LayerKind[layers.length + 1];
    all[0] = first;
    System.arraycopy(layers, 0, all, 1, layers.length);
    return all;
  }

  private static int bytes(String hex) {
    return hex.replace(" ", "").length() / 2;
  }

  private static String ip4(int protocol, String hex) {
    return String.format(
            Locale.ROOT,
            "4500%04x 00010000 40%02x0000 c0000201 c6336407",
            20 + bytes(hex),
            protocol)
        + hex;
  }

  private static String ip6(int next, String hex) {
    return String.format(Locale.ROOT, "60000000 %04x %02x 40", bytes(hex), next)
        + "20010db8000000000000000000000001 20010db8000000000000000000000002"
        + hex;
  }

  private static String udp(int port, String hex) {
    return String.format(Locale.ROOT, "c000 %04x %04x 0000", port, 8 + bytes(hex)) + hex;
  }

  /// Their headers.
  static List<SampledHeader> headers() {
    return all().stream().map(Specimen::header).toList();
  }

  /// All of them.
  static List<Specimen> all() {
    return List.of(
        // where a header begins
        of("ipv4", 11, IP, LayerKind.IPV4, LayerKind.TCP),
        of("ipv6", 12, ip6(6, TCP), LayerKind.IPV6, LayerKind.TCP),
        of("ppp", 7, "ff030021" + IP, LayerKind.PPP, LayerKind.IPV4, LayerKind.TCP),
        of("ppp-bare", 7, "0057" + ip6(6, TCP), LayerKind.PPP, LayerKind.IPV6, LayerKind.TCP),
        of("ppp-compressed", 7, "21" + IP, LayerKind.PPP, LayerKind.IPV4, LayerKind.TCP),
        of(
            "ppp-mpls",
            7,
            "ff030281 00010140" + IP,
            LayerKind.PPP,
            LayerKind.MPLS,
            LayerKind.IPV4,
            LayerKind.TCP),
        of("mpls", 13, "00010140" + IP, LayerKind.MPLS, LayerKind.IPV4, LayerKind.TCP),
        of("pos-ppp", 14, "ff030021" + IP, LayerKind.PPP, LayerKind.IPV4, LayerKind.TCP),
        of("pos-hdlc", 14, "0f000800" + IP, LayerKind.HDLC, LayerKind.IPV4, LayerKind.TCP),
        of(
            "wifi-to-system",
            15,
            "8801 0000 020000000009 020000000001 020000000002 1000 0000 aaaa03000000 0800" + IP,
            LayerKind.WIFI,
            LayerKind.LLC,
            LayerKind.IPV4,
            LayerKind.TCP),
        of(
            "wifi-four-addresses",
            15,
            "0803 0000 020000000008 020000000009 020000000002 1000 020000000001 aaaa03000000 0800"
                + IP,
            LayerKind.WIFI,
            LayerKind.LLC,
            LayerKind.IPV4,
            LayerKind.TCP),
        of(
            "wifi-aggregate",
            15,
            "8801 0000 020000000009 020000000001 020000000002 1000 8000"
                + MACS
                + "0030 aaaa03000000 0800"
                + IP,
            LayerKind.WIFI,
            LayerKind.ETHERNET,
            LayerKind.LLC,
            LayerKind.IPV4,
            LayerKind.TCP),
        of("wifi-protected", 15, "0841" + "00".repeat(40), LayerKind.WIFI),
        of("wifi-beacon", 15, "8000" + "00".repeat(40), LayerKind.WIFI),
        of("wifi-beacon-to-and-from-system", 15, "8003" + "00".repeat(22), LayerKind.WIFI),
        of("wifi-control", 15, "d400" + "00".repeat(8), LayerKind.UNKNOWN),
        of(
            "wifi-subframe",
            17,
            MACS + "0030 aaaa03000000 0800" + IP,
            LayerKind.ETHERNET,
            LayerKind.LLC,
            LayerKind.IPV4,
            LayerKind.TCP),
        of(
            "token-ring",
            3,
            "1040" + MACS + "aaaa03000000 0800" + IP,
            LayerKind.TOKEN_RING,
            LayerKind.LLC,
            LayerKind.IPV4,
            LayerKind.TCP),
        of(
            "token-ring-routed",
            3,
            "1040 020000000002 820000000001 0630 0012 0020 aaaa03000000 0800" + IP,
            LayerKind.TOKEN_RING,
            LayerKind.LLC,
            LayerKind.IPV4,
            LayerKind.TCP),
        of(
            "fddi",
            4,
            "54" + MACS + "aaaa03000000 0800" + IP,
            LayerKind.FDDI,
            LayerKind.LLC,
            LayerKind.IPV4,
            LayerKind.TCP),
        of(
            "frame-relay",
            5,
            "1841 03cc" + IP,
            LayerKind.FRAME_RELAY,
            LayerKind.IPV4,
            LayerKind.TCP),
        of(
            "frame-relay-snap",
            5,
            "1841 030080 000000 0800" + IP,
            LayerKind.FRAME_RELAY,
            LayerKind.IPV4,
            LayerKind.TCP),
        of(
            "frame-relay-bridged",
            5,
            "1841 030080 0080c2 0007" + FRAME,
            LayerKind.FRAME_RELAY,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        of(
            "frame-relay-cisco",
            5,
            "1841 0800" + IP,
            LayerKind.FRAME_RELAY,
            LayerKind.IPV4,
            LayerKind.TCP),
        // links
        frame("ethernet", "0800" + IP, LayerKind.IPV4, LayerKind.TCP),
        frame(
            "vlan-stack",
            "88a8 0064 9100 0065 9200 0066 9300 0067 8100 e068 86dd" + ip6(6, TCP),
            LayerKind.VLAN,
            LayerKind.VLAN,
            LayerKind.VLAN,
            LayerKind.VLAN,
            LayerKind.VLAN,
            LayerKind.IPV6,
            LayerKind.TCP),
        frame("snap", "0030 aaaa03000000 0800" + IP, LayerKind.LLC, LayerKind.IPV4, LayerKind.TCP),
        frame("llc-numbered", "0004 f0f0 0102", LayerKind.LLC, LayerKind.UNKNOWN),
        frame(
            "stp",
            "0026 424203 0000 00 00 01 8000020000000001 00000004 8000020000000002 8001"
                + "0000 1400 0200 0f00"
                + "00".repeat(8),
            LayerKind.LLC,
            LayerKind.STP),
        frame("stp-topology-change", "0007 424203 00000080", LayerKind.LLC, LayerKind.STP),
        frame(
            "macsec-signed",
            "88e5 20 00 00000007 0200000000010001 0800" + IP,
            LayerKind.MACSEC,
            LayerKind.IPV4,
            LayerKind.TCP),
        frame("macsec-encrypted", "88e5 0c 00 00000007" + "5a".repeat(40), LayerKind.MACSEC),
        frame(
            "vn-tag",
            "8926 4001 a002 8100 0064 0800" + IP,
            LayerKind.VN_TAG,
            LayerKind.VLAN,
            LayerKind.IPV4,
            LayerKind.TCP),
        frame(
            "e-tag",
            "893f b123 1456 07 08 0800" + IP,
            LayerKind.E_TAG,
            LayerKind.IPV4,
            LayerKind.TCP),
        frame(
            "backbone",
            "88a8 0064 88e7 7800002a" + FRAME,
            LayerKind.VLAN,
            LayerKind.SERVICE_TAG,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        frame(
            "mpls-stack",
            "8847 00010040 00011b3f" + ip6(6, TCP),
            LayerKind.MPLS,
            LayerKind.MPLS,
            LayerKind.IPV6,
            LayerKind.TCP),
        frame(
            "pseudowire",
            "8847 00010140 00000007" + FRAME,
            LayerKind.MPLS,
            LayerKind.PSEUDOWIRE,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        frame(
            "pseudowire-without-control-word",
            "8847 00010140" + FRAME,
            LayerKind.MPLS,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        frame(
            "associated-channel", "8847 00010140 10000021" + IP, LayerKind.MPLS, LayerKind.UNKNOWN),
        frame(
            "pppoe",
            "8864 1100 0007 002a 0021" + IP,
            LayerKind.PPPOE,
            LayerKind.PPP,
            LayerKind.IPV4,
            LayerKind.TCP),
        frame(
            "arp",
            "0806 0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002",
            LayerKind.ARP),
        frame(
            "rarp",
            "8035 0001 0800 06 04 0003 020000000001 00000000 020000000001 00000000",
            LayerKind.ARP),
        frame(
            "lacp",
            "8809 01 01 0114 8000 020000000001 0001 00ff 0003 3d 000000"
                + "0214 8000 020000000002 0002 00fe 0004 3c 000000"
                + "00".repeat(68),
            LayerKind.SLOW_PROTOCOL),
        frame("oam", "8809 03 0050 00" + "00".repeat(42), LayerKind.SLOW_PROTOCOL),
        frame("lldp", "88cc 0207 04 020000000001 0403 07 3100 0602 0078 0000", LayerKind.LLDP),
        // between IP and transport
        of(
            "ipv4-router-alert",
            11,
            "46000020 00010000 01020000 0a000001 e0000016 94040000 2200 0000 0000 0001",
            LayerKind.IPV4,
            LayerKind.IGMP),
        of(
            "ipv4-later-fragment",
            11,
            "45000028 00010010 40060000 c0000201 c6336407" + TCP,
            LayerKind.IPV4),
        inIp6(
            "ipv6-extensions",
            0,
            "3c00 0104 00000000 2b00 0104 00000000 2c00 0000 00000000 3300 0000 00000001"
                + "0601 0000 00000001 00000002"
                + TCP,
            LayerKind.HOP_BY_HOP,
            LayerKind.DESTINATION_OPTIONS,
            LayerKind.ROUTING,
            LayerKind.FRAGMENT,
            LayerKind.AUTHENTICATION,
            LayerKind.TCP),
        inIp6(
            "segment-routing",
            43,
            "0604 0401 0100 0000"
                + "20010db8000000000000000000000009 20010db8000000000000000000000002"
                + TCP,
            LayerKind.ROUTING,
            LayerKind.TCP),
        inIp6("esp", 50, "00000001 00000002" + "5a".repeat(16), LayerKind.ESP),
        inIp6("no-next-header", 59, ""),
        // transport
        inIp4("udp", 17, udp(9, "00"), LayerKind.UDP),
        inIp4("udp-lite", 136, "c000 0035 0008 0000" + "00".repeat(8), LayerKind.UDP_LITE),
        inIp4("sctp", 132, "0b59 0b5a 00000007 00000000 00030010", LayerKind.SCTP),
        inIp4(
            "dccp",
            33,
            "8000 1389 08 00 0000 0501000000000007 00000001 00000000 00000000 00000000",
            LayerKind.DCCP),
        inIp4("dccp-short", 33, "8000 1389 03 00 0000 04 000007", LayerKind.DCCP),
        inIp4("icmp-echo", 1, "0800 0000 0001 0001", LayerKind.ICMP),
        inIp6("icmpv6-echo", 58, "8000 0000 0001 0001", LayerKind.ICMPV6),
        inIp4(
            "icmp-error",
            1,
            "0303 0000 00000000 4500001c 00010000 40110000 c6336407 c0000201 1389 0035 0008 0000",
            LayerKind.ICMP,
            LayerKind.IPV4,
            LayerKind.UDP),
        inIp4(
            "icmp-error-cut-quote",
            1,
            "0b00 0000 00000000 45000028 00010000 01060000 c6336407 c0000201 1389 0016 00000001",
            LayerKind.ICMP,
            LayerKind.IPV4),
        inIp6(
            "icmpv6-error",
            58,
            "0104 0000 00000000" + ip6(17, udp(53, "")),
            LayerKind.ICMPV6,
            LayerKind.IPV6,
            LayerKind.UDP),
        inIp4("igmp", 2, "1164 0000 e0000001", LayerKind.IGMP),
        inIp4("ospf-2", 89, "0201 0030 0a000001 00000000" + "00".repeat(36), LayerKind.OSPF),
        inIp6("ospf-3", 89, "0301 0024 0a000001 00000000" + "00".repeat(24), LayerKind.OSPF),
        inIp4("vrrp", 112, "2101 6401 0001 0000 0a000001", LayerKind.VRRP),
        inIp4("pim", 103, "2000 0000 0001 0002 0069", LayerKind.PIM),
        inIp4("eigrp", 88, "0205 0000" + "00".repeat(12) + "0000 0064", LayerKind.EIGRP),
        // tunnels
        inIp4("gre", 47, "0000 0800" + IP, LayerKind.GRE, LayerKind.IPV4, LayerKind.TCP),
        inIp4(
            "gre-key-sequence",
            47,
            "b000 86dd 00000000 00002a07 00000009" + ip6(6, TCP),
            LayerKind.GRE,
            LayerKind.IPV6,
            LayerKind.TCP),
        inIp4(
            "nvgre",
            47,
            "2000 6558 00002a07" + FRAME,
            LayerKind.GRE,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        inIp4(
            "gre-mpls",
            47,
            "0000 8847 00010140" + IP,
            LayerKind.GRE,
            LayerKind.MPLS,
            LayerKind.IPV4,
            LayerKind.TCP),
        inIp4(
            "gre-ppp",
            47,
            "3081 880b 002c 0007 00000001 00000002 ff03 0021" + IP,
            LayerKind.GRE,
            LayerKind.PPP,
            LayerKind.IPV4,
            LayerKind.TCP),
        inIp4("gre-ppp-acknowledgment", 47, "2081 880b 0000 0007 00000002", LayerKind.GRE),
        inIp4(
            "gre-wccp",
            47,
            "0000 883e 00000000" + IP,
            LayerKind.GRE,
            LayerKind.IPV4,
            LayerKind.TCP),
        inIp4(
            "erspan-1",
            47,
            "0000 88be" + FRAME,
            LayerKind.GRE,
            LayerKind.ERSPAN,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        inIp4(
            "erspan-2",
            47,
            "1000 88be 00000001 1064 602a 00000007" + FRAME,
            LayerKind.GRE,
            LayerKind.ERSPAN,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        inIp4(
            "erspan-3",
            47,
            "1000 22eb 00000001 2064 602a 00000007 0000 0001 0000000000000000" + FRAME,
            LayerKind.GRE,
            LayerKind.ERSPAN,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        inIp4(
            "erspan-3-ip",
            47,
            "1000 22eb 00000001 2064 602a 00000007 0000 0800" + IP,
            LayerKind.GRE,
            LayerKind.ERSPAN,
            LayerKind.IPV4,
            LayerKind.TCP),
        inIp4("ip-in-ip", 4, IP, LayerKind.IPV4, LayerKind.TCP),
        inIp4("6in4", 41, ip6(6, TCP), LayerKind.IPV6, LayerKind.TCP),
        inIp6("4in6", 4, IP, LayerKind.IPV4, LayerKind.TCP),
        inIp6("frame-in-ipv6", 143, FRAME, LayerKind.ETHERNET, LayerKind.IPV4, LayerKind.TCP),
        inIp4("mpls-in-ip", 137, "00010140" + IP, LayerKind.MPLS, LayerKind.IPV4, LayerKind.TCP),
        inIp4(
            "ether-ip",
            97,
            "3000" + FRAME,
            LayerKind.ETHER_IP,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        inUdp(
            "vxlan",
            4789,
            "08000000 00002a00" + FRAME,
            LayerKind.VXLAN,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        inUdp(
            "vxlan-gpe",
            4790,
            "0c000001 00002a00" + IP,
            LayerKind.VXLAN_GPE,
            LayerKind.IPV4,
            LayerKind.TCP),
        inUdp(
            "vxlan-gpe-ethernet",
            4790,
            "08000000 00002a00" + FRAME,
            LayerKind.VXLAN_GPE,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        inUdp(
            "vxlan-gpe-nsh",
            4790,
            "0c000004 00002a00 00000000",
            LayerKind.VXLAN_GPE,
            LayerKind.UNKNOWN),
        inUdp(
            "geneve",
            6081,
            "0340 6558 00002a00 0102 80 01 aabbccdd 0103 01 00" + FRAME,
            LayerKind.GENEVE,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        inUdp(
            "vxlan-linux",
            8472,
            "08000000 00002a00" + FRAME,
            LayerKind.VXLAN,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP),
        inUdp(
            "roce", 4791, "04c0ffff 00000012 80000456" + "00".repeat(16), LayerKind.BASE_TRANSPORT),
        inUdp(
            "geneve-ip",
            6081,
            "0000 0800 00002a00" + IP,
            LayerKind.GENEVE,
            LayerKind.IPV4,
            LayerKind.TCP),
        inUdp(
            "gtp-u",
            2152,
            "30ff 0028 0000002a" + IP,
            LayerKind.GTP_U,
            LayerKind.IPV4,
            LayerKind.TCP),
        inUdp(
            "gtp-u-extended",
            2152,
            "36ff 0044 0000002a 0001 00 85 01 1009 00" + ip6(6, TCP),
            LayerKind.GTP_U,
            LayerKind.IPV6,
            LayerKind.TCP),
        inUdp("gtp-u-echo", 2152, "3201 0004 00000000 0001 0000", LayerKind.GTP_U),
        inUdp(
            "l2tp",
            1701,
            "4002 0034 0007 0009 ff03 0021" + IP,
            LayerKind.L2TP,
            LayerKind.PPP,
            LayerKind.IPV4,
            LayerKind.TCP),
        inUdp(
            "l2tp-offset",
            1701,
            "0a02 0007 0009 0000 0000 0002 0000 21" + IP,
            LayerKind.L2TP,
            LayerKind.PPP,
            LayerKind.IPV4,
            LayerKind.TCP),
        inUdp("l2tp-control", 1701, "c802 000c 0007 0000 0001 0001", LayerKind.L2TP),
        inUdp("teredo", 3544, ip6(6, TCP), LayerKind.TEREDO, LayerKind.IPV6, LayerKind.TCP),
        inUdp(
            "teredo-indications",
            3544,
            "0001 0000 0000000000000007 00 0000 fffe 3fffffff" + ip6(6, TCP),
            LayerKind.TEREDO,
            LayerKind.IPV6,
            LayerKind.TCP),
        inUdp(
            "mpls-over-udp", 6635, "00010140" + IP, LayerKind.MPLS, LayerKind.IPV4, LayerKind.TCP),
        // known by name
        inUdp("dns", 53, "0001 0100 0001 0000 0000 0000"),
        inUdp("ntp", 123, "23" + "00".repeat(47)),
        inUdp("dhcp", 67, "0101 0600"),
        inUdp("quic", 443, "c300000001 08"),
        inUdp("wireguard", 51820, "01000000 00000007"),
        of("ip-short", 11, IP_SHORT, LayerKind.IPV4, LayerKind.UNKNOWN),
        of("infiniband", 18, "0000", LayerKind.UNKNOWN));
  }
}
