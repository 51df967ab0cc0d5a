package io.cistern.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/// Sampled Ethernet headers of one kind, in an order that no branch predictor likes.
public enum HeaderTraffic {
  /// The sampled headers of the lab capture: TCP, UDP, scans, IPv6, VXLAN.
  LAB(HeaderTraffic::lab),
  /// None to two VLAN tags; IPv6, a quarter IPv4; TCP with timestamps, an eighth UDP.
  MIX(HeaderTraffic::mix),
  /// TCP inside VXLAN, out of the lab capture.
  VXLAN(HeaderTraffic::vxlan),
  /// Headers without end, made to waste time. Quotes of quotes in ICMP are not among them: pcap4j
  /// fails on those.
  BOMBS(HeaderTraffic::bombs);

  /// Headers in every kind of traffic: as many as the lab capture has.
  static final int COUNT = 1804;

  private static final String RESOURCE = "/lab-headers.bin.gz";
  private static final long SEED = 7;

  private final Supplier<List<byte[]>> source;

  HeaderTraffic(Supplier<List<byte[]>> source) {
    this.source = source;
  }

  /// The headers, repeated to [#COUNT] where there are less, and shuffled.
  List<byte[]> headers() {
    List<byte[]> some = source.get();
    var all = new ArrayList<byte[]>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      all.add(some.get(i % some.size()));
    }
    Collections.shuffle(all, new Random(SEED));
    return all;
  }

  private static List<byte[]> lab() {
    var headers = new ArrayList<byte[]>();
    try (var in =
        new DataInputStream(
            new BufferedInputStream(
                new GZIPInputStream(
                    Objects.requireNonNull(
                        HeaderTraffic.class.getResourceAsStream(RESOURCE), RESOURCE))))) {
      while (in.read() >= 0) { // header_protocol, always Ethernet
        headers.add(in.readNBytes(in.readUnsignedShort()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return headers;
  }

  private static List<byte[]> vxlan() {
    return lab().stream().filter(header -> innerFrame(header) != 0).toList();
  }

  /// Where the frame inside VXLAN begins, 0 without one.
  static int innerFrame(byte[] header) {
    ByteBuffer bytes = ByteBuffer.wrap(header);
    boolean vxlan =
        bytes.getShort(12) == 0x0800 && bytes.get(23) == 17 && bytes.getShort(36) == 4789;
    return vxlan ? 50 : 0;
  }

  private static List<byte[]> mix() {
    var random = new Random(SEED);
    var headers = new ArrayList<byte[]>();
    for (int i = 0; i < COUNT; i++) {
      headers.add(mixed(random));
    }
    return headers;
  }

  private static byte[] mixed(Random random) {
    ByteBuffer bytes = ByteBuffer.allocate(128);
    bytes.putLong(0x0200_0000_0002_0200L).putInt(random.nextInt());
    for (int tags = random.nextInt(3); tags > 0; tags--) {
      bytes.putShort((short) (tags == 2 ? 0x88A8 : 0x8100)).putShort((short) random.nextInt(4095));
    }
    int protocol = random.nextInt(8) == 0 ? 17 : 6;
    if (random.nextInt(4) == 0) {
      bytes.putShort((short) 0x0800).putInt(0x4500_05DC).putInt(random.nextInt() << 16);
      bytes.put((byte) 64).put((byte) protocol).putShort((short) 0);
      bytes.putInt(random.nextInt()).putInt(random.nextInt());
    } else {
      bytes.putShort((short) 0x86DD).putInt(0x6000_0000).putShort((short) 1460);
      bytes.put((byte) protocol).put((byte) 64);
      for (int i = 0; i < 4; i++) {
        bytes.putLong(random.nextLong());
      }
    }
    bytes.putShort((short) (32768 + random.nextInt(28_000)));
    bytes.putShort((short) (random.nextBoolean() ? 8080 : 5201));
    if (protocol == 17) {
      bytes.putShort((short) 1440).putShort((short) 0);
    } else {
      bytes.putInt(random.nextInt()).putInt(random.nextInt()).putInt(0x8010_FFFF).putInt(0);
      bytes.putInt(0x0101_080A).putInt(random.nextInt()).putInt(random.nextInt());
    }
    return bytes.array();
  }

  private static List<byte[]> bombs() {
    byte[] macs = new byte[12];
    byte[] ip = {0x45, 0, 0, 0, 0, 0, 0, 0, 64, 4, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2};
    byte[] gre = {0x45, 0, 0, 0, 0, 0, 0, 0, 64, 47, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 0, 0, 8, 0};
    byte[] options = {60, 0, 1, 4, 0, 0, 0, 0};
    byte[] ip6 = new byte[40];
    ip6[0] = 0x60;
    ip6[6] = 60;
    return List.of(
        chain(macs, new byte[] {8, 0}, ip),
        chain(macs, new byte[] {8, 0}, gre),
        chain(macs, new byte[] {(byte) 0x86, (byte) 0xDD}, ip6, options),
        chain(macs, new byte[] {(byte) 0x88, 0x47}, new byte[] {0, 1, 0, 64}),
        chain(macs, new byte[] {(byte) 0x81, 0, 0, 1}));
  }

  /// The parts, the last of them until it is 1500 bytes.
  private static byte[] chain(byte[]... parts) {
    ByteBuffer bytes = ByteBuffer.allocate(1500);
    for (byte[] part : parts) {
      bytes.put(part);
    }
    byte[] last = parts[parts.length - 1];
    while (bytes.remaining() >= last.length) {
      bytes.put(last);
    }
    return bytes.array();
  }
}
