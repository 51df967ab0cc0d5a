package io.cistern.protodecode;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// A sampled header as a test holds it.
@SuppressWarnings("ArrayRecordComponent") // never compared
record SampledHeader(int protocol, byte[] bytes) {

  static SampledHeader ethernet(String hex) {
    return new SampledHeader(HeaderDecoder.ETHERNET, parse(hex));
  }

  static SampledHeader of(int protocol, String hex) {
    return new SampledHeader(protocol, parse(hex));
  }

  private static byte[] parse(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  /// The headers of the lab capture.
  static List<SampledHeader> lab() {
    var headers = new ArrayList<SampledHeader>();
    try (var in = new DataInputStream(new BufferedInputStream(resource("lab-headers.bin.gz")))) {
      for (int protocol = in.read(); protocol >= 0; protocol = in.read()) {
        headers.add(new SampledHeader(protocol, in.readNBytes(in.readUnsignedShort())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return headers;
  }

  static InputStream resource(String name) throws IOException {
    String path = "/protodecode/" + name;
    return new GZIPInputStream(
        Objects.requireNonNull(SampledHeader.class.getResourceAsStream(path), path));
  }

  /// A native segment of exactly these bytes, so that a read past them throws.
  MemorySegment segment(int length) {
    var segment = Arena.ofAuto().allocate(length);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, length);
    return segment;
  }

  SampledHeader cut(int length) {
    return new SampledHeader(protocol, Arrays.copyOf(bytes, length));
  }

  Packet packet() {
    return Packet.decode(protocol, segment(bytes.length), 0, bytes.length);
  }

  HeaderFields fields() {
    var fields = new HeaderFields();
    new HeaderDecoder().decode(protocol, segment(bytes.length), 0, bytes.length, fields);
    return fields;
  }
}
