package io.cistern.app.intake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Reads the parts of a capture file, and says where it ends within one.
final class CaptureInput {
  private static final int MAX_PART = 1 << 24; // no capture holds larger ones; a damaged file might

  private final InputStream in;
  private ByteOrder order = ByteOrder.BIG_ENDIAN;
  private long frames;

  CaptureInput(InputStream in) {
    this.in = in;
  }

  void order(ByteOrder order) {
    this.order = order;
  }

  ByteOrder order() {
    return order;
  }

  /// A frame was read: messages count them.
  void count() {
    frames++;
  }

  ByteBuffer read(int bytes) throws IOException {
    ByteBuffer buffer = readOrEnd(bytes);
    if (buffer == null) {
      throw new EOFException("ends after frame " + frames);
    }
    return buffer;
  }

  /// So many bytes, or null where there are none left.
  @Nullable ByteBuffer readOrEnd(int bytes) throws IOException {
    if (bytes < 0 || bytes > MAX_PART) {
      throw new IOException(
          "damaged: length="
              + Integer.toUnsignedString(bytes)
              + " after frame "
              + frames
              + ", limit="
              + MAX_PART);
    }
    byte[] read = in.readNBytes(bytes);
    if (read.length == 0 && bytes > 0) {
      return null;
    }
    if (read.length < bytes) {
      throw new EOFException("ends within the frame after frame " + frames);
    }
    return ByteBuffer.wrap(read).order(order);
  }
}
