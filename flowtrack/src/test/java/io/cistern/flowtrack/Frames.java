package io.cistern.flowtrack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads the shared captures for tests: pcap files of Ethernet frames, and just enough of the
/// headers to make observations of them.
final class Frames {
  private Frames() {}

  /// A file below the shared directory; skips the test, and says so, where it is absent.
  static Path shared(String name) {
    Path file = Path.of(System.getProperty("cistern.shared", "../../shared"), name);
    assumeTrue(Files.exists(file), () -> "captures absent: no " + file + ", see -Dcistern.shared");
    return file;
  }

  /// Hands on every frame of a pcap file as an unsampled observation.
  static void replay(Path pcap, Consumer<Observation> to) throws IOException {
    var file = ByteBuffer.wrap(Files.readAllBytes(pcap)).order(ByteOrder.LITTLE_ENDIAN);
    if (file.getInt(0) != 0xa1b2c3d4 || file.getInt(20) != 1) {
      throw new IOException("not a little-endian pcap of Ethernet: " + pcap);
    }
    file.position(24);
    var o = new Observation();
    while (file.remaining() >= 16) {
      long millis = file.getInt() * 1000L + file.getInt() / 1000;
      int captured = file.getInt();
      int length = file.getInt();
      var frame = file.slice(file.position(), captured).order(ByteOrder.BIG_ENDIAN);
      file.position(file.position() + captured);
      to.accept(parse(frame, o.clear().timeMillis(millis).frameLengthBytes(length)));
    }
  }

  /// The addresses, ports and flags of an Ethernet frame.
  static Observation parse(ByteBuffer frame, Observation o) {
    int at = 12;
    if (frame.limit() < 18) {
      return o;
    }
    int type = u16(frame, at);
    if (type == 0x8100) {
      o.vlan(u16(frame, at + 2) & 0xfff);
      at += 4;
      type = u16(frame, at);
    }
    at += 2;
    if (type == 0x0800 && frame.limit() >= at + 20) {
      int header = (frame.get(at) & 15) * 4;
      o.ipVersion(4)
          .source(0, frame.getInt(at + 12) & 0xffffffffL)
          .destination(0, frame.getInt(at + 16) & 0xffffffffL)
          .protocol(frame.get(at + 9) & 255);
      if ((u16(frame, at + 6) & 0x1fff) == 0) {
        transport(frame, at + header, frame.get(at + 9) & 255, u16(frame, at + 2) - header, o);
      }
    } else if (type == 0x86dd && frame.limit() >= at + 40) {
      o.ipVersion(6)
          .source(frame.getLong(at + 8), frame.getLong(at + 16))
          .destination(frame.getLong(at + 24), frame.getLong(at + 32))
          .protocol(frame.get(at + 6) & 255);
      transport(frame, at + 40, frame.get(at + 6) & 255, u16(frame, at + 4), o);
    }
    return o;
  }

  private static void transport(ByteBuffer frame, int at, int protocol, int length, Observation o) {
    if (protocol == 6 && frame.limit() >= at + 14) {
      int header = (frame.get(at + 12) >> 4 & 15) * 4;
      o.ports(u16(frame, at), u16(frame, at + 2))
          .tcpFlags(u16(frame, at + 12))
          .payloadLength(length - header);
    } else if (protocol == 17 && frame.limit() >= at + 8) {
      o.ports(u16(frame, at), u16(frame, at + 2)).payloadLength(length - 8);
    } else if ((protocol == 1 || protocol == 58) && frame.limit() > at) {
      o.icmpType(frame.get(at) & 255);
    }
  }

  private static int u16(ByteBuffer frame, int at) {
    return frame.getShort(at) & 0xffff;
  }
}
