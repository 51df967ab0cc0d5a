package io.cistern.listmap.order;

import static io.cistern.listmap.file.Format.KEY_LONG;

import io.cistern.listmap.file.Format;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/// Compares keys in place, in unsigned byte order, eight bytes at a time.
public final class KeyBytes {

  private KeyBytes() {}

  /// What remains in a buffer, whose position stays.
  public static byte[] copy(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  public static byte[] copy(MemorySegment segment, long offset, int length) {
    var bytes = new byte[length];
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
    return bytes;
  }

  /// The first eight bytes of a key, as [Format#prefix(byte[])].
  public static long prefix(MemorySegment segment, long offset, int length) {
    if (length >= 8) {
      return segment.get(KEY_LONG, offset);
    }
    long prefix = 0;
    for (int i = 0; i < length; i++) {
      prefix |= (byteAt(segment, offset + i) & 0xffL) << (56 - 8 * i);
    }
    return prefix;
  }

  private static int byteAt(MemorySegment segment, long offset) {
    return segment.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
  }

  /// Compares a key with one in a file, from a byte on.
  public static int compare(byte[] key, MemorySegment segment, long offset, int length, int from) {
    int n = Math.min(key.length, length);
    int i = from;
    for (; i + 8 <= n; i += 8) {
      long mine = (long) Format.ARRAY_KEY_LONG.get(key, i);
      long its = segment.get(KEY_LONG, offset + i);
      if (mine != its) {
        return Long.compareUnsigned(mine, its);
      }
    }
    for (; i < n; i++) {
      int difference = (key[i] & 0xff) - byteAt(segment, offset + i);
      if (difference != 0) {
        return difference;
      }
    }
    return key.length - length;
  }

  /// Compares two keys in files, from a byte on.
  public static int compare(
      MemorySegment left,
      long leftOffset,
      int leftLength,
      MemorySegment right,
      long rightOffset,
      int rightLength,
      int from) {
    int n = Math.min(leftLength, rightLength);
    int i = from;
    for (; i + 8 <= n; i += 8) {
      long a = left.get(KEY_LONG, leftOffset + i);
      long b = right.get(KEY_LONG, rightOffset + i);
      if (a != b) {
        return Long.compareUnsigned(a, b);
      }
    }
    for (; i < n; i++) {
      int difference = byteAt(left, leftOffset + i) - byteAt(right, rightOffset + i);
      if (difference != 0) {
        return difference;
      }
    }
    return leftLength - rightLength;
  }
}
