package io.cistern.sflow;

import io.cistern.sflow.declaration.U64;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Writes XDR values to a growing buffer. Reusable, not thread-safe.
final class XdrWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] NO_BYTES = {};

  private final NestedRecords nestedRecords;

  private byte[] buffer = NO_BYTES;
  private int position;
  private boolean recordEnded;
  private boolean compact;
  private Bytes padding = Bytes.EMPTY;
  private int paddingUsed;
  private int paddingLimit = Integer.MAX_VALUE;

  XdrWriter(NestedRecords nestedRecords) {
    this.nestedRecords = nestedRecords;
  }

  byte[] toArray() {
    return Arrays.copyOf(buffer, position);
  }

  int position() {
    return position;
  }

  void copyTo(ByteBuffer target) {
    target.put(buffer, 0, position);
  }

  void copyTo(MemorySegment target, long offset) {
    MemorySegment.copy(buffer, 0, target, ValueLayout.JAVA_BYTE, offset, position);
  }

  /* Begins anew, given the bytes that will be about enough. */
  void clear(int capacity) {
    position = 0;
    if (buffer.length < capacity) {
      buffer = new byte[capacity];
    }
  }

  /* Begins a record: what follows an absent field is not written. */
  void beginRecord() {
    beginRecord(false, Bytes.EMPTY, -1);
  }

  /* Begins one whose body takes so many bytes, where the length is not -1: it is ended by cutTo. */
  void beginRecord(boolean compact, Bytes padding, int length) {
    recordEnded = false;
    this.compact = compact;
    this.padding = padding;
    paddingUsed = 0;
    paddingLimit = length < 0 ? Integer.MAX_VALUE : position + length;
  }

  /* Takes back what was written after a position. */
  void cutTo(int position) {
    this.position = Math.min(this.position, position);
    paddingLimit = Integer.MAX_VALUE;
  }

  /* Reserves a word for a length or count. */
  int reserve() {
    return take(4);
  }

  void set(int at, long value) {
    INT.set(buffer, at, (int) value);
  }

  void word(long value) {
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException("not an unsigned 32-bit number: " + value);
    }
    bits((int) value);
  }

  void bits(int word) {
    int at = take(4);
    INT.set(buffer, at, word);
  }

  private void bits64(long words) {
    int at = take(8);
    LONG.set(buffer, at, words);
  }

  private void bits128(long high, long low) {
    bits64(high);
    bits64(low);
  }

  void raw(Bytes bytes) {
    int at = take(bytes.length());
    bytes.copyTo(buffer, at);
  }

  private void raw(byte[] bytes) {
    int at = take(bytes.length);
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
  }

  void pad() {
    pad(-position & 3);
  }

  private void pad(int length) {
    for (int i = 0; i < length && position < paddingLimit; i++) {
      octetBits(paddingUsed < padding.length() ? padding.at(paddingUsed++) : 0);
    }
  }

  private void octetBits(int octet) {
    int at = take(1);
    buffer[at] = (byte) octet;
  }

  /* Makes room for so many bytes. Returns where they start; the buffer may be another one then. */
  private int take(int length) {
    int at = position;
    if (buffer.length - at < length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, at + length));
    }
    position = at + length;
    return at;
  }

  private boolean ends(boolean absent) {
    recordEnded |= absent;
    return recordEnded;
  }

  void u32(long value) {
    if (!ends(value == -1)) {
      word(value);
    }
  }

  void u64(long value) {
    if (recordEnded) {
      return;
    }
    if (compact) {
      word(value);
    } else {
      bits64(value);
    }
  }

  void i32(int value) {
    if (!recordEnded) {
      bits(value);
    }
  }

  void f32(float value) {
    i32(Float.floatToRawIntBits(value));
  }

  /* What XdrReader#f32Widened made wider. */
  void f32Narrowed(double value) {
    long bits = Double.doubleToRawLongBits(value);
    i32(
        Double.isNaN(value)
            ? (int) (bits >>> 32 & 0x8000_0000L | 0x7f80_0000 | bits >>> 29 & 0x7f_ffff)
            : Float.floatToRawIntBits((float) value));
  }

  void f64(double value) {
    if (!recordEnded) {
      bits64(Double.doubleToRawLongBits(value));
    }
  }

  void octet(int value) {
    if (!ends(value == -1)) {
      if (value >>> 8 != 0) {
        throw new IllegalArgumentException("not a byte: " + value);
      }
      octetBits(value);
    }
  }

  void mac(long value) {
    if (!ends(value == -1)) {
      if (value >>> 48 != 0) {
        throw new IllegalArgumentException("not a MAC address: " + value);
      }
      bits((int) (value >>> 16));
      octetBits((int) value >>> 8);
      octetBits((int) value);
      pad(compact ? 0 : 2);
    }
  }

  void ipv4(Address address) {
    if (!ends(address.type() == 0)) {
      word(address.low());
    }
  }

  void ipv6(Address address) {
    if (!ends(address.type() == 0)) {
      bits128(address.high(), address.low());
    }
  }

  void address(Address address) {
    if (recordEnded) {
      return;
    }
    word(address.type());
    switch (address.type()) {
      case 1 -> word(address.low());
      case 2 -> bits128(address.high(), address.low());
      default -> {}
    }
  }

  void uuid(UUID uuid) {
    if (!recordEnded) {
      bits128(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
  }

  void text(String text) {
    if (!recordEnded) {
      bytes(WireText.encode(text));
    }
  }

  void opaque(Bytes bytes) {
    if (!recordEnded) {
      word(bytes.length());
      raw(bytes);
      pad(-bytes.length() & 3);
    }
  }

  private void bytes(byte[] bytes) {
    word(bytes.length);
    raw(bytes);
    pad(-bytes.length & 3);
  }

  void toEnd(String text) {
    if (!recordEnded) {
      raw(WireText.encode(text));
    }
  }

  void list(List<?> elements, WireType type) {
    if (recordEnded) {
      return;
    }
    word(elements.size());
    for (Object element : elements) {
      element(element, type);
    }
  }

  void list(List<?> elements, RecordCodec codec) {
    if (recordEnded) {
      return;
    }
    word(elements.size());
    for (Object element : elements) {
      codec.encode(element, this);
    }
  }

  void words(List<Long> words) {
    word(words.size());
    words.forEach(this::u32);
  }

  void records(List<?> records) {
    if (recordEnded) {
      return;
    }
    word(records.size());
    for (Object record : records) {
      bits(nestedRecords.tagOf(record));
      int length = reserve();
      nestedRecords.write(record, this);
      recordEnded = false;
      set(length, position() - length - 4);
      pad();
    }
  }

  private void element(Object value, WireType type) {
    switch (type) {
      case U32 -> u32((Long) value);
      case U64 -> u64((Long) value);
      case I32 -> i32((Integer) value);
      case F32 -> f32((Float) value);
      case F64 -> f64((Double) value);
      case OCTET -> octet((Integer) value);
      case MAC -> mac((Long) value);
      case IPV4 -> ipv4((Address) value);
      case IPV6 -> ipv6((Address) value);
      case ADDRESS -> address((Address) value);
      case TEXT -> text((String) value);
      case OPAQUE -> opaque((Bytes) value);
      case UUID -> uuid((UUID) value);
      case LIST, RECORDS, TO_END -> throw new IllegalStateException("no element: " + type);
    }
  }
}
