package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The packet captures of other projects, which are not part of this one: the directory in the
/// system property `cistern.shared`.
final class SharedCaptures {
  private static final String SHARED = System.getProperty("cistern.shared", "../../shared");

  private SharedCaptures() {}

  /// The captures under `headers`; skips the calling test where there are none.
  static List<Path> files() {
    Path directory = Path.of(SHARED, "captures", "headers");
    if (!Files.isDirectory(directory)) {
      assumeTrue(false, "captures absent: none in " + directory + ", see -Dcistern.shared");
    }
    try (var files = Files.list(directory)) {
      List<Path> captures = files.filter(f -> f.toString().endsWith(".pcap")).sorted().toList();
      assertThat(captures).hasSizeGreaterThan(50);
      return captures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<TsharkRow> rows(Path capture) {
    Path rows =
        Path.of(SHARED, "captures", "expected", "headers", capture.getFileName() + ".tshark.tsv");
    try (InputStream in = Files.newInputStream(rows)) {
      return TsharkRow.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The frames of a pcap file; empty where its link type is not a header protocol of ours.
  static List<SampledHeader> frames(Path capture) {
    ByteBuffer file;
    try {
      file = ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int protocol = headerProtocol(file.getInt(20) & 0xFFFF);
    var frames = new ArrayList<SampledHeader>();
    file.position(24);
    while (protocol != 0 && file.remaining() >= 16) {
      file.getLong();
      byte[] frame = new byte[Math.min(file.getInt(), file.remaining() - 4)];
      file.getInt();
      file.get(frame);
      frames.add(new SampledHeader(protocol, frame));
    }
    return frames;
  }

  private static int headerProtocol(int linkType) {
    return switch (linkType) {
      case 1 -> HeaderDecoder.ETHERNET;
      case 9 -> HeaderDecoder.PPP;
      case 50 -> HeaderDecoder.POS;
      case 101, 228 -> HeaderDecoder.IPV4;
      case 229 -> HeaderDecoder.IPV6;
      default -> 0;
    };
  }
}
