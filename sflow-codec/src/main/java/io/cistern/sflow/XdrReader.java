package io.cistern.sflow;

import io.cistern.sflow.declaration.U64;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.UnknownFlowRecord;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Reads XDR values from the body of one record and never beyond it. Reusable, not thread-safe.
///
/// Where the body ends at a field, that field and all after it are absent. Where a field is cut, or
/// a length or count inside asks for more than there is, the body is malformed.
///
/// It also notes what the values do not tell and a [Leftover] keeps: whether the body was cut
/// short, and whether there was anything in its padding.
final class XdrReader {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final byte[] NO_PADDING = {};

  private final NestedRecords nestedRecords;

  private MemorySegment segment = MemorySegment.NULL;
  private long position;
  private long limit;
  private boolean compact;
  private boolean malformed;
  private boolean ended;
  private boolean cut;
  private boolean dirty;
  private boolean nested;
  private boolean collecting;
  private byte[] padding = NO_PADDING;
  private int paddingLength;

  XdrReader(NestedRecords nestedRecords) {
    this.nestedRecords = nestedRecords;
  }

  XdrReader wrap(MemorySegment segment, long offset, long length, boolean compact) {
    this.segment = segment;
    position = offset;
    limit = offset + length;
    this.compact = compact;
    malformed = false;
    ended = false;
    cut = false;
    dirty = false;
    nested = false;
    paddingLength = 0;
    return this;
  }

  boolean isMalformed() {
    return malformed;
  }

  /* Whether the values would be written with more bytes than there were. */
  boolean isCut() {
    return cut || compact;
  }

  /* Whether the values tell the whole body, and would be written as it is. */
  boolean isExact() {
    return position == limit && !isCut() && !dirty;
  }

  /* Whether the body ended before the declaration did. */
  boolean isEnded() {
    return ended;
  }

