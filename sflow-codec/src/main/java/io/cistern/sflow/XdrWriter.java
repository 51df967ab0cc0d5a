package io.cistern.sflow;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Writes XDR values to a growing buffer. Reusable, not thread-safe.
final class XdrWriter {
  private ByteBuffer buffer = ByteBuffer.allocate(2048);
  private boolean recordEnded;
  private boolean compact;
  private Bytes padding = Bytes.EMPTY;
  private int paddingUsed;
  private int paddingLimit = Integer.MAX_VALUE;

  byte[] toArray() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  int position() {
    return buffer.position();
  }

  void clear() {
    buffer.clear();
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
    paddingLimit = length < 0 ? Integer.MAX_VALUE : buffer.position() + length;
  }

  /* Takes back what was written after a position. */
  void cutTo(int position) {
    if (position < buffer.position()) {
      buffer.position(position);
    }
    paddingLimit = Integer.MAX_VALUE;
  }

  /* Reserves a word for a length or count. */
  int reserve() {
    int at = buffer.position();
    room(4).putInt(0);
    return at;
  }

  void set(int at, long value) {
    buffer.putInt(at, (int) value);
  }

  void word(long value) {
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException("not an unsigned 32-bit number: " + value);
    }
    bits((int) value);
  }

  void bits(int word) {
    room(4).putInt(word);
  }

  void raw(Bytes bytes) {
    bytes.putTo(room(bytes.length()));
  }

  void pad() {
    pad(-buffer.position() & 3);
  }

  private void pad(int length) {
    for (int i = 0; i < length && buffer.position() < paddingLimit; i++) {
      room(1).put(paddingUsed < padding.length() ? padding.at(paddingUsed++) : 0);
    }
  }

  private ByteBuffer room(int length) {
    if (buffer.remaining() < length) {
      int capacity = Math.max(buffer.capacity() * 2, buffer.position() + length);
      buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
    }
    return buffer;
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
      room(8).putLong(value);
    }
  }

  void i32(int value) {
    if (!recordEnded) {
      room(4).putInt(value);
    }
  }

  void f32(float value) {
    i32(Float.floatToRawIntBits(value));
  }

  void f64(double value) {
    if (!recordEnded) {
      room(8).putLong(Double.doubleToRawLongBits(value));
    }
  }

  void octet(int value) {
    if (!ends(value == -1)) {
      if (value >>> 8 != 0) {
        throw new IllegalArgumentException("not a byte: " + value);
      }
      room(1).put((byte) value);
    }
  }

  void mac(long value) {
    if (!ends(value == -1)) {
      if (value >>> 48 != 0) {
        throw new IllegalArgumentException("not a MAC address: " + value);
      }
      room(6).putInt((int) (value >>> 16)).putShort((short) value);
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
      room(16).putLong(address.high()).putLong(address.low());
    }
  }

  void address(Address address) {
    if (recordEnded) {
      return;
    }
    word(address.type());
    switch (address.type()) {
      case 1 -> word(address.low());
      case 2 -> room(16).putLong(address.high()).putLong(address.low());
      default -> {}
    }
  }

  void uuid(UUID uuid) {
    if (!recordEnded) {
      room(16).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
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
    room(bytes.length).put(bytes);
    pad(-bytes.length & 3);
  }

  void toEnd(String text) {
    if (!recordEnded) {
      byte[] bytes = WireText.encode(text);
      room(bytes.length).put(bytes);
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

  void list(List<?> elements, RecordLayout layout) {
    if (recordEnded) {
      return;
    }
    word(elements.size());
    for (Object element : elements) {
      layout.codec().encode(element, this);
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
      bits(Structure.tagOf(record));
      int length = reserve();
      Structure.encodeBody(record, this);
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
