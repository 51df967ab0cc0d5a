package io.cistern.sflow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads XDR values from the body of one record and never beyond it. Reusable, not thread-safe.
///
/// Where the body ends at a field, that field and all after it are absent. Where a field is cut, or
/// a length or count inside asks for more than there is, the body is malformed.
final class XdrReader {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private MemorySegment segment = MemorySegment.NULL;
  private long position;
  private long limit;
  private int macLength;
  private boolean malformed;

  XdrReader wrap(MemorySegment segment, long offset, long length, boolean unpaddedMacs) {
    this.segment = segment;
    position = offset;
    limit = offset + length;
    macLength = unpaddedMacs ? 6 : 8;
    malformed = false;
    return this;
  }

  boolean isMalformed() {
    return malformed;
  }

  long position() {
    return position;
  }

  long remaining() {
    return limit - position;
  }

  Bytes rest() {
    return Bytes.of(segment, position, limit - position);
  }

  /* Moves over a value; -1 if it is absent. */
  private long take(long length) {
    long at = position;
    if (limit - at < length) {
      malformed |= at != limit;
      position = limit;
      return -1;
    }
    position = at + length;
    return at;
  }

  long u32() {
    long at = take(4);
    return at < 0 ? -1 : segment.get(INT, at) & 0xffff_ffffL;
  }

  long u64() {
    long at = take(8);
    return at < 0 ? -1 : segment.get(LONG, at);
  }

  int i32() {
    long at = take(4);
    return at < 0 ? Integer.MIN_VALUE : segment.get(INT, at);
  }

  float f32() {
    long at = take(4);
    return at < 0 ? Float.NaN : Float.intBitsToFloat(segment.get(INT, at));
  }

  double f64() {
    long at = take(8);
    return at < 0 ? Double.NaN : Double.longBitsToDouble(segment.get(LONG, at));
  }

  int octet() {
    long at = take(1);
    return at < 0 ? -1 : segment.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  long mac() {
    long at = take(macLength);
    return at < 0
        ? -1
        : (segment.get(INT, at) & 0xffff_ffffL) << 16 | (segment.get(INT, at + 2) & 0xffff);
  }

  Address ipv4() {
    long at = take(4);
    return at < 0 ? Address.UNKNOWN : Address.ipv4(segment.get(INT, at) & 0xffff_ffffL);
  }

  Address ipv6() {
    long at = take(16);
    return at < 0
        ? Address.UNKNOWN
        : Address.ipv6(segment.get(LONG, at), segment.get(LONG, at + 8));
  }

  Address address() {
    long type = u32();
    if (type == 1) {
      return required(4) ? ipv4() : Address.UNKNOWN;
    }
    if (type == 2) {
      return required(16) ? ipv6() : Address.UNKNOWN;
    }
    malformed |= type > 2;
    return Address.UNKNOWN;
  }

  UUID uuid() {
    long at = take(16);
    return at < 0 ? new UUID(0, 0) : new UUID(segment.get(LONG, at), segment.get(LONG, at + 8));
  }

  String text() {
    long length = length();
    return length == 0 ? "" : WireText.decode(segment, takeOpaque(length), (int) length);
  }

  Bytes opaque() {
    long length = length();
    return length == 0 ? Bytes.EMPTY : Bytes.of(segment, takeOpaque(length), length);
  }

  /* The length word of text and bytes; 0 if it is absent or asks for more than there is. */
  private long length() {
    long length = u32();
    return length > 0 && required(length) ? length : 0;
  }

  /* The padding of the last value may be missing. */
  private long takeOpaque(long length) {
    long at = position;
    position = Math.min(limit, at + (length + 3 & ~3L));
    return at;
  }

  private boolean required(long length) {
    if (length <= remaining()) {
      return true;
    }
    malformed = true;
    position = limit;
    return false;
  }

  /* The number of elements of a list, checked against the bytes that remain. */
  private int count(int minimumLength) {
    long count = u32();
    if (count <= 0 || !required(count * minimumLength)) {
      return 0;
    }
    return (int) count;
  }

  List<?> list(WireType element) {
    int count = count(element == WireType.MAC ? macLength : element.minimumLength());
    var elements = new ArrayList<Object>(count);
    for (int i = 0; i < count && !malformed; i++) {
      elements.add(element(element));
    }
    return List.copyOf(elements);
  }

  List<?> list(RecordLayout element) {
    int count = count(element.minimumLength());
    var elements = new ArrayList<Object>(count);
    for (int i = 0; i < count && !malformed; i++) {
      elements.add(element.codec().decode(this));
    }
    return List.copyOf(elements);
  }

  List<Long> words() {
    int count = count(4);
    var words = new ArrayList<Long>(count);
    for (int i = 0; i < count; i++) {
      words.add(u32());
    }
    return List.copyOf(words);
  }

  private Object element(WireType type) {
    return switch (type) {
      case U32 -> u32();
      case U64 -> u64();
      case I32 -> i32();
      case F32 -> f32();
      case F64 -> f64();
      case OCTET -> octet();
      case MAC -> mac();
      case IPV4 -> ipv4();
      case IPV6 -> ipv6();
      case ADDRESS -> address();
      case TEXT -> text();
      case OPAQUE -> opaque();
      case UUID -> uuid();
      case LIST -> throw new IllegalStateException("a list has no lists in it");
    };
  }
}
