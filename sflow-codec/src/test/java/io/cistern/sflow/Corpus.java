package io.cistern.sflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The datagrams that tests run on: our own fixtures, and the captures shared beside the project
/// where they are present.
final class Corpus {
  /// One file.
  record Capture(String name, List<byte[]> datagrams) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<String> VALUES =
      List.of("synthetic_all_records", "synthetic_quirks", "synthetic_v2_v4", "former_pmacct");

  private Corpus() {}

  /// The fixtures, always present.
  static List<Capture> own() {
    var captures = new ArrayList<Capture>();
    for (String name : VALUES) {
      var hex = new LinkedHashSet<String>();
      values(name).forEach(entry -> hex.add(entry.get("hex").asString()));
      captures.add(new Capture(name, hex.stream().map(HexFormat.of()::parseHex).toList()));
    }
    captures.add(new Capture("hsflowd.pcap", pcap(resource("hsflowd.pcap"))));
    return captures;
  }

  /// The entries of a `.values.json`.
  static List<JsonNode> values(String name) {
    var entries = new ArrayList<JsonNode>();
    new ObjectMapper().readTree(resource(name + ".values.json")).forEach(entries::add);
    return entries;
  }

  /// The shared captures of one directory; skips the test, and says so, where they are absent.
  static List<Capture> shared(String directory) {
    try (Stream<Path> files = Files.list(sharedDirectory().resolve(directory))) {
      return files
          .filter(file -> file.toString().matches(".*\\.(bin|pcap)"))
          .sorted()
          .map(Corpus::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isSharedPresent() {
    return Files.isDirectory(sharedPath());
  }

  private static Path sharedPath() {
    return Path.of(System.getProperty("cistern.shared", "absent"), "captures");
  }

  static Path sharedDirectory() {
    Path shared = sharedPath();
    Assumptions.assumeTrue(
        isSharedPresent(), () -> "captures absent: none at " + shared + ", see -Dcistern.shared");
    return shared;
  }

  /// The fixtures and, where present, the shared captures.
  static List<Capture> all() {
    var captures = new ArrayList<>(own());
    if (isSharedPresent()) {
      captures.addAll(shared("sflow"));
      captures.addAll(shared("lab"));
    }
    return captures;
  }

  private static Capture read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      return new Capture(name, name.endsWith(".bin") ? List.of(bytes) : pcap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = Corpus.class.getResourceAsStream("/sflow-codec/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /* Classic pcap, Ethernet with at most one VLAN tag, IPv4 or IPv6 without extension headers,
   * UDP. */
  private static List<byte[]> pcap(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) != 0xa1b2c3d4 || in.getInt(20) != 1) {
      throw new IllegalArgumentException("not a little-endian Ethernet pcap");
    }
    var datagrams = new ArrayList<byte[]>();
    for (int at = 24; at + 16 <= bytes.length; ) {
      int length = in.getInt(at + 8);
      byte[] payload = udpPayload(ByteBuffer.wrap(bytes, at + 16, length).slice());
      if (payload != null) {
        datagrams.add(payload);
      }
      at += 16 + length;
    }
    return datagrams;
  }

  private static byte @Nullable [] udpPayload(ByteBuffer frame) {
    int ip = frame.getShort(12) == (short) 0x8100 ? 18 : 14;
    int type = frame.getShort(ip - 2) & 0xffff;
    int udp = type == 0x86dd ? ip + 40 : ip + 4 * (frame.get(ip) & 15);
    int protocol = frame.get(type == 0x86dd ? ip + 6 : ip + 9);
    if (protocol != 17) {
      return null;
    }
    int length = Math.min((frame.getShort(udp + 4) & 0xffff) - 8, frame.limit() - udp - 8);
    var payload = new byte[length];
    frame.get(udp + 8, payload);
    return payload;
  }

  /// Bytes as the production path has them; exactly as long, so that reading past them fails.
  static MemorySegment segment(byte[] bytes) {
    return Arena.ofAuto()
        .allocate(Math.max(1, bytes.length))
        .asSlice(0, bytes.length)
        .copyFrom(MemorySegment.ofArray(bytes));
  }
}
