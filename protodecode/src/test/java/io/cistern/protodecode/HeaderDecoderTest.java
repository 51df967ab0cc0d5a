package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderDecoderTest {
  private static final String MACS = "0200000000020200000000 01";
  // 192.0.2.1 to 198.51.100.7; total length 40
  private static final String IPV4_TCP = "45000028 00010000 40060000 c0000201 c6336407";
  private static final String TCP_SYN = "1f90 0016 00000001 00000000 5002 ffff 0000 0000";
  private static final String IPV6_ADDRESSES =
      "20010db8000000000000000000000001 20010db8000000000000000000000002";

  private static List<LayerKind> kinds(HeaderFields fields) {
    var kinds = new ArrayList<LayerKind>();
    for (int i = 0; i < fields.layerCount(); i++) {
      kinds.add(fields.layerKind(i));
    }
    return kinds;
  }

  private static HeaderFields ipv4(String hex) {
    return SampledHeader.of(HeaderDecoder.IPV4, hex).fields();
  }

  private static HeaderFields ipv6(int payload, int next, String hex) {
    String fixed =
        String.format(Locale.ROOT, "60000000 %04x %02x 40", payload, next) + IPV6_ADDRESSES;
    return SampledHeader.of(HeaderDecoder.IPV6, fixed + hex).fields();
  }

  @Nested
  class LinkLayer {
    @ParameterizedTest
    @ValueSource(strings = {"8100", "88a8", "9100", "9200", "9300"})
    void everyTagIdentifierNests(String tpid) {
      HeaderFields fields =
          SampledHeader.ethernet(MACS + tpid + "6007 8100 0008 0800" + IPV4_TCP + TCP_SYN).fields();
      assertThat(kinds(fields))
          .containsExactly(
              LayerKind.ETHERNET, LayerKind.VLAN, LayerKind.VLAN, LayerKind.IPV4, LayerKind.TCP);
      assertThat(fields.vlanCount()).isEqualTo(2);
      assertThat(fields.vlanTag(0)).isEqualTo(0x6007);
      assertThat(fields.vlanTag(1)).isEqualTo(8);
      assertThat(fields.vlanId()).isEqualTo(7);
      assertThat(fields.etherType()).isEqualTo(0x0800);
      assertThat(fields.layerOffset(3)).isEqualTo(22);
    }

    @Test
    void addressOfPppIsNoProtocol() {
      HeaderFields fields = SampledHeader.of(HeaderDecoder.PPP, "ff5f 7e08 0045").fields();
      assertThat(fields.unknownSpace()).isEqualTo(ProtocolSpace.PPP);
      assertThat(fields.unknownProtocol()).isEqualTo(0x7E08);
    }

    @Test
    void unknownAccessPointsAreNamed() {
      HeaderFields fields = SampledHeader.ethernet(MACS + "0026 fefe03" + "00".repeat(35)).fields();
      assertThat(kinds(fields))
          .containsExactly(LayerKind.ETHERNET, LayerKind.LLC, LayerKind.UNKNOWN);
      assertThat(fields.unknownSpace()).isEqualTo(ProtocolSpace.LLC);
      assertThat(fields.unknownProtocol()).isEqualTo(0xFEFE);
      assertThat(fields.stopOffset()).isEqualTo(17);
    }

    @Test
    void unknownEtherTypeIsNamed() {
      HeaderFields fields = SampledHeader.ethernet(MACS + "9000 0207").fields();
      assertThat(fields.unknownSpace()).isEqualTo(ProtocolSpace.ETHER_TYPE);
      assertThat(fields.unknownProtocol()).isEqualTo(0x9000);
      assertThat(fields.ipProtocol()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 6, 16, 18, 99, -1})
    void otherHeaderProtocolsAreKeptRaw(int protocol) {
      HeaderFields fields = SampledHeader.of(protocol, "0102").fields();
      assertThat(kinds(fields)).containsExactly(LayerKind.UNKNOWN);
      assertThat(fields.unknownSpace()).isEqualTo(ProtocolSpace.HEADER_PROTOCOL);
      assertThat(fields.unknownProtocol()).isEqualTo(protocol);
    }

    @Test
    void arpCarriesItsOperation() {
      HeaderFields fields =
          SampledHeader.ethernet(MACS + "0806 0001 0800 06 04 0002" + "00".repeat(20)).fields();
      assertThat(fields.arpOperation()).isEqualTo(2);
      assertThat(fields.stopReason()).isEqualTo(StopReason.END);
      assertThat(fields.stopOffset()).isEqualTo(42);
    }
  }

  @Nested
  class MisdeclaredAsEthernet {
    // header checksum right: 192.0.2.1 to 198.51.100.7
    private static final String CHECKED = "45000028 00010000 4006 8e93 c0000201 c6336407";

    @Test
    void ipv4IsKnownByItsChecksum() {
      HeaderFields fields = SampledHeader.ethernet(CHECKED + TCP_SYN).fields();
      assertThat(kinds(fields)).containsExactly(LayerKind.IPV4, LayerKind.TCP);
      assertThat(fields.hasEthernet()).isFalse();
      assertThat(fields.destinationPort()).isEqualTo(22);
    }

    @Test
    void macThatBeginsLikeIpv4StaysEthernet() {
      HeaderFields fields =
          SampledHeader.ethernet(CHECKED.replace("8e93", "8e94") + TCP_SYN).fields();
      assertThat(kinds(fields)).containsExactly(LayerKind.ETHERNET, LayerKind.UNKNOWN);
    }

    @Test
    void ipv6IsKnownByItsAddresses() {
      SampledHeader header =
          SampledHeader.ethernet("60000000 0014 06 40" + IPV6_ADDRESSES + TCP_SYN);
      assertThat(kinds(header.fields())).containsExactly(LayerKind.IPV6, LayerKind.TCP);
      assertThat(header.cut(30).fields().isTruncated()).isTrue();
      assertThat(header.cut(30).fields().layerCount()).isZero();
    }
  }

  @Nested
  class Ip {
    @Test
    void declaredVersionYieldsToTheOneInThePacket() {
      HeaderFields fields = SampledHeader.of(HeaderDecoder.IPV6, IPV4_TCP + TCP_SYN).fields();
      assertThat(fields.ipVersion()).isEqualTo(4);
      assertThat(fields.tcpFlags()).isEqualTo(2);
    }

    @Test
    void optionsAreSkipped() {
      HeaderFields fields =
          ipv4("46000030 00010000 40110000 c0000201 c6336407 94040000" + "0035 1000 0018 0000");
      assertThat(kinds(fields)).containsExactly(LayerKind.IPV4, LayerKind.UDP);
      assertThat(fields.sourcePort()).isEqualTo(53);
      assertThat(fields.ipTotalLength()).isEqualTo(48);
      assertThat(fields.ipPayloadLength()).isEqualTo(16);
    }

    @Test
    void laterFragmentsHaveNoPorts() {
      HeaderFields fields = ipv4(IPV4_TCP.replace("00010000", "00012003") + TCP_SYN);
      assertThat(kinds(fields)).containsExactly(LayerKind.IPV4);
      assertThat(fields.stopReason()).isEqualTo(StopReason.FRAGMENT);
      assertThat(fields.isFragment()).isTrue();
      assertThat(fields.fragmentOffset()).isEqualTo(24);
      assertThat(fields.hasPorts()).isFalse();
      assertThat(fields.ipProtocol()).isEqualTo(6);
    }

    @Test
    void firstFragmentHasPorts() {
      HeaderFields fields = ipv4(IPV4_TCP.replace("00010000", "00012000") + TCP_SYN);
      assertThat(fields.isFragment()).isTrue();
      assertThat(fields.fragmentOffset()).isZero();
      assertThat(fields.hasPorts()).isTrue();
    }

    @Test
    void dontFragmentIsNoFragment() {
      assertThat(ipv4(IPV4_TCP.replace("00010000", "00014000") + TCP_SYN).isFragment()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "44000028, IHL 16",
      "45000013, total 19",
      "55000028, version 5",
      "46000014, total 20"
    })
    void contradictoryHeadersAreMalformed(String first, String why) {
      HeaderFields fields = ipv4(IPV4_TCP.replace("45000028", first) + TCP_SYN);
      assertThat(fields.stopReason()).as(why).isEqualTo(StopReason.MALFORMED);
      assertThat(fields.stopLayer()).isEqualTo(LayerKind.IPV4);
      assertThat(fields.layerCount()).isZero();
    }

    @Test
    void transportBeyondTheTotalLengthIsMalformed() {
      HeaderFields fields = ipv4(IPV4_TCP.replace("45000028", "4500001c") + TCP_SYN);
      assertThat(fields.stopReason()).isEqualTo(StopReason.MALFORMED);
      assertThat(fields.stopLayer()).isEqualTo(LayerKind.TCP);
      assertThat(fields.hasPorts()).isTrue();
      assertThat(fields.hasTcp()).isFalse();
    }

    @Test
    void totalLengthOfZeroIsUnknown() {
      HeaderFields fields = ipv4(IPV4_TCP.replace("45000028", "45000000") + TCP_SYN);
      assertThat(fields.ipTotalLength()).isEqualTo(-1);
      assertThat(fields.ipPayloadLength()).isEqualTo(-1);
      assertThat(fields.tcpFlags()).isEqualTo(2);
    }

    @Test
    void extensionHeadersLeadToTheTransport() {
      HeaderFields fields =
          ipv6(
              8 + 24 + 8 + 24 + 8 + 20 + 5,
              0,
              "2b00 050200000100" // hop by hop: router alert
                  + "2c02 0201 00000000"
                  + "20010db8000000000000000000000003" // routing
                  + "3300 0001 0000002a" // first fragment
                  + "3c04 0000 00000100 00000001"
                  + "00".repeat(12) // authentication
                  + "0600 010400000000" // destination options
                  + TCP_SYN);
      assertThat(kinds(fields))
          .containsExactly(
              LayerKind.IPV6,
              LayerKind.HOP_BY_HOP,
              LayerKind.ROUTING,
              LayerKind.FRAGMENT,
              LayerKind.AUTHENTICATION,
              LayerKind.DESTINATION_OPTIONS,
              LayerKind.TCP);
      assertThat(fields.ipProtocol()).isEqualTo(6);
      assertThat(fields.isFragment()).isTrue();
      assertThat(fields.ipPayloadLength()).isEqualTo(5);
    }

    @Test
    void authenticationOverIpv4LeadsToTheTransport() {
      HeaderFields fields =
          ipv4(
              "45000034 00010000 40330000 c0000201 c6336407"
                  + "06010000 00000100 00000001"
                  + TCP_SYN);
      assertThat(kinds(fields))
          .containsExactly(LayerKind.IPV4, LayerKind.AUTHENTICATION, LayerKind.TCP);
    }

    @Test
    void encryptedPayloadStops() {
      HeaderFields fields = ipv6(16, 50, "00".repeat(16));
      assertThat(fields.stopReason()).isEqualTo(StopReason.ENCRYPTED);
      assertThat(fields.stopOffset()).isEqualTo(48);
      assertThat(fields.ipProtocol()).isEqualTo(50);
    }

    @Test
    void noNextHeaderEnds() {
      HeaderFields fields = ipv6(0, 59, "");
      assertThat(fields.stopReason()).isEqualTo(StopReason.END);
      assertThat(fields.stopOffset()).isEqualTo(40);
    }

    @Test
    void jumboPayloadGivesTheLength() {
      HeaderFields fields = ipv6(0, 0, "0600 c204 00013880" + TCP_SYN);
      assertThat(fields.ipTotalLength()).isEqualTo(40 + 80_000);
      assertThat(fields.ipPayloadLength()).isEqualTo(80_000 - 8 - 20);
    }

    @Test
    void trafficClassAndHopLimitAreRead() {
      SampledHeader header = SampledHeader.of(12, "6b812345 0014 06 3f" + IPV6_ADDRESSES + TCP_SYN);
      assertThat(header.fields().trafficClass()).isEqualTo(0xB8);
      assertThat(header.fields().timeToLive()).isEqualTo(63);
      assertThat(ipv4(IPV4_TCP.replace("4500", "452e") + TCP_SYN).trafficClass()).isEqualTo(0x2E);
    }
  }

  @Nested
  class Transport {
    @ParameterizedTest
    @CsvSource({"0028, 0", "0029, 1", "05dc, 1460"})
    void payloadLengthTellsDataFromBareAcknowledgement(String total, int payload) {
      String packet = IPV4_TCP.replace("0028", total) + TCP_SYN.replace("5002", "5010");
      assertThat(ipv4(packet).ipPayloadLength()).isEqualTo(payload);
    }

    @Test
    void paddingOfShortFramesIsNoPayload() {
      HeaderFields fields =
          SampledHeader.ethernet(MACS + "0800" + IPV4_TCP + TCP_SYN + "000000000000").fields();
      assertThat(fields.ipPayloadLength()).isZero();
      assertThat(fields.stopOffset()).isEqualTo(54);
    }

    @ParameterizedTest
    @CsvSource({
      "3, false, false",
      "4, true, false",
      "13, true, false",
      "14, true, true",
      "19, true, true"
    })
    void fieldsBeforeTheCutAreThere(int length, boolean ports, boolean flags) {
      SampledHeader header =
          SampledHeader.of(11, IPV4_TCP.replace("0028", "002c") + TCP_SYN.replace("5002", "6002"))
              .cut(20 + length);
      HeaderFields fields = header.fields();
      assertThat(fields.hasPorts()).isEqualTo(ports);
      assertThat(fields.hasTcp()).isEqualTo(flags);
      assertThat(fields.tcpFlags()).isEqualTo(flags ? 2 : -1);
      assertThat(fields.ipPayloadLength()).isEqualTo(flags ? 0 : -1);
      assertThat(fields.isTruncated()).isTrue();
      assertThat(fields.stopLayer()).isEqualTo(LayerKind.TCP);
      assertThat(fields.stopOffset()).isEqualTo(20);
    }

    @Test
    void optionsBehindTheCutAreTheCutLayer() {
      HeaderFields fields =
          ipv4(IPV4_TCP.replace("0028", "0048") + TCP_SYN.replace("5002", "a002"));
      assertThat(kinds(fields)).containsExactly(LayerKind.IPV4);
      assertThat(fields.stopLayer()).isEqualTo(LayerKind.TCP);
      assertThat(fields.ipPayloadLength()).isEqualTo(0x48 - 20 - 40);
    }

    @Test
    void headerLengthBelowItsMinimumIsMalformed() {
      HeaderFields fields = ipv4(IPV4_TCP + TCP_SYN.replace("5002", "4002"));
      assertThat(fields.stopReason()).isEqualTo(StopReason.MALFORMED);
      assertThat(fields.tcpFlags()).isEqualTo(2);
      assertThat(fields.ipPayloadLength()).isEqualTo(-1);
    }

    @Test
    void icmpHasTypeAndCode() {
      HeaderFields fields = ipv4(IPV4_TCP.replace("4006", "4001") + "0303 0000 00000000");
      assertThat(kinds(fields)).containsExactly(LayerKind.IPV4, LayerKind.ICMP);
      assertThat(fields.icmpType()).isEqualTo(3);
      assertThat(fields.icmpCode()).isEqualTo(3);
      assertThat(fields.ipPayloadLength()).isEqualTo(12);
      assertThat(fields.hasPorts()).isFalse();
    }

    @Test
    void icmpv6HasTypeAndCode() {
      HeaderFields fields = ipv6(8, 58, "8700 0000 00000000");
      assertThat(kinds(fields)).containsExactly(LayerKind.IPV6, LayerKind.ICMPV6);
      assertThat(fields.icmpType()).isEqualTo(135);
    }

    @Test
    void unknownTransportIsNamed() {
      HeaderFields fields = ipv4(IPV4_TCP.replace("4006", "40fd") + "0b59 0b59");
      assertThat(fields.unknownSpace()).isEqualTo(ProtocolSpace.IP_PROTOCOL);
      assertThat(fields.unknownProtocol()).isEqualTo(253);
      assertThat(fields.ipProtocol()).isEqualTo(253);
    }
  }

  @Nested
  class Slice {
    @Test
    void bytesAroundTheSliceAreNotSeen() {
      SampledHeader header = SampledHeader.of(11, "ffff" + IPV4_TCP + TCP_SYN);
      MemorySegment segment = header.segment(42);
      var fields = new HeaderFields();
      new HeaderDecoder().decode(11, segment, 2, 30, fields);
      assertThat(fields.sourcePort()).isEqualTo(8080);
      assertThat(fields.isTruncated()).isTrue();
      assertThat(fields.hasTcp()).isFalse();
    }

    @Test
    void outsideOfTheSegmentIsTheCallersBug() {
      var segment = Arena.ofAuto().allocate(10);
      assertThatThrownBy(() -> new HeaderDecoder().decode(1, segment, 5, 6, new HeaderFields()))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void nothingIsLeftOfTheHeaderBefore() {
      var decoder = new HeaderDecoder();
      var fields = new HeaderFields();
      SampledHeader full = SampledHeader.ethernet(MACS + "8100 0007 0800" + IPV4_TCP + TCP_SYN);
      decoder.decode(1, full.segment(58), 0, 58, fields);
      decoder.decode(1, full.segment(0), 0, 0, fields);
      assertThat(AllFields.of(fields)).isEqualTo(AllFields.of(SampledHeader.ethernet("").fields()));
      assertThat(fields.vlanId()).isEqualTo(-1);
      assertThat(fields.layerCount()).isZero();
      assertThatThrownBy(() -> fields.layerKind(0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> fields.vlanTag(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
