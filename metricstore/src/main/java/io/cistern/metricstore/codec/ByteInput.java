package io.cistern.metricstore.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A window of bytes: the decoders read from it. Every read is checked against what remains.
/// Reusable, not thread-safe.
public final class ByteInput {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[0];
  private int position;
  private int end;

  public ByteInput wrap(byte[] array) {
    return wrap(array, 0, array.length);
  }

  public ByteInput wrap(byte[] array, int from, int to) {
    bytes = array;
    position = from;
    end = to;
    return this;
  }

  public byte[] array() {
    return bytes;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return end - position;
  }

  public DamagedDataException damaged(String what) {
    return new DamagedDataException(what, position);
  }

  /// Of a version that is none that this one reads.
  public DamagedDataException unknownVersion(String what, int version, int newest) {
    return version > newest
        ? new DamagedDataException(
            what + " is of a later format: version=" + version + ", supported=1 to " + newest,
            position,
            true)
        : damaged(what + " version unknown: " + version);
  }

  public void require(long count) throws DamagedDataException {
    if (count < 0 || count > remaining()) {
      throw damaged("cut short: needed=" + count + ", remaining=" + remaining());
    }
  }

  public void requireEnd(String what) throws DamagedDataException {
    if (position != end) {
      throw damaged("bytes left after " + what + ": " + remaining());
    }
  }

  public void skip(long count) throws DamagedDataException {
    require(count);
    position += (int) count;
  }

  public int readByte() throws DamagedDataException {
    require(1);
    return bytes[position++] & 0xff;
  }

  public int byteAt(int offset) {
    return bytes[offset] & 0xff;
  }

  /// The 8 bytes at an offset, little-endian; zeros behind the end of the array.
  public long longAt(int offset) {
    if (offset <= bytes.length - 8) {
      return (long) LONG.get(bytes, offset);
    }
    long v = 0;
    for (int i = 0; i < 8 && offset + i < bytes.length; i++) {
      v |= (bytes[offset + i] & 0xffL) << (i * 8);
    }
    return v;
  }

  public long readLong() throws DamagedDataException {
    require(8);
    long v = (long) LONG.get(bytes, position);
    position += 8;
    return v;
  }

  /// The next `count` bytes, 0 to 8, little-endian.
  public long readLow(int count) throws DamagedDataException {
    require(count);
    long v;
    if (remaining() >= 8) {
      v = (long) LONG.get(bytes, position);
      v = count == 8 ? v : v & ((1L << (count * 8)) - 1);
    } else {
      v = 0;
      for (int i = 0; i < count; i++) {
        v |= (bytes[position + i] & 0xffL) << (i * 8);
      }
    }
    position += count;
    return v;
  }

  public long readVarint() throws DamagedDataException {
    long v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = readByte();
      v |= (b & 0x7fL) << shift;
      if (b < 0x80) {
        if (shift == 63 && b > 1) {
          break;
        }
        return v;
      }
    }
    throw damaged("varint longer than 64 bits");
  }

  /// A varint that must not exceed a limit.
  public int readCount(int limit, String what) throws DamagedDataException {
    long v = readVarint();
    if (v < 0 || v > limit) {
      throw damaged(what + " out of range: " + Long.toUnsignedString(v) + ", limit=" + limit);
    }
    return (int) v;
  }

  /// A varint that says how many of the bytes after it belong together.
  public int readLength() throws DamagedDataException {
    long length = readVarint();
    require(length);
    return (int) length;
  }

  public long readZigzag() throws DamagedDataException {
    long v = readVarint();
    return (v >>> 1) ^ -(v & 1);
  }

  public String readText() throws DamagedDataException {
    long header = readVarint();
    if (header < 0) {
      throw damaged("text length out of range");
    }
    long length = header >> 1;
    require(length);
    var charset = (header & 1) == 0 ? StandardCharsets.UTF_8 : null;
    String text =
        charset == null
            ? readUtf16((int) length)
            : new String(bytes, position, (int) length, charset);
    position += (int) length;
    return text;
  }

  public void skipText() throws DamagedDataException {
    long header = readVarint();
    if (header < 0) {
      throw damaged("text length out of range");
    }
    require(header >> 1);
    position += (int) (header >> 1);
  }

  private String readUtf16(int length) throws DamagedDataException {
    if ((length & 1) != 0) {
      throw damaged("odd length of UTF-16");
    }
    char[] chars = new char[length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (byteAt(position + 2 * i) | byteAt(position + 2 * i + 1) << 8);
    }
    return new String(chars);
  }
}