  /* Whether any padding was not zero. */
  boolean isDirty() {
    return dirty;
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

  /* From the next wrap on, keep the padding, or no longer. */
  void collectPadding(boolean collecting) {
    this.collecting = collecting;
  }

  byte[] collectedPadding() {
    return Arrays.copyOf(padding, paddingLength);
  }

  void readPadding(long from, long to) {
    for (long at = from; at < to; at++) {
      byte b = segment.get(ValueLayout.JAVA_BYTE, at);
      dirty |= b != 0;
      if (collecting) {
        if (paddingLength == padding.length) {
          padding = Arrays.copyOf(padding, 2 * paddingLength + 8);
        }
        padding[paddingLength++] = b;
      }
    }
  }

  /* Moves over a value; -1 if it is absent. Values of some types show by themselves that they
   * are. */
  private long take(long length, boolean shows) {
    long at = position;
    if (limit - at < length) {
      return absent(shows);
    }
    position = at + length;
    return at;
  }

  private long absent(boolean shows) {
    malformed |= position != limit;
    position = limit;
    if (!ended) {
      ended = true;
      cut |= !shows;
    }
    return -1;
  }

  long u32() {
    long at = take(4, true);
    return at < 0 ? -1 : segment.get(INT, at) & 0xffff_ffffL;
  }

  /* A word that is not a value: a length, a count, a type. */
  private long word() {
    long at = take(4, false);
    return at < 0 ? -1 : segment.get(INT, at) & 0xffff_ffffL;
  }

  /* A number whose absence makes the body malformed. */
  long required32() {
    long value = word();
    malformed |= value < 0;
    return value;
  }

  /* A number below a limit. */
  int index(int size) {
    long value = required32();
    malformed |= value >= size;
    return malformed ? 0 : (int) value;
  }

  long u64() {
    if (compact) {
      long at = take(4, false);
      return at < 0 ? -1 : segment.get(INT, at) & 0xffff_ffffL;
    }
    long at = take(8, false);
    return at < 0 ? -1 : segment.get(LONG, at);
  }

  int i32() {
    long at = take(4, false);
    return at < 0 ? Integer.MIN_VALUE : segment.get(INT, at);
  }

  float f32() {
    long at = take(4, false);
    return at < 0 ? Float.NaN : Float.intBitsToFloat(segment.get(INT, at));
  }

  /* As a double, so that no bit is lost: a cast makes a signalling NaN a quiet one. */
  double f32Widened() {
    float value = f32();
    if (!Float.isNaN(value)) {
      return value;
    }
    long bits = Float.floatToRawIntBits(value);
    return Double.longBitsToDouble(
        (bits & 0x8000_0000L) << 32 | 0x7ffL << 52 | (bits & 0x7f_ffff) << 29);
  }

  double f64() {
    long at = take(8, false);
    return at < 0 ? Double.NaN : Double.longBitsToDouble(segment.get(LONG, at));
  }

  int octet() {
    long at = take(1, true);
    return at < 0 ? -1 : segment.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  long mac() {
    long at = take(macLength(), true);
    if (at < 0) {
      return -1;
    }
    if (!compact) {
      readPadding(at + 6, at + 8);
    }
    return (segment.get(INT, at) & 0xffff_ffffL) << 16 | (segment.get(INT, at + 2) & 0xffff);
  }

  private int macLength() {
    return compact ? 6 : 8;
  }

  Address ipv4() {
    long at = take(4, true);
    return at < 0 ? Address.UNKNOWN : Address.ipv4(segment.get(INT, at) & 0xffff_ffffL);
  }

  Address ipv6() {
    long at = take(16, true);
    return at < 0
        ? Address.UNKNOWN
        : Address.ipv6(segment.get(LONG, at), segment.get(LONG, at + 8));
  }

  Address address() {
    long type = word();
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
    long at = take(16, false);
    return at < 0 ? new UUID(0, 0) : new UUID(segment.get(LONG, at), segment.get(LONG, at + 8));
  }

  String text() {
    long length = length();
    return length == 0 ? "" : WireText.decode(segment, takeOpaque(length), (int) length);
  }

  String toEnd() {
    long length = remaining();
    long at = take(length, true);
    return WireText.decode(segment, at, (int) length);
  }

  Bytes opaque() {
    long length = length();
    return length == 0 ? Bytes.EMPTY : Bytes.of(segment, takeOpaque(length), length);
  }

  /* The length word of text and bytes; 0 if it is absent or asks for more than there is. */
  private long length() {
    long length = word();
    return length > 0 && required(length) ? length : 0;
  }

  /* The padding of the last value may be missing. */
  private long takeOpaque(long length) {
    long at = position;
    long next = padded(at, length);
    position = next;
    if ((length & 3) != 0) {
      readPadding(at + length, next);
    }
    return at;
  }

  /* Where a value of this length ends with its padding, or with what is there of it. */
  private long padded(long at, long length) {
    long end = at + (length + 3 & ~3L);
    cut |= end > limit;
    return Math.min(limit, end);
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
  int count(int minimumLength) {
    long count = word();
    if (count <= 0 || !required(count * minimumLength)) {
      return 0;
    }
    return (int) count;
  }

  List<?> list(WireType element) {
    int count = count(element == WireType.MAC ? macLength() : element.minimumLength());
    var elements = new ArrayList<Object>(count);
    for (int i = 0; i < count && !malformed; i++) {
      elements.add(element(element));
      malformed |= ended; // there are fewer elements than announced
    }
    return List.copyOf(elements);
  }

  List<?> list(RecordCodec element) {
    int count = count(element.minimumLength());
    var elements = new ArrayList<Object>(count);
    for (int i = 0; i < count && !malformed; i++) {
      elements.add(element.decode(this));
      malformed |= ended;
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

  /* Flow records inside a record. They nest no further: what has records in it is unknown there. */
  List<FlowRecord> records() {
    malformed |= nested;
    int count = count(8);
    var records = new ArrayList<FlowRecord>(count);
    for (int i = 0; i < count && !malformed; i++) {
      int tag = (int) required32();
      long length = required32();
      if (!malformed && required(length)) {
        records.add(record(tag, length));
      }
    }
    return List.copyOf(records);
  }

  private FlowRecord record(int tag, long length) {
    long at = position;
    long outerLimit = limit;
    boolean wasCut = cut;
    int collected = paddingLength;
    limit = at + length;
    nested = true;
    cut = false;
    RecordCodec codec = nestedRecords.codec(tag);
    FlowRecord record =
        codec != null && codec.decode(this) instanceof FlowRecord known ? known : null;
    if (record == null || malformed || cut || position != limit) {
      paddingLength = collected;
      record = new UnknownFlowRecord(tag >>> 12, tag & 0xfff, Bytes.of(segment, at, length));
    }
    malformed = false;
    ended = false;
    nested = false;
    cut = wasCut;
    limit = outerLimit;
    position = padded(at, length);
    readPadding(at + length, position);
    return record;
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
      case LIST, RECORDS, TO_END -> throw new IllegalStateException("no element: " + type);
    };
  }
}
