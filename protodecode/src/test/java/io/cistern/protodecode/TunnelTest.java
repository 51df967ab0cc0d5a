package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Packets inside packets, and labels and sessions before them.
class TunnelTest {
  private static final String MACS = "020000000002020000000001";
  private static final String TCP = "1f90 0016 00000001 00000000 5002 ffff 0000 0000";
  private static final String INNER = "45000028 00010000 40060000 0a000001 0a000002" + TCP;
  private static final String IPV6_ADDRESSES =
      "20010db8000000000000000000000001 20010db8000000000000000000000002";

  private static String ipv4(int protocol, int payload) {
    return String.format(
        Locale.ROOT, "4500%04x 00010000 40%02x0000 c0000201 c6336407", 20 + payload, protocol);
  }

  private static HeaderFields decodeIpv4(int protocol, int payload, String hex) {
    return SampledHeader.of(HeaderDecoder.IPV4, ipv4(protocol, payload) + hex).fields();
  }

  private static List<LayerKind> kinds(HeaderFields fields) {
    return IntStream.range(0, fields.layerCount()).mapToObj(fields::layerKind).toList();
  }

  private static void assertInnerTcp(HeaderFields fields) {
    assertThat(fields.sourceLow()).isEqualTo(0xC0000201L);
    assertThat(fields.nesting()).isEqualTo(1);
    assertThat(fields.inner().sourceLow()).isEqualTo(0x0A000001);
    assertThat(fields.inner().destinationPort()).isEqualTo(22);
    assertThat(fields.inner().ipPayloadLength()).isZero();
    assertThat(fields.stopReason()).isEqualTo(StopReason.END);
  }

  @Test
  void vxlanCarriesAFrame() {
    HeaderFields fields =
        decodeIpv4(17, 70, "c000 12b5 0046 0000" + "08000000 00002a00" + MACS + "0800" + INNER);
    assertInnerTcp(fields);
    assertThat(fields.vni()).isEqualTo(42);
    assertThat(fields.destinationPort()).isEqualTo(4789);
    assertThat(fields.inner().hasEthernet()).isTrue();
    assertThat(fields.hasEthernet()).isFalse();
    assertThat(kinds(fields))
        .containsExactly(
            LayerKind.IPV4,
            LayerKind.UDP,
            LayerKind.VXLAN,
            LayerKind.ETHERNET,
            LayerKind.IPV4,
            LayerKind.TCP);
  }

  @Test
  void payloadOnVxlansPortWithoutItsFlagIsPayload() {
    HeaderFields fields = decodeIpv4(17, 16, "c000 12b5 0010 0000" + "00000000 00002a00");
    assertThat(kinds(fields)).containsExactly(LayerKind.IPV4, LayerKind.UDP);
    assertThat(fields.stopReason()).isEqualTo(StopReason.END);
    assertThat(fields.vni()).isEqualTo(-1);
  }

  @Test
  void emptyDatagramToVxlansPortIsWhole() {
    HeaderFields fields = decodeIpv4(17, 8, "c000 12b5 0008 0000");
    assertThat(kinds(fields)).containsExactly(LayerKind.IPV4, LayerKind.UDP);
    assertThat(fields.stopReason()).isEqualTo(StopReason.END);
  }

  @Test
  void greCarriesIp() {
    assertInnerTcp(decodeIpv4(47, 44, "0000 0800" + INNER));
  }

  @Test
  void greHasKeyAndSequence() {
    SampledHeader header =
        SampledHeader.of(
            11, ipv4(47, 70) + "b000 6558 00000000 00002a07 00000009" + MACS + "0800" + INNER);
    assertInnerTcp(header.fields());
    assertThat(header.packet().layers().get(1)).isEqualTo(new Gre(0xB000, 0x6558, 0x2A07, 9));
  }

  @Test
  void greOfAnotherVersionIsUnknown() {
    HeaderFields fields = decodeIpv4(47, 8, "3082 880b 00000000");
    assertThat(fields.unknownSpace()).isEqualTo(ProtocolSpace.IP_PROTOCOL);
    assertThat(fields.unknownProtocol()).isEqualTo(47);
  }

  @Test
  void ipCarriesIp() {
    assertInnerTcp(decodeIpv4(4, 40, INNER));
    HeaderFields fields = decodeIpv4(41, 60, "60000000 0014 06 40" + IPV6_ADDRESSES + TCP);
    assertThat(fields.ipVersion()).isEqualTo(4);
    assertThat(fields.ipProtocol()).isEqualTo(41);
    assertThat(fields.hasPorts()).isFalse();
    assertThat(fields.inner().ipVersion()).isEqualTo(6);
    assertThat(fields.inner().hasTcp()).isTrue();
  }

  @Test
  void mplsLabelsAreNoTunnel() {
    SampledHeader header = SampledHeader.ethernet(MACS + "8847 00010040 00011b3f" + INNER);
    HeaderFields fields = header.fields();
    assertThat(fields.nesting()).isZero();
    assertThat(fields.mplsLabelCount()).isEqualTo(2);
    assertThat(fields.mplsLabel(0)).isEqualTo(16);
    assertThat(fields.mplsLabel(1)).isEqualTo(17);
    assertThat(fields.sourceLow()).isEqualTo(0x0A000001);
    assertThat(header.packet().layers().get(2)).isEqualTo(new MplsLabel(17, 5, true, 63));
  }

  @Test
  void mplsOverSomethingElseIsUnknown() {
    HeaderFields fields =
        SampledHeader.ethernet(MACS + "8847 0001113f" + "1000".repeat(20)).fields();
    assertThat(fields.unknownSpace()).isEqualTo(ProtocolSpace.MPLS_LABEL);
    assertThat(fields.unknownProtocol()).isEqualTo(17);
  }

  @Test
  void pppoeSessionsAreNoTunnel() {
    SampledHeader header = SampledHeader.ethernet(MACS + "8864 1100 0007 002a 0021" + INNER);
    HeaderFields fields = header.fields();
    assertThat(fields.nesting()).isZero();
    assertThat(fields.pppoeSession()).isEqualTo(7);
    assertThat(fields.tcpFlags()).isEqualTo(2);
    assertThat(header.packet().layers()).contains(new PppoeSession(7, 42), new Ppp(Ppp.IPV4));
  }

  @Test
  void otherPppProtocolsAreNamed() {
    HeaderFields fields = SampledHeader.ethernet(MACS + "8864 1100 0007 0004 c021 0101").fields();
    assertThat(fields.unknownSpace()).isEqualTo(ProtocolSpace.PPP);
    assertThat(fields.unknownProtocol()).isEqualTo(0xC021);
  }

  @Test
  void innerFieldsDoNotOutliveTheirHeader() {
    var decoder = new HeaderDecoder();
    var fields = new HeaderFields();
    SampledHeader tunnel = SampledHeader.of(11, ipv4(4, 40) + INNER);
    decoder.decode(11, tunnel.segment(60), 0, 60, fields);
    assertThat(fields.inner().hasPorts()).isTrue();
    decoder.decode(11, SampledHeader.of(11, INNER).segment(40), 0, 40, fields);
    assertThat(fields.nesting()).isZero();
    assertThat(fields.inner().hasPorts()).isFalse();
    assertThat(fields.inner().ipVersion()).isZero();
  }
}
