package io.cistern.app.intake;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// A file's bytes, unpacked where it is packed with gzip or zstd.
final class CaptureStream {
  private static final int BUFFER = 1 << 16;
  private static final int MOST_PACKINGS = 2;

  private CaptureStream() {}

  /// @return can be asked by [#peek] what it begins with
  /// @throws IOException if it is packed in another way
  static BufferedInputStream open(InputStream in) throws IOException {
    var stream = new BufferedInputStream(in, BUFFER);
    for (int i = 0; i < MOST_PACKINGS; i++) {
      int magic = magic(stream);
      if (magic >>> 16 == 0x1f8b) {
        stream = new BufferedInputStream(new Unpacked(unzip(stream), "gzip"), BUFFER);
      } else if (magic == 0x28b52ffd || (magic & 0xf0ffffff) == 0x502a4d18) {
        stream = new BufferedInputStream(new Unpacked(unzstd(stream), "zstd"), BUFFER);
      }
    }
    refuseOthers(magic(stream));
    return stream;
  }

  private static void refuseOthers(int magic) throws IOException {
    String name =
        magic == 0xfd377a58
            ? "xz"
            : magic >>> 8 == 0x425a68 ? "bzip2" : magic == 0x504b0304 ? "zip" : "";
    if (!name.isEmpty()) {
      throw new IOException("packed with " + name + ": unpack it first (gzip and zstd are read)");
    }
  }

  /// The first four bytes, big-endian; 0 where there are fewer.
  static int magic(BufferedInputStream in) throws IOException {
    byte[] head = peek(in, 4);
    return head.length < 4 ? 0 : ByteBuffer.wrap(head).getInt();
  }

  /// The first bytes, which stay to be read; fewer at the end of the stream.
  static byte[] peek(BufferedInputStream in, int most) throws IOException {
    in.mark(most);
    byte[] head = new byte[most];
    int length = in.readNBytes(head, 0, most);
    in.reset();
    return Arrays.copyOf(head, length);
  }

  private static InputStream unzip(InputStream in) throws IOException {
    try {
      return new GZIPInputStream(in, BUFFER);
    } catch (EOFException e) {
      throw new IOException("ends within the head of gzip", e);
    }
  }

  private static InputStream unzstd(InputStream in) throws IOException {
    try {
      return new ZstdInputStream(in);
    } catch (LinkageError | UnsupportedOperationException e) {
      throw new IOException(
          "packed with zstd, which this Java reads only if started with"
              + " --sun-misc-unsafe-memory-access=allow: unpack it first",
          e);
    }
  }

  /// What is unpacked: damaged bytes are an `IOException` with a message, whatever the library
  /// throws.
  private static final class Unpacked extends FilterInputStream {
    private final String packing;

    Unpacked(InputStream in, String packing) {
      super(in);
      this.packing = packing;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (RuntimeException | EOFException e) {
        throw new IOException("damaged, or ends within what " + packing + " has packed", e);
      }
    }

    @Override
    public long skip(long bytes) throws IOException {
      return readNBytes((int) Math.min(bytes, BUFFER)).length;
    }
  }
}
