package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PacketTest {
  private static final String MACS = "020000000002020000000001";

  private static MacAddress mac(String text) {
    return new MacAddress(Addresses.parseMac(text));
  }

  private static IpAddress ip(String text) {
    return Objects.requireNonNull(Addresses.parseIp(text));
  }

  @Test
  void everyFieldOfTcpOverIpv4OverVlan() {
    Packet packet =
        SampledHeader.ethernet(
                MACS
                    + "8100 b00a 0800"
                    + "46020030 12346000 4006abcd c0000201 c6336407 94040001"
                    + "1f90 0016 fffffffe 00000007 6112 ffff 1234 0005 020405b4")
            .packet();
    assertThat(packet)
        .isEqualTo(
            new Packet(
                List.of(
                    new Ethernet(mac("02:00:00:00:00:02"), mac("02:00:00:00:00:01"), 0x8100),
                    new VlanTag(5, true, 10, 0x0800),
                    new Ipv4Header(
                        24,
                        2,
                        48,
                        0x1234,
                        true,
                        true,
                        0,
                        64,
                        6,
                        0xABCD,
                        ip("192.0.2.1"),
                        ip("198.51.100.7"),
                        List.of(new HeaderOption(0x94, "0001"))),
                    new Tcp(
                        8080,
                        22,
                        0xFFFF_FFFEL,
                        7,
                        24,
                        0x112,
                        0xFFFF,
                        0x1234,
                        5,
                        List.of(new HeaderOption(2, "05b4")))),
                false,
                StopReason.END,
                LayerKind.NONE,
                66,
                Application.NONE));
  }

  @Test
  void everyFieldOfUdpOverIpv6() {
    Packet packet =
        SampledHeader.of(
                12,
                "62345678 0018 2c 3f 20010db8000000000000000000000001"
                    + " ff020000000000000000000000000002"
                    + "1100 0001 fffffff0 0035 1000 0010 beef")
            .packet();
    assertThat(packet.layers())
        .containsExactly(
            new Ipv6Header(0x23, 0x45678, 24, 44, 63, ip("2001:db8::1"), ip("ff02::2")),
            new Ipv6Fragment(17, 0, true, 0xFFFF_FFF0L),
            new Udp(53, 4096, 16, 0xBEEF));
    assertThat(packet.stopReason()).isEqualTo(StopReason.END);
    assertThat(packet.stopOffset()).isEqualTo(56);
  }

  @Test
  void everyFieldOfArp() {
    Packet packet =
        SampledHeader.ethernet(
                MACS + "0806 0001 0800 0604 0001 020000000001 c0000201 000000000000 c0000202")
            .packet();
    assertThat(packet.layers().getLast())
        .isEqualTo(
            new Arp(
                1,
                0x0800,
                1,
                mac("02:00:00:00:00:01"),
                ip("192.0.2.1"),
                mac("00:00:00:00:00:00"),
                ip("192.0.2.2")));
  }

  @Test
  void arpOfOtherAddressesHasNone() {
    Packet packet = SampledHeader.ethernet(MACS + "0806 0007 0800 0100 0001 0102").packet();
    assertThat(packet.layers().getLast()).isEqualTo(new Arp(7, 0x0800, 1, null, null, null, null));
  }

  @Test
  void everyFieldOfIcmp() {
    String ip = "4500001c 00010000 40010000 c0000201 c6336407";
    assertThat(SampledHeader.of(11, ip + "0800 1234 0001 0002").packet().layers().getLast())
        .isEqualTo(new Icmp(8, 0, 0x1234, 0x10002));
  }

  @Test
  void unknownLayerHasNumberAndRest() {
    assertThat(SampledHeader.ethernet(MACS + "9000 020704").packet().layers().getLast())
        .isEqualTo(new UnknownLayer(ProtocolSpace.ETHER_TYPE, 0x9000, 14, 3));
  }

  @Test
  void optionsEndWhereALengthLies() {
    String ip = "45000040 00010000 40060000 c0000201 c6336407";
    String tcp = "1f90 0016 00000001 00000000 8002 ffff 0000 0000";
    var layer =
        (Tcp)
            SampledHeader.of(11, ip + tcp + "01010303 07 08ff 0000000000")
                .packet()
                .layers()
                .getLast();
    assertThat(layer.options()).containsExactly(new HeaderOption(3, "07"));
  }

  @Test
  void flagNamesAreInOrder() {
    assertThat(Tcp.flagNames(0x012)).isEqualTo("SYN,ACK");
    assertThat(Tcp.flagNames(0xFFF)).isEqualTo("FIN,SYN,RST,PSH,ACK,URG,ECE,CWR,AE");
    assertThat(Tcp.flagNames(0)).isEmpty();
  }
}
