package io.cistern.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureReaderTest {
  private static final byte[] PAYLOAD = {0, 0, 0, 5, 1, 2, 3};
  private static final byte[] IPV4_UDP =
      bytes("4500002300000000401100007f0000017f000001" + "9c4018c7000f0000" + "00000005010203");
  private static final byte[] IPV6_UDP =
      bytes(
          "60000000000f1140"
              + "00".repeat(15)
              + "01"
              + "00".repeat(15)
              + "01"
              + "9c4018c7000f0000"
              + "00000005010203");

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] ethernet(byte[] ip, String tags) {
    byte[] head = bytes("020000000001020000000002" + tags + (ip[0] >> 4 == 4 ? "0800" : "86dd"));
    return ByteBuffer.allocate(head.length + ip.length).put(head).put(ip).array();
  }

  private static byte[] pcap(ByteOrder order, int magic, int fraction, int linkType, byte[] frame) {
    return ByteBuffer.allocate(40 + frame.length)
        .order(order)
        .putInt(magic)
        .putShort((short) 2)
        .putShort((short) 4)
        .putInt(0)
        .putInt(0)
        .putInt(65535)
        .putInt(linkType)
        .putInt(1_000)
        .putInt(fraction)
        .putInt(frame.length)
        .putInt(frame.length)
        .put(frame)
        .array();
  }

  private static List<CapturedDatagram> read(byte[] file) throws IOException {
    var datagrams = new ArrayList<CapturedDatagram>();
    try (var reader = new CaptureReader(new ByteArrayInputStream(file))) {
      for (var next = reader.next(); next != null; next = reader.next()) {
        datagrams.add(next);
      }
    }
    return datagrams;
  }

  @Nested
  class Pcap {
    @ParameterizedTest
    @CsvSource({
      "BIG_ENDIAN, a1b2c3d4, 5, 1000000005000",
      "LITTLE_ENDIAN, a1b2c3d4, 5, 1000000005000",
      "BIG_ENDIAN, a1b23c4d, 5, 1000000000005",
      "LITTLE_ENDIAN, a1b23c4d, 5, 1000000000005"
    })
    void readsEitherOrderAndResolution(String order, String magic, int fraction, long nanos)
        throws IOException {
      var byteOrder = order.startsWith("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      int number = Integer.parseUnsignedInt(magic, 16);
      var read = read(pcap(byteOrder, number, fraction, 1, ethernet(IPV4_UDP, "")));
      assertThat(read).hasSize(1);
      assertThat(read.getFirst().timeNanos()).isEqualTo(nanos);
      assertThat(read.getFirst().destinationPort()).isEqualTo(6343);
      assertThat(read.getFirst().payload()).isEqualTo(PAYLOAD);
    }

    @Test
    void looksThroughTags() throws IOException {
      byte[] frame = ethernet(IPV6_UDP, "88a8000181000002");
      assertThat(read(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, 1, frame))).hasSize(1);
    }

    @Test
    void readsRawIp() throws IOException {
      assertThat(read(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, 101, IPV6_UDP))).hasSize(1);
    }

    @Test
    void throwsWhereverItIsCutWithinAFrame() {
      byte[] file = pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, 101, IPV4_UDP);
      for (int length = 25; length < file.length; length++) {
        byte[] cut = Arrays.copyOf(file, length);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
      }
    }
  }

  @Nested
  class Pcapng {
    private byte[] file(ByteOrder order, int resolution) throws IOException {
      var out = new ByteArrayOutputStream();
      var section = ByteBuffer.allocate(16).order(order).putInt(0x1a2b3c4d).putInt(1).putLong(-1);
      block(out, order, 0x0a0d0d0a, section.array());
      var described =
          ByteBuffer.allocate(20).order(order).putShort((short) 101).putShort((short) 0);
      described.putInt(0).putShort((short) 9).putShort((short) 1).put((byte) resolution);
      block(out, order, 1, described.array());
      block(out, order, 5, new byte[8]);
      int padded = (IPV4_UDP.length + 3) & ~3;
      var packet = ByteBuffer.allocate(20 + padded).order(order).putInt(0).putInt(0).putInt(3_000);
      packet.putInt(IPV4_UDP.length).putInt(IPV4_UDP.length).put(IPV4_UDP);
      block(out, order, 6, packet.array());
      return out.toByteArray();
    }

    private void block(ByteArrayOutputStream out, ByteOrder order, int type, byte[] body)
        throws IOException {
      int length = body.length + 12;
      out.write(
          ByteBuffer.allocate(length)
              .order(order)
              .putInt(type)
              .putInt(length)
              .put(body)
              .putInt(length)
              .array());
    }

    @ParameterizedTest
    @CsvSource({"3, 3000000000", "6, 3000000", "9, 3000"})
    void readsTimesOfTheInterfacesResolution(int resolution, long nanos) throws IOException {
      for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
        var read = read(file(order, resolution));
        assertThat(read).hasSize(1);
        assertThat(read.getFirst().timeNanos()).isEqualTo(nanos);
        assertThat(read.getFirst().payload()).isEqualTo(PAYLOAD);
      }
    }

    @Test
    void endsOnDamageWithAnIoException() throws IOException {
      byte[] good = file(ByteOrder.LITTLE_ENDIAN, 6);
      for (int at = 4; at < good.length; at++) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) 0xff;
        try {
          read(bad);
        } catch (IOException _) {
          // the declared way to fail; anything else fails the test
        }
      }
    }
  }

  /// What other captures put around the same datagram; all that stands before the IP header.
  @Nested
  class LinkLayers {
    private static final String MACS = "020000000001020000000002";
    private static final String IPV4_TO_TUNNEL = "4500ffff00000000402f0000c0000201c0000202"; // GRE
    private static final String IPV4_TO_UDP = "4500ffff0000000040110000c0000201c0000202";

    @ParameterizedTest
    @CsvSource({
      "0, 02000000", // BSD loopback, little-endian
      "0, 00000002",
      "108, 00000002",
      "1, " + MACS + "0800",
      "1, " + MACS + "810000640800",
      "1, " + MACS + "88a8006481000065" + "0800", // QinQ
      "1, " + MACS + "8847" + "0001f140", // one label
      "1, " + MACS + "8864110000010025" + "0021", // PPPoE
      "1, " + MACS + "0800" + IPV4_TO_TUNNEL + "00000800", // GRE
      "1, " + MACS + "0800" + IPV4_TO_TUNNEL + "00006558" + MACS + "0800",
      "1, "
          + MACS
          + "0800"
          + IPV4_TO_TUNNEL
          + "100088be00000001"
          + "1001000100000000"
          + MACS
          + "0800", // ERSPAN II
      "1, " + MACS + "0800" + IPV4_TO_UDP + "c00112b5ffff0000" + "0800000000006400" + MACS + "0800",
      "1, " + MACS + "0800" + IPV4_TO_UDP + "c00117c1ffff0000" + "0000655800006400" + MACS + "0800",
      "9, ff030021",
      "9, 0021",
      "12, ''",
      "14, ''",
      "50, ff030021",
      "51, 1100000100250021",
      "101, ''",
      "104, 0f000800", // Cisco's HDLC
      "109, 000000020000000000000000",
      "113, 00000001000602000000000100000800",
      "113, 00000001000602000000000100008100" + "00640800",
      "192, 0000080001000000" + MACS + "0800", // PPI around Ethernet
      "204, 00ff030021",
      "219, 0001f140",
      "228, ''",
      "239, 020000000800010008000000",
      "276, 0800000000000002000106000200000000010000",
    })
    void areLookedThrough(int linkType, String before) throws IOException {
      byte[] frame = bytes(before + HexFormat.of().formatHex(IPV4_UDP));
      if (linkType == 239) { // an attribute of type 9 holds the packet
        int length = IPV4_UDP.length + 4;
        frame =
            bytes(
                "02000000080001000800000a"
                    + HexFormat.of().toHexDigits((byte) length)
                    + "000900"
                    + HexFormat.of().formatHex(IPV4_UDP));
      }
      var read = read(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, linkType, frame));
      assertThat(read).extracting(CapturedDatagram::payload).containsExactly(PAYLOAD);
    }

    @Test
    void holdNoDatagramWhereAnIcmpErrorQuotesOne() throws IOException {
      String icmp = "4500ffff0000000040010000c0000201c0000202" + "0303000000000000";
      byte[] frame = bytes(icmp + HexFormat.of().formatHex(IPV4_UDP));
      assertThat(passedOver(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, 101, frame)))
          .containsExactly(Map.entry(PassedOver.NO_UDP, 1L));
    }

    @Test
    void ofNoKnownTypeAreNamed() throws IOException {
      assertThat(passedOver(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, 147, IPV4_UDP)))
          .containsExactly(Map.entry("link type 147 is not known", 1L));
    }

    @Test
    void thatWereCutAreNamed() throws IOException {
      byte[] cut = pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 0, 101, Arrays.copyOf(IPV4_UDP, 24));
      ByteBuffer.wrap(cut).putInt(36, IPV4_UDP.length);
      assertThat(passedOver(cut)).containsExactly(Map.entry(PassedOver.CUT, 1L));
    }

    @Test
    void ofOtherTrafficAreNamed() throws IOException {
      byte[] dns = IPV4_UDP.clone();
      dns[23] = 53;
      dns[22] = 0;
      assertThat(passedOver(pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 0, 101, dns)))
          .containsExactly(Map.entry(PassedOver.OTHER_UDP, 1L));
    }
  }

  private static Map<String, Long> passedOver(byte[] file) throws IOException {
    try (var reader = new CaptureReader(new ByteArrayInputStream(file))) {
      assertThat(reader.next()).isNull();
      assertThat(reader.passedOver().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(reader.skipped());
      return reader.passedOver();
    }
  }

  @Nested
  class Fragments {
    private static final byte[] UDP = new byte[8 + 4000];
    private final List<byte[]> frames = new ArrayList<>();

    static {
      for (int i = 8; i < UDP.length; i++) {
        UDP[i] = (byte) i;
      }
      ByteBuffer.wrap(UDP).putShort(0, (short) 9999).putShort(2, (short) 6343);
      ByteBuffer.wrap(UDP).putShort(4, (short) UDP.length);
    }

    private void ipv4(int id, int from, int to) {
      int more = to < UDP.length ? 0x2000 : 0;
      frames.add(
          ByteBuffer.allocate(20 + to - from)
              .put(bytes("4500000000000000401100007f0000017f000001"))
              .putShort(2, (short) (20 + to - from))
              .putShort(4, (short) id)
              .putShort(6, (short) (more | from / 8))
              .put(UDP, from, to - from)
              .array());
    }

    private void ipv6(int from, int to) {
      int more = to < UDP.length ? 1 : 0;
      frames.add(
          ByteBuffer.allocate(48 + to - from)
              .put(IPV6_UDP, 0, 40)
              .putShort(4, (short) (8 + to - from))
              .put(6, (byte) 44)
              .put((byte) 17)
              .put((byte) 0)
              .putShort((short) (from | more))
              .putInt(77)
              .put(UDP, from, to - from)
              .array());
    }

    private CaptureReader reader(int... seconds) throws IOException {
      var file = new ByteArrayOutputStream();
      file.write(pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 0, 101, new byte[0]), 0, 24);
      for (int i = 0; i < frames.size(); i++) {
        int second = i < seconds.length ? seconds[i] : 1;
        var head = ByteBuffer.allocate(16).putInt(second).putInt(0);
        file.writeBytes(head.putInt(frames.get(i).length).putInt(frames.get(i).length).array());
        file.writeBytes(frames.get(i));
      }
      return new CaptureReader(new ByteArrayInputStream(file.toByteArray()));
    }

    private void isWhole() throws IOException {
      try (var reader = reader()) {
        var datagram = Objects.requireNonNull(reader.next());
        assertThat(datagram.payload()).isEqualTo(Arrays.copyOfRange(UDP, 8, UDP.length));
        assertThat(datagram.destinationPort()).isEqualTo(6343);
        assertThat(reader.next()).isNull();
        assertThat(reader.passedOver()).isEmpty();
      }
    }

    private void givesNothing(String reason, int... seconds) throws IOException {
      try (var reader = reader(seconds)) {
        assertThat(reader.next()).isNull();
        assertThat(reader.passedOver()).containsExactly(Map.entry(reason, (long) frames.size()));
      }
    }

    @Test
    void makeADatagramInOrder() throws IOException {
      ipv4(1, 0, 1480);
      ipv4(1, 1480, 2960);
      ipv4(1, 2960, UDP.length);
      isWhole();
    }

    @Test
    void makeADatagramInAnyOrderAndOnceEach() throws IOException {
      ipv4(1, 2960, UDP.length);
      ipv4(1, 0, 1480);
      ipv4(1, 0, 1480);
      ipv4(1, 1480, 2960);
      isWhole();
    }

    @Test
    void ofIpv6MakeADatagram() throws IOException {
      ipv6(1480, UDP.length);
      ipv6(0, 1480);
      isWhole();
    }

    @Test
    void areToldApartByTheirIdentification() throws IOException {
      ipv4(1, 0, 1480);
      ipv4(2, 1480, UDP.length);
      givesNothing(PassedOver.FRAGMENT_MISSING);
    }

    @Test
    void thatOverlapGiveNothing() throws IOException {
      ipv4(1, 0, 1480);
      ipv4(1, 1472, UDP.length);
      givesNothing(PassedOver.FRAGMENT_BAD);
    }

    @Test
    void ofTimesFarApartAreNotOneDatagrams() throws IOException {
      ipv4(1, 0, 1480);
      ipv4(1, 1480, UDP.length);
      givesNothing(PassedOver.FRAGMENT_MISSING, 100, 131);
    }

    @Test
    void areHeldOfABoundedNumberOfPackets() throws IOException {
      for (int id = 0; id < 1000; id++) {
        ipv4(id, 0, 1480);
      }
      ipv4(0, 1480, UDP.length); // the first is forgotten by now
      givesNothing(PassedOver.FRAGMENT_MISSING);
    }
  }

  @Nested
  class Text {
    private List<byte[]> payloads(String text) throws IOException {
      return read(text.getBytes(StandardCharsets.UTF_8)).stream()
          .map(CapturedDatagram::payload)
          .toList();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "00000005010203",
          "# a comment\n0x00 0x00 0x00 0x05\n01:02:03 # and another",
          "00, 00, 00, 05, 01, 02, 03\r\n",
          "00000000: 0000 0005 0102 03                        .......\n",
          "00000000  00 00 00 05 01 02 03                              |.......|\n00000007\n",
          "\n\n0000 0005\n0102 03\n\n\n",
        })
    void isReadAsOneIsUsedToWriteIt(String text) throws IOException {
      assertThat(payloads(text)).containsExactly(PAYLOAD);
    }

    @Test
    void hasADatagramBeforeEachBlankLine() throws IOException {
      assertThat(payloads("0000000501\n0203\n\n00000005010203")).containsExactly(PAYLOAD, PAYLOAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "00 0g", "A README, say", "00\n\nnot hex"})
    void thatIsNoneIsRefused(String text) {
      assertThatThrownBy(() -> payloads(text))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("hexadecimal text wrong in line");
    }
  }

  @Nested
  class Damage {
    private static final List<String> FILES =
        List.of(
            "reported/capture-ip-fragments.pcap",
            "reported/capture-mpls.pcap",
            "reported/capture-ppp.pcap",
            "reported/capture-sll2-vlan.pcap",
            "reported/capture-tsoffset.pcapng",
            "reported/capture-vxlan-mirror.pcap",
            "reported/capture.pcap.gz",
            "captures/capture.pcap.zst");

    private static byte[] resource(String name) throws IOException {
      try (var in = CaptureReaderTest.class.getResourceAsStream("/" + name)) {
        return Objects.requireNonNull(in).readAllBytes();
      }
    }

    /// Reads until the end or the declared way to fail; anything else fails the test.
    private static void readUntilDamage(byte[] file) {
      try {
        read(file);
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }

    @Test
    void atEveryLengthIsAnIoExceptionAtMost() throws IOException {
      for (var name : FILES) {
        byte[] file = resource(name);
        for (int length = 0; length < file.length; length++) {
          readUntilDamage(Arrays.copyOf(file, length));
        }
      }
    }

    @Test
    void ofAnyBytesIsAnIoExceptionAtMost() throws IOException {
      long seed = Long.getLong("cistern.seed", System.nanoTime());
      System.out.println("CaptureReaderTest.Damage -Dcistern.seed=" + seed);
      var random = new Random(seed);
      for (var name : FILES) {
        byte[] file = resource(name);
        for (int round = 0; round < 2_000; round++) {
          byte[] bad = file.clone();
          for (int change = random.nextInt(4); change >= 0; change--) {
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
          }
          readUntilDamage(bad);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"fd377a585a0000, xz", "425a6839314159, bzip2", "504b0304140000, zip"})
  void namesWhatItCannotUnpack(String head, String name) {
    assertThatThrownBy(() -> read(bytes(head))).hasMessageContaining("packed with " + name);
  }

  @Test
  void takesAnythingElseAsOneDatagram() throws IOException {
    var read = read(PAYLOAD);
    assertThat(read).hasSize(1);
    assertThat(read.getFirst().payload()).isEqualTo(PAYLOAD);
    assertThat(read.getFirst().isSflow()).isTrue();
  }

  @Test
  void refusesALongFileThatIsNoCapture() {
    assertThatThrownBy(() -> read(new byte[70_000])).isInstanceOf(IOException.class);
  }
}
