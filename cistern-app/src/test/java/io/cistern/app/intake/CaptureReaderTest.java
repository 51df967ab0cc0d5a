package io.cistern.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void passesOverALaterFragment() throws IOException {
      byte[] fragment = IPV4_UDP.clone();
      fragment[7] = 1;
      assertThat(read(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, 101, fragment))).isEmpty();
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
