package io.cistern.app.intake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the UDP datagrams of a capture: pcap in either byte order with micro- or nanoseconds,
/// pcapng, or a file that is one raw datagram.
///
/// A file that ends within a frame gives what came before and then throws. Frames that hold no UDP,
/// and later IP fragments, are passed over and counted. Single-threaded.
///
/// Source: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng.
public final class CaptureReader implements AutoCloseable {
  private static final int PCAP_MICROS = 0xa1b2c3d4;
  private static final int PCAP_NANOS = 0xa1b23c4d;
  private static final int PCAPNG_SECTION = 0x0a0d0d0a;
  private static final int PCAPNG_ORDER = 0x1a2b3c4d;
  private static final int BLOCK_INTERFACE = 1;
  private static final int BLOCK_SIMPLE = 3;
  private static final int BLOCK_ENHANCED = 6;
  private static final int OPTION_RESOLUTION = 9;
  private static final int MAX_FRAME =
      1 << 24; // no capture holds larger ones; a damaged file might
  private static final int MAX_DATAGRAM = 65_535;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private enum Format {
    PCAP,
    PCAPNG,
    RAW
  }

  /// @param ticksPerSecond resolution of its time stamps
  private record CaptureInterface(int linkType, long ticksPerSecond) {}

  private final InputStream in;
  private final Format format;
  private final List<CaptureInterface> interfaces = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private byte @Nullable [] raw;
  private long frame;
  private long skipped;

  /// Reads the head of the capture.
  ///
  /// @param in is closed by [#close()]
  /// @throws IOException if the head is damaged or cannot be read
  public CaptureReader(InputStream in) throws IOException {
    this.in = in;
    byte[] head = in.readNBytes(4);
    int big = head.length < 4 ? 0 : ByteBuffer.wrap(head).getInt();
    int little = Integer.reverseBytes(big);
    if (isPcap(big) || isPcap(little)) {
      format = Format.PCAP;
      order = isPcap(big) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      readPcapHead(isPcap(big) ? big : little);
    } else if (big == PCAPNG_SECTION) {
      format = Format.PCAPNG;
      readSection();
    } else {
      format = Format.RAW;
      raw = readRaw(head);
    }
  }

  private static boolean isPcap(int magic) {
    return magic == PCAP_MICROS || magic == PCAP_NANOS;
  }

