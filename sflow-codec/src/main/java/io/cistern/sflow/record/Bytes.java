package io.cistern.sflow.record;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/// An immutable run of bytes: what was on the wire and is kept as it was.
public final class Bytes {
  /// No bytes.
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Copies bytes from an array.
  ///
  /// @param bytes the bytes
  /// @return a copy that no later change of the array reaches
  public static Bytes of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /// Copies bytes from a segment.
  ///
  /// @param segment where they are
  /// @param offset where they start
  /// @param length how many they are
  /// @return a copy that no later change of the segment reaches
  /// @throws IndexOutOfBoundsException if they do not lie inside the segment
  public static Bytes of(MemorySegment segment, long offset, long length) {
    if (length == 0) {
      return EMPTY;
    }
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    var bytes = new byte[Math.toIntExact(length)];
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, bytes.length);
    return new Bytes(bytes);
  }

  /// Reads hexadecimal digits.
  ///
  /// @param digits two for each byte, without separators
  /// @return the bytes
  /// @throws IllegalArgumentException if they are no such digits
  public static Bytes parseHex(String digits) {
    return new Bytes(HexFormat.of().parseHex(digits));
  }

  /// The number of bytes.
  ///
  /// @return the length
  public int length() {
    return bytes.length;
  }

  /// One of the bytes.
  ///
  /// @param index from 0
  /// @return the byte, signed
  /// @throws IndexOutOfBoundsException if there is none at the index
  public byte at(int index) {
    return bytes[index];
  }

  /// Copies the bytes.
  ///
  /// @return a new array
  public byte[] toArray() {
    return bytes.clone();
  }

  /// Copies the bytes into an array.
  ///
  /// @param array where they go
  /// @param at where they start there
  /// @throws IndexOutOfBoundsException if they do not fit
  public void copyTo(byte[] array, int at) {
    System.arraycopy(bytes, 0, array, at, bytes.length);
  }

  /// The bytes as a segment, without copying.
  ///
  /// @return a read-only heap segment
  public MemorySegment segment() {
    return MemorySegment.ofArray(bytes).asReadOnly();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The bytes as hexadecimal digits, without separators.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
