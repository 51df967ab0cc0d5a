package io.cistern.app.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The frames of a pcap file in either byte order, with micro- or nanoseconds.
///
/// Source: draft-ietf-opsawg-pcap; of Kuznetzov's variety, wireshark/wiretap/libpcap.
final class PcapFrames implements Frames {
  private static final int MICROS = 0xa1b2c3d4;
  private static final int NANOS = 0xa1b23c4d;
  private static final int KUZNETZOV = 0xa1b2cd34;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final CaptureInput in;
  private final int linkType;
  private final int nanosPerTick;
  private final int recordHead;

  /// Whether a file begins so, in either order.
  static boolean isMagic(int magic) {
    return isBig(magic) || isBig(Integer.reverseBytes(magic));
  }

  private static boolean isBig(int magic) {
    return magic == MICROS || magic == NANOS || magic == KUZNETZOV;
  }

  PcapFrames(CaptureInput in) throws IOException {
    this.in = in;
    ByteBuffer head = in.read(24);
    int magic = head.getInt(0);
    if (!isBig(magic)) {
      in.order(ByteOrder.LITTLE_ENDIAN);
      head.order(ByteOrder.LITTLE_ENDIAN);
      magic = Integer.reverseBytes(magic);
    }
    this.linkType = head.getInt(20) & 0xffff; // above it lies the length of an FCS
    this.nanosPerTick = magic == NANOS ? 1 : 1_000;
    this.recordHead = magic == KUZNETZOV ? 24 : 16;
  }

  @Override
  public @Nullable Frame next() throws IOException {
    ByteBuffer head = in.readOrEnd(recordHead);
    if (head == null) {
      return null;
    }
    long seconds = head.getInt(0) & 0xffffffffL;
    long ticks = head.getInt(4) & 0xffffffffL;
    int kept = head.getInt(8);
    boolean isCut = Integer.compareUnsigned(kept, head.getInt(12)) < 0;
    ByteBuffer bytes = in.read(kept).order(ByteOrder.BIG_ENDIAN);
    in.count();
    return new Frame(seconds * NANOS_PER_SECOND + ticks * nanosPerTick, linkType, isCut, bytes);
  }
}