  private byte[] readRaw(byte[] head) throws IOException {
    byte[] rest = in.readNBytes(MAX_DATAGRAM - head.length + 1);
    if (head.length + rest.length > MAX_DATAGRAM) {
      throw new IOException("neither pcap nor pcapng, and too long for one datagram");
    }
    byte[] all = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, all, head.length, rest.length);
    return all;
  }

  private void readPcapHead(int magic) throws IOException {
    ByteBuffer head = read(20);
    interfaces.add(
        new CaptureInterface(
            head.getInt(16) & 0xffff, magic == PCAP_NANOS ? NANOS_PER_SECOND : 1_000_000));
  }

  /// The next UDP datagram, or null at the end.
  ///
  /// @throws IOException if the file is damaged or ends within a frame
  public @Nullable CapturedDatagram next() throws IOException {
    return switch (format) {
      case PCAP -> nextPcap();
      case PCAPNG -> nextPcapng();
      case RAW -> nextRaw();
    };
  }

  /// Frames passed over: no UDP, a later fragment, or a link type that is not known.
  public long skipped() {
    return skipped;
  }

  private @Nullable CapturedDatagram nextRaw() {
    byte[] bytes = raw;
    raw = null;
    return bytes == null || bytes.length == 0 ? null : new CapturedDatagram(0, ++frame, -1, bytes);
  }

  private @Nullable CapturedDatagram nextPcap() throws IOException {
    while (true) {
      ByteBuffer head = readOrEnd(16);
      if (head == null) {
        return null;
      }
      CaptureInterface on = interfaces.getFirst();
      long seconds = head.getInt(0) & 0xffffffffL;
      long fraction = head.getInt(4) & 0xffffffffL;
      long nanos = seconds * NANOS_PER_SECOND + fraction * (NANOS_PER_SECOND / on.ticksPerSecond);
      CapturedDatagram datagram = datagram(nanos, on.linkType, read(head.getInt(8)));
      if (datagram != null) {
        return datagram;
      }
    }
  }

  private @Nullable CapturedDatagram nextPcapng() throws IOException {
    while (true) {
      ByteBuffer head = readOrEnd(4);
      if (head == null) {
        return null;
      }
      int type = head.getInt(0);
      if (type == PCAPNG_SECTION) {
        readSection();
        continue;
      }
      ByteBuffer body = readBody(read(4).getInt(0));
      CapturedDatagram datagram =
          switch (type) {
            case BLOCK_ENHANCED -> enhanced(body);
            case BLOCK_SIMPLE -> simple(body);
            default -> {
              if (type == BLOCK_INTERFACE) {
                addInterface(body);
              }
              yield null;
            }
          };
      if (datagram != null) {
        return datagram;
      }
    }
  }

  private void readSection() throws IOException {
    byte[] head = in.readNBytes(8);
    if (head.length < 8) {
      throw new EOFException("ends within a section header");
    }
    int magic = ByteBuffer.wrap(head, 4, 4).getInt();
    order = magic == PCAPNG_ORDER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (order == ByteOrder.LITTLE_ENDIAN && Integer.reverseBytes(magic) != PCAPNG_ORDER) {
      throw new IOException("section without byte-order magic");
    }
    int length = ByteBuffer.wrap(head).order(order).getInt(0);
    readBody(length - 4);
    interfaces.clear();
  }

  /// Reads the rest of a block, whose total length counts the 12 bytes around its body.
  private ByteBuffer readBody(int totalLength) throws IOException {
    if (totalLength < 12 || totalLength % 4 != 0) {
      throw new IOException("block length " + Integer.toUnsignedString(totalLength));
    }
    ByteBuffer body = read(totalLength - 8);
    return body.slice(0, totalLength - 12).order(order);
  }

  private void addInterface(ByteBuffer body) throws IOException {
    requireBytes(body, 8);
    long ticks = 1_000_000;
    int at = 8;
    while (at + 4 <= body.capacity()) {
      int code = body.getShort(at) & 0xffff;
      int length = body.getShort(at + 2) & 0xffff;
      if (code == OPTION_RESOLUTION && length >= 1 && at + 4 < body.capacity()) {
        ticks = ticksPerSecond(body.get(at + 4));
      }
      at += 4 + ((length + 3) & ~3);
    }
    interfaces.add(new CaptureInterface(body.getShort(0) & 0xffff, ticks));
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

  private @Nullable CapturedDatagram enhanced(ByteBuffer body) throws IOException {
    requireBytes(body, 20);
    int index = body.getInt(0);
    int captured = body.getInt(12);
    requireBytes(body, 20L + (captured & 0xffffffffL));
    if (index < 0 || index >= interfaces.size()) {
      throw new IOException("frame of an interface that was not described: " + index);
    }
    CaptureInterface on = interfaces.get(index);
    long ticks = (body.getInt(4) & 0xffffffffL) << 32 | (body.getInt(8) & 0xffffffffL);
    long seconds = Long.divideUnsigned(ticks, on.ticksPerSecond);
    double fraction = Long.remainderUnsigned(ticks, on.ticksPerSecond) / (double) on.ticksPerSecond;
    long nanos = seconds * NANOS_PER_SECOND + Math.round(fraction * NANOS_PER_SECOND);
    return datagram(nanos, on.linkType, body.slice(20, captured));
  }

  private @Nullable CapturedDatagram simple(ByteBuffer body) throws IOException {
    requireBytes(body, 4);
    if (interfaces.isEmpty()) {
      throw new IOException("frame before any interface was described");
    }
    int captured = (int) Math.min(body.getInt(0) & 0xffffffffL, body.capacity() - 4L);
    return datagram(0, interfaces.getFirst().linkType, body.slice(4, captured));
  }

  private @Nullable CapturedDatagram datagram(long nanos, int linkType, ByteBuffer bytes) {
    frame++;
    UdpPayload payload = UdpPayload.find(linkType, bytes);
    if (payload == null) {
      skipped++;
      return null;
    }
    return new CapturedDatagram(nanos, frame, payload.destinationPort(), payload.bytes());
  }

  private static void requireBytes(ByteBuffer body, long bytes) throws IOException {
    if (body.capacity() < bytes) {
      throw new IOException("block body of " + body.capacity() + " bytes needs " + bytes);
    }
  }

  private ByteBuffer read(int bytes) throws IOException {
    ByteBuffer buffer = readOrEnd(bytes);
    if (buffer == null) {
      throw new EOFException("ends after frame " + frame);
    }
    return buffer;
  }

  private @Nullable ByteBuffer readOrEnd(int bytes) throws IOException {
    if (bytes < 0 || bytes > MAX_FRAME) {
      throw new IOException(
          String.format(
              Locale.ROOT, "length %s after frame %d", Integer.toUnsignedString(bytes), frame));
    }
    byte[] read = in.readNBytes(bytes);
    if (read.length == 0 && bytes > 0) {
      return null;
    }
    if (read.length < bytes) {
      throw new EOFException("ends within the frame after frame " + frame);
    }
    return ByteBuffer.wrap(read).order(order);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
