package io.cistern.app.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The frames of a pcapng file: any number of sections and interfaces, each section in its own byte
/// order, each interface with its own link type, resolution and offset of time.
///
/// Source: draft-ietf-opsawg-pcapng.
final class PcapngFrames implements Frames {
  static final int SECTION = 0x0a0d0d0a;

  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int INTERFACE = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;
  private static final int IF_TSRESOL = 9;
  private static final int IF_TSOFFSET = 14;
  private static final int MOST_INTERFACES = 65_536;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /// @param ticksPerSecond resolution of its time stamps
  /// @param offsetSeconds what is added to them
  /// @param mostKept bytes of a frame, 0 for all
  private record CaptureInterface(
      int linkType, long ticksPerSecond, long offsetSeconds, long mostKept) {

    /// Epoch nanoseconds; 0, not known, where a long cannot hold them.
    long nanos(long ticks) {
      long seconds = Long.divideUnsigned(ticks, ticksPerSecond) + offsetSeconds;
      if (Math.abs(seconds) > Long.MAX_VALUE / NANOS_PER_SECOND - 1) {
        return 0;
      }
      double fraction = Long.remainderUnsigned(ticks, ticksPerSecond) / (double) ticksPerSecond;
      return seconds * NANOS_PER_SECOND + Math.round(fraction * NANOS_PER_SECOND);
    }
  }

  private final CaptureInput in;
  private final List<CaptureInterface> interfaces = new ArrayList<>();

  PcapngFrames(CaptureInput in) {
    this.in = in;
  }

  @Override
  public @Nullable Frame next() throws IOException {
    for (ByteBuffer head = in.readOrEnd(4); head != null; head = in.readOrEnd(4)) {
      Frame frame = block(head.getInt(0));
      if (frame != null) {
        in.count();
        return frame;
      }
    }
    return null;
  }

  private @Nullable Frame block(int type) throws IOException {
    if (type == SECTION) { // the same in either order
      readSection();
      return null;
    }
    ByteBuffer body = readBody(in.read(4).getInt(0));
    return switch (type) {
      case ENHANCED_PACKET -> enhanced(body);
      case OBSOLETE_PACKET -> obsolete(body);
      case SIMPLE_PACKET -> simple(body);
      case INTERFACE -> {
        addInterface(body);
        yield null;
      }
      default -> null; // names, statistics, decryption secrets, and what others define
    };
  }

  private void readSection() throws IOException {
    ByteBuffer head = in.read(8).order(ByteOrder.BIG_ENDIAN);
    if (head.getInt(4) == BYTE_ORDER_MAGIC) {
      in.order(ByteOrder.BIG_ENDIAN);
    } else if (Integer.reverseBytes(head.getInt(4)) == BYTE_ORDER_MAGIC) {
      in.order(ByteOrder.LITTLE_ENDIAN);
    } else {
      throw new IOException("damaged: a section without byte-order magic");
    }
    readBody(head.order(in.order()).getInt(0) - 4);
    interfaces.clear();
  }

  /// Reads the rest of a block, whose total length counts the 12 bytes around its body.
  private ByteBuffer readBody(int totalLength) throws IOException {
    if (totalLength < 12 || totalLength % 4 != 0) {
      throw new IOException("damaged: a block length of " + Integer.toUnsignedString(totalLength));
    }
    ByteBuffer body = in.read(totalLength - 8);
    return body.slice(0, totalLength - 12).order(in.order());
  }

  private void addInterface(ByteBuffer body) throws IOException {
    requireBytes(body, 8);
    if (interfaces.size() == MOST_INTERFACES) {
      throw new IOException("damaged: more than " + MOST_INTERFACES + " interfaces");
    }
    long ticks = 1_000_000;
    long offset = 0;
    int at = 8;
    while (at + 4 <= body.capacity()) {
      int code = body.getShort(at) & 0xffff;
      int length = body.getShort(at + 2) & 0xffff;
      if (code == IF_TSRESOL && length >= 1 && at + 4 < body.capacity()) {
        ticks = ticksPerSecond(body.get(at + 4));
      } else if (code == IF_TSOFFSET && length == 8 && at + 12 <= body.capacity()) {
        offset = body.getLong(at + 4);
      }
      at += 4 + ((length + 3) & ~3);
    }
    interfaces.add(
        new CaptureInterface(
            body.getShort(0) & 0xffff, ticks, offset, body.getInt(4) & 0xffffffffL));
  }

  private static long ticksPerSecond(byte resolution) {
    int exponent = resolution & 0x7f;
    if (resolution < 0) {
      return 1L << Math.min(exponent, 62);
    }
    long ticks = 1;
    for (int i = 0; i < Math.min(exponent, 18); i++) {
      ticks *= 10;
    }
    return ticks;
  }

  private Frame enhanced(ByteBuffer body) throws IOException {
    requireBytes(body, 20);
    return frame(body, body.getInt(0));
  }

  /// As an enhanced one, but that its first word is an interface and a count of drops.
  private Frame obsolete(ByteBuffer body) throws IOException {
    requireBytes(body, 20);
    return frame(body, body.getShort(0) & 0xffff);
  }

  private Frame frame(ByteBuffer body, int index) throws IOException {
    int kept = body.getInt(12);
    requireBytes(body, 20L + (kept & 0xffffffffL));
    CaptureInterface on = interfaceOf(index);
    long ticks = (body.getInt(4) & 0xffffffffL) << 32 | (body.getInt(8) & 0xffffffffL);
    boolean isCut = Integer.compareUnsigned(kept, body.getInt(16)) < 0;
    return new Frame(on.nanos(ticks), on.linkType, isCut, body.slice(20, kept));
  }

  private Frame simple(ByteBuffer body) throws IOException {
    requireBytes(body, 4);
    CaptureInterface on = interfaceOf(0);
    long length = body.getInt(0) & 0xffffffffL;
    long kept = on.mostKept == 0 ? length : Math.min(length, on.mostKept);
    requireBytes(body, 4 + kept);
    return new Frame(0, on.linkType, kept < length, body.slice(4, (int) kept));
  }

  private CaptureInterface interfaceOf(int index) throws IOException {
    if (index < 0 || index >= interfaces.size()) {
      throw new IOException(
          "damaged: a frame of interface "
              + Integer.toUnsignedString(index)
              + ", of which there are "
              + interfaces.size());
    }
    return interfaces.get(index);
  }

  private static void requireBytes(ByteBuffer body, long bytes) throws IOException {
    if (body.capacity() < bytes) {
      throw new IOException(
          "damaged: a block of " + body.capacity() + " bytes that needs " + bytes);
    }
  }
}
