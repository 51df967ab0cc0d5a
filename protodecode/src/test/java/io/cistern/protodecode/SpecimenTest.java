package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every protocol that is decoded, once.
class SpecimenTest {
  private static SampledHeader header(String name) {
    return Specimen.all().stream()
        .filter(specimen -> specimen.name().equals(name))
        .findFirst()
        .orElseThrow()
        .header();
  }

  static Stream<Specimen> specimens() {
    return Specimen.all().stream();
  }

  private static HeaderFields fields(String name) {
    return header(name).fields();
  }

  private static <T extends Layer> T layer(String name, Class<T> type) {
    List<Layer> layers = header(name).packet().layers();
    return layers.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void hasItsLayers(Specimen specimen) {
    Packet packet = specimen.header().packet();
    assertThat(packet.layers().stream().map(Layer::kind))
        .as("%s", packet)
        .containsExactlyElementsOf(specimen.layers());
    assertThat(packet.stopReason()).isNotIn(StopReason.MALFORMED, StopReason.LIMIT);
    assertThat(packet.truncated()).isEqualTo(specimen.name().equals("icmp-error-cut-quote"));
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void innermostTcpIsReached(Specimen specimen) {
    if (specimen.layers().contains(LayerKind.TCP)) {
      HeaderFields fields = specimen.header().fields();
      PacketFields innermost = fields.nesting() == 0 ? fields : fields.inner();
      assertThat(innermost.destinationPort()).isEqualTo(22);
      assertThat(innermost.tcpFlags()).isEqualTo(2);
      assertThat(innermost.ipPayloadLength()).isZero();
      assertThat(fields.stopReason()).isEqualTo(StopReason.END);
    }
  }

  @Nested
  class Links {
    private static final List<String> SPECIMENS_WITH_MACS =
        List.of(
            "ethernet",
            "token-ring",
            "token-ring-routed",
            "fddi",
            "wifi-to-system",
            "wifi-four-addresses");

    @ParameterizedTest
    @FieldSource("SPECIMENS_WITH_MACS")
    void addressesAreInTheirPlaces(String name) {
      assertThat(Addresses.mac(fields(name).destinationMac())).isEqualTo("02:00:00:00:00:02");
      assertThat(Addresses.mac(fields(name).sourceMac())).isEqualTo("02:00:00:00:00:01");
      assertThat(fields(name).hasEthernet()).isEqualTo(name.equals("ethernet"));
    }

    @Test
    void everyTagIdentifierNests() {
      HeaderFields fields = fields("vlan-stack");
      assertThat(fields.vlanCount()).isEqualTo(5);
      assertThat(fields.vlanId()).isEqualTo(100);
      assertThat(fields.vlanTag(4)).isEqualTo(0xE068);
      assertThat(fields.etherType()).isEqualTo(0x86DD);
    }

    @Test
    void spanningTreeNamesRootAndBridge() {
      assertThat(layer("stp", Stp.class))
          .isEqualTo(new Stp(0, 0, 1, 0x8000_0200_0000_0001L, 4, 0x8000_0200_0000_0002L, 0x8001));
      assertThat(layer("stp-topology-change", Stp.class).type()).isEqualTo(0x80);
    }

    @Test
    void aggregationNamesBothParties() {
      SlowProtocol lacp = layer("lacp", SlowProtocol.class);
      assertThat(lacp.actor())
          .isEqualTo(new LacpParty(0x8000, new MacAddress(0x0200_0000_0001L), 1, 0xFF, 3, 0x3D));
      assertThat(lacp.partner())
          .isEqualTo(new LacpParty(0x8000, new MacAddress(0x0200_0000_0002L), 2, 0xFE, 4, 0x3C));
      assertThat(layer("oam", SlowProtocol.class)).isEqualTo(new SlowProtocol(3, null, null));
    }

    @Test
    void reverseAddressResolutionIsTold() {
      assertThat(fields("rarp").arpOperation()).isEqualTo(3);
      assertThat(layer("rarp", Arp.class).targetMac()).hasToString("02:00:00:00:00:01");
    }

    @Test
    void chassisIsNamed() {
      assertThat(layer("lldp", Lldp.class)).isEqualTo(new Lldp(4, "020000000001"));
    }

    @Test
    void tagsOfPortExtendersAreRead() {
      assertThat(layer("vn-tag", VnTag.class))
          .isEqualTo(new VnTag(false, true, 1, true, 2, 2, 0x8100));
      assertThat(layer("e-tag", ETag.class))
          .isEqualTo(new ETag(5, true, 0x7123, 1, 0x8456, 0x0800));
      assertThat(fields("vn-tag").vlanId()).isEqualTo(100);
      assertThat(fields("vn-tag").etherType()).isEqualTo(0x0800);
      assertThat(fields("e-tag").etherType()).isEqualTo(0x0800);
    }

    @Test
    void serviceTagCarriesAFrame() {
      assertThat(layer("backbone", ServiceTag.class)).isEqualTo(new ServiceTag(3, true, true, 42));
      HeaderFields fields = fields("backbone");
      assertThat(fields.vlanId()).isEqualTo(100);
      assertThat(fields.tunnel()).isEqualTo(LayerKind.SERVICE_TAG);
      assertThat(fields.tunnelId()).isEqualTo(42);
      assertThat(fields.ipVersion()).isZero();
      assertThat(fields.inner().ipVersion()).isEqualTo(4);
    }

    @Test
    void baseTransportIsRead() {
      assertThat(layer("roce", BaseTransport.class))
          .isEqualTo(new BaseTransport(4, true, true, 0, 0, 0xFFFF, 0x12, true, 0x456));
      assertThat(fields("roce").nesting()).isZero();
    }

    @Test
    void tagOfMacsecIsRead() {
      assertThat(layer("macsec-signed", Macsec.class))
          .isEqualTo(new Macsec(0x20, 0, 7, 0x0200_0000_0001_0001L, 0x0800));
      assertThat(layer("macsec-encrypted", Macsec.class)).isEqualTo(new Macsec(0x0C, 0, 7, 0, -1));
      assertThat(fields("macsec-encrypted").stopReason()).isEqualTo(StopReason.ENCRYPTED);
    }

    @Test
    void otherHeadersHaveTheirFields() {
      assertThat(layer("frame-relay", FrameRelay.class)).isEqualTo(new FrameRelay(100, 4));
      assertThat(layer("pos-hdlc", Hdlc.class)).isEqualTo(new Hdlc(0x0F, 0, 0x0800));
      assertThat(layer("pseudowire", PseudowireControl.class)).isEqualTo(new PseudowireControl(7));
      assertThat(layer("token-ring-routed", TokenRing.class).routeLength()).isEqualTo(6);
      assertThat(layer("snap", Llc.class)).isEqualTo(new Llc(0xAA, 0xAA, 3, 0, 0x0800));
      assertThat(layer("llc-numbered", Llc.class)).isEqualTo(new Llc(0xF0, 0xF0, 0x0201, -1, -1));
      assertThat(layer("wifi-four-addresses", Wifi.class).headerLength()).isEqualTo(30);
      assertThat(layer("pppoe", PppoeSession.class)).isEqualTo(new PppoeSession(7, 42));
      assertThat(fields("wifi-protected").stopReason()).isEqualTo(StopReason.ENCRYPTED);
    }
  }

  @Nested
  class Transport {
    @Test
    void segmentsAreListed() {
      Ipv6Routing routing = layer("segment-routing", Ipv6Routing.class);
      assertThat(routing.type()).isEqualTo(4);
      assertThat(routing.segmentsLeft()).isEqualTo(1);
      assertThat(routing.addresses().stream().map(IpAddress::toString))
          .containsExactly("2001:db8::9", "2001:db8::2");
    }

    @Test
    void otherTransportsHavePorts() {
      for (String name : List.of("udp-lite", "sctp", "dccp", "dccp-short")) {
        assertThat(fields(name).hasPorts()).as(name).isTrue();
        assertThat(fields(name).ipPayloadLength()).as(name).isNotNegative();
      }
      assertThat(fields("sctp").destinationPort()).isEqualTo(0x0B5A);
      assertThat(layer("dccp", Dccp.class)).isEqualTo(new Dccp(0x8000, 0x1389, 32, 2, 7, 0));
      assertThat(layer("dccp-short", Dccp.class).sequenceNumber()).isEqualTo(7);
      assertThat(layer("sctp", Sctp.class)).isEqualTo(new Sctp(0x0B59, 0x0B5A, 7, 0));
    }

    @Test
    void errorsQuoteAPacket() {
      HeaderFields fields = fields("icmp-error");
      assertThat(fields.isQuoted()).isTrue();
      assertThat(fields.tunnel()).isEqualTo(LayerKind.ICMP);
      assertThat(fields.icmpType()).isEqualTo(3);
      assertThat(fields.inner().destinationPort()).isEqualTo(53);
      assertThat(fields("icmpv6-error").inner().destinationPort()).isEqualTo(53);
    }

    @Test
    void quoteThatIsCutHasItsPorts() {
      HeaderFields fields = fields("icmp-error-cut-quote");
      assertThat(fields.stopLayer()).isEqualTo(LayerKind.TCP);
      assertThat(fields.inner().destinationPort()).isEqualTo(22);
      assertThat(fields.inner().hasTcp()).isFalse();
      assertThat(fields.inner().ipTotalLength()).isEqualTo(40);
    }

    @Test
    void routingProtocolsHaveTheirFields() {
      var router = new IpAddress(4, 0, 0x0A000001);
      var backbone = new IpAddress(4, 0, 0);
      assertThat(layer("ospf-2", Ospf.class)).isEqualTo(new Ospf(2, 1, 48, router, backbone));
      assertThat(layer("ospf-3", Ospf.class)).isEqualTo(new Ospf(3, 1, 36, router, backbone));
      assertThat(layer("vrrp", Vrrp.class)).isEqualTo(new Vrrp(2, 1, 1, 100, 1));
      assertThat(layer("pim", Pim.class)).isEqualTo(new Pim(2, 0, 0));
      assertThat(layer("eigrp", Eigrp.class)).isEqualTo(new Eigrp(2, 5, 0, 0, 100));
      assertThat(layer("igmp", Igmp.class).group()).hasToString("224.0.0.1");
      assertThat(layer("esp", Esp.class)).isEqualTo(new Esp(1, 2));
    }

    @Test
    void applicationsAreLabelled() {
      assertThat(fields("dns").application()).isEqualTo(Application.DNS);
      assertThat(fields("ntp").application()).isEqualTo(Application.NTP);
      assertThat(fields("dhcp").application()).isEqualTo(Application.DHCP);
      assertThat(fields("quic").application()).isEqualTo(Application.QUIC);
      assertThat(fields("wireguard").application()).isEqualTo(Application.WIREGUARD);
      assertThat(fields("udp").application()).isEqualTo(Application.NONE);
      assertThat(fields("ethernet").application()).isEqualTo(Application.NONE);
      assertThat(header("quic").packet().application()).isEqualTo(Application.QUIC);
    }
  }

  @Nested
  class Tunnels {
    private void assertTunnel(String name, LayerKind tunnel, long id, int vni) {
      HeaderFields fields = fields(name);
      assertThat(fields.tunnel()).as(name).isEqualTo(tunnel);
      assertThat(fields.tunnelId()).as(name).isEqualTo(id);
      assertThat(fields.vni()).as(name).isEqualTo(vni);
      assertThat(fields.nesting()).as(name).isEqualTo(1);
      assertThat(fields.isQuoted()).as(name).isFalse();
    }

    @Test
    void areNamedAndToldApart() {
      assertTunnel("gre", LayerKind.GRE, -1, -1);
      assertTunnel("gre-key-sequence", LayerKind.GRE, 0x2A07, -1);
      assertTunnel("nvgre", LayerKind.GRE, 0x2A07, 42);
      assertTunnel("erspan-1", LayerKind.ERSPAN, -1, -1);
      assertTunnel("erspan-2", LayerKind.ERSPAN, 42, -1);
      assertTunnel("erspan-3", LayerKind.ERSPAN, 42, -1);
      assertTunnel("ip-in-ip", LayerKind.IPV4, -1, -1);
      assertTunnel("6in4", LayerKind.IPV6, -1, -1);
      assertTunnel("ether-ip", LayerKind.ETHER_IP, -1, -1);
      assertTunnel("vxlan", LayerKind.VXLAN, 42, 42);
      assertTunnel("vxlan-linux", LayerKind.VXLAN, 42, 42);
      assertTunnel("vxlan-gpe", LayerKind.VXLAN_GPE, 42, 42);
      assertTunnel("geneve", LayerKind.GENEVE, 42, 42);
      assertTunnel("gtp-u-extended", LayerKind.GTP_U, 42, -1);
      assertTunnel("l2tp-offset", LayerKind.L2TP, 0x0007_0009, -1);
      assertTunnel("teredo", LayerKind.TEREDO, -1, -1);
      assertTunnel("mpls-over-udp", LayerKind.MPLS, -1, -1);
      assertTunnel("pseudowire", LayerKind.PSEUDOWIRE, -1, -1);
    }

    @Test
    void headersHaveTheirFields() {
      assertThat(layer("erspan-2", Erspan.class)).isEqualTo(new Erspan(2, 100, 3, false, 42, 7));
      assertThat(layer("erspan-3", Erspan.class)).isEqualTo(new Erspan(3, 100, 3, false, 42, 7));
      assertThat(layer("geneve", Geneve.class))
          .isEqualTo(
              new Geneve(
                  false,
                  true,
                  0x6558,
                  42,
                  List.of(
                      new GeneveOption(0x0102, 0x80, "aabbccdd"),
                      new GeneveOption(0x0103, 1, ""))));
      assertThat(layer("gtp-u-extended", GtpU.class)).isEqualTo(new GtpU(0x36, 255, 68, 42, 16));
      assertThat(layer("l2tp-offset", L2tp.class)).isEqualTo(new L2tp(0x0A02, 7, 9, 14));
      assertThat(layer("teredo-indications", Teredo.class).indicationLength()).isEqualTo(21);
      assertThat(layer("vxlan-gpe", VxlanGpe.class)).isEqualTo(new VxlanGpe(0x0C, 1, 42));
    }
  }
}
