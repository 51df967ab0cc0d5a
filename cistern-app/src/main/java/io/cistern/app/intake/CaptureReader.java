package io.cistern.app.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the sFlow datagrams of a capture: pcap or pcapng, a file that is one raw datagram, or
/// hexadecimal text; any of them as it is or packed with gzip or zstd.
///
/// A file that ends within a frame gives what came before and then throws. Frames without an sFlow
/// datagram are passed over and counted by reason. Single-threaded.
public final class CaptureReader implements AutoCloseable {
  private static final int MAX_DATAGRAM = 65_535;
  private static final int TEXT_HEAD = 512;

  /// Datagrams without frames around them.
  private interface Bare {
    byte @Nullable [] next() throws IOException;
  }

  private final BufferedInputStream in;
  private final PassedOver passedOver = new PassedOver();
  private final SflowFinder finder = new SflowFinder(passedOver);
  private final @Nullable Frames frames;
  private final Bare bare;
  private long number;

  /// Reads the head of the capture.
  ///
  /// @param in is closed by [#close()]
  /// @throws IOException if the head is damaged or cannot be read
  public CaptureReader(InputStream in) throws IOException {
    this.in = CaptureStream.open(in);
    int magic = CaptureStream.magic(this.in);
    if (PcapFrames.isMagic(magic)) {
      frames = new PcapFrames(new CaptureInput(this.in));
    } else if (magic == PcapngFrames.SECTION) {
      frames = new PcapngFrames(new CaptureInput(this.in));
    } else {
      frames = null;
    }
    boolean isText = HexText.isText(CaptureStream.peek(this.in, TEXT_HEAD));
    bare = isText ? new HexText(this.in)::next : this::readRaw;
  }

  private byte @Nullable [] readRaw() throws IOException {
    byte[] all = in.readNBytes(MAX_DATAGRAM + 1);
    if (all.length > MAX_DATAGRAM) {
      throw new IOException(
          "neither pcap, pcapng nor hexadecimal text, and longer than a datagram can be");
    }
    return all.length == 0 ? null : all;
  }

  /// The next sFlow datagram, or null at the end.
  ///
  /// @throws IOException if the file is damaged or ends within a frame
  public @Nullable CapturedDatagram next() throws IOException {
    if (frames == null) {
      byte[] bytes = bare.next();
      return bytes == null ? null : new CapturedDatagram(0, ++number, -1, bytes);
    }
    for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
      CapturedDatagram datagram = finder.find(frame, ++number);
      if (datagram != null) {
        return datagram;
      }
    }
    finder.end();
    return null;
  }

  /// Frames read so far, or datagrams where the file has no frames.
  public long frames() {
    return number;
  }

  /// Frames passed over so far.
  public long skipped() {
    return passedOver.total();
  }

  /// Frames passed over so far, by reason, in words that follow "frames passed over:".
  public Map<String, Long> passedOver() {
    return passedOver.byReason();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
