package io.cistern.listmap.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/// CRC32C of parts of segments. Allocation-free and not thread-safe.
public final class Checksum {

  /* The JDK computes CRC32C with the processor's instruction over arrays and direct buffers, not
   * over segments. A copy into an array of this size, which stays in the first-level cache, costs
   * less than a buffer view on a shared arena, which would touch a counter all readers share. */
  private static final int BUFFER = 4096;

  private final CRC32C crc = new CRC32C();
  private final byte[] buffer = new byte[BUFFER + Long.BYTES];
  private long bytes;

  /// The checksum of a part of a segment.
  public int of(MemorySegment segment, long offset, long length) {
    crc.reset();
    bytes += length;
    if (length <= BUFFER) {
      update(segment, offset, (int) length);
    } else {
      updateInParts(segment, offset, length);
    }
    return (int) crc.getValue();
  }

  /// How many bytes it was computed of so far.
  public long bytes() {
    return bytes;
  }

  /// What is mixed into the checksum of a record, leaf, block or index: bytes of another file, or
  /// of another place, do not pass.
  ///
  /// @param salt of the file
  public static int mark(int salt, long offset) {
    return salt ^ (int) (offset >>> 2);
  }

  private void updateInParts(MemorySegment segment, long offset, long length) {
    long end = offset + length;
    for (long at = offset; at < end; at += BUFFER) {
      update(segment, at, (int) Math.min(BUFFER, end - at));
    }
  }

  private void update(MemorySegment segment, long offset, int length) {
    /* Up to seven bytes more than are needed, so that it is never a multiple of eight: the JDK
     * copies longs where place and length allow it, which of records at multiples of four the
     * processor cannot foresee, and ints otherwise. */
    int some = (length + 3) & -4 | 4;
    int copied = (int) Math.min(some, segment.byteSize() - offset);
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, buffer, 0, copied);
    crc.update(buffer, 0, length);
  }
}
