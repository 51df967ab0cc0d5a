package io.cistern.metricstore.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array of bytes: the encoders write into it. Reusable, not thread-safe.
public final class ByteOutput {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[256];
  private int length;

  public void clear() {
    length = 0;
  }

  public int length() {
    return length;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  public void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  public void writeByte(int b) {
    ensure(1);
    bytes[length++] = (byte) b;
  }

  public void setByte(int at, int b) {
    bytes[at] = (byte) b;
  }

  public int byteAt(int at) {
    return bytes[at] & 0xff;
  }

  /// Little-endian.
  public void writeLong(long v) {
    ensure(8);
    LONG.set(bytes, length, v);
    length += 8;
  }

  /// The low `count` bytes, little-endian.
  public void writeLow(long v, int count) {
    ensure(8);
    LONG.set(bytes, length, v);
    length += count;
  }

  public void writeZeros(int count) {
    ensure(count);
    Arrays.fill(bytes, length, length + count, (byte) 0);
    length += count;
  }

  /// LEB128, unsigned: 1 to 10 bytes.
  public void writeVarint(long v) {
    ensure(10);
    long rest = v;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  public void writeZigzag(long v) {
    writeVarint((v << 1) ^ (v >> 63));
  }

  public void write(ByteOutput other) {
    ensure(other.length);
    System.arraycopy(other.bytes, 0, bytes, length, other.length);
    length += other.length;
  }

  /// Length and flag as a varint, then UTF-8; UTF-16 little-endian where UTF-8 would lose an
  /// unpaired surrogate.
  public void writeText(String s) {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    boolean exact = new String(utf8, StandardCharsets.UTF_8).equals(s);
    if (exact) {
      writeVarint((long) utf8.length << 1);
      writeBytes(utf8);
      return;
    }
    writeVarint((long) s.length() << 2 | 1);
    for (int i = 0; i < s.length(); i++) {
      writeLow(s.charAt(i), 2);
    }
  }

  public void writeBytes(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }
}
