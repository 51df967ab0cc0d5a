package io.cistern.listmap;

import static io.cistern.listmap.Format.INT;
import static io.cistern.listmap.Format.INT_HANDLE;
import static io.cistern.listmap.Format.LONG;
import static io.cistern.listmap.Format.RECORD_HEADER;
import static io.cistern.listmap.Format.RECORD_LENGTH;
import static io.cistern.listmap.Format.RECORD_SEQUENCE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// The log of records: the truth of the map's content. Appending is for one thread at a time;
/// reading is free.
final class Log {

  static final byte[] NOTHING = {};

  private final Path file;
  private final Space space;
  private final int salt;
  private final CRC32C crc = new CRC32C();
  private final byte[] header = new byte[RECORD_HEADER];
  private volatile long tail;
  private long nextSequence;

  Log(Path file, Space space, int salt, long tail, long nextSequence) {
    this.file = file;
    this.space = space;
    this.salt = salt;
    this.tail = tail;
    this.nextSequence = nextSequence;
  }

  Space space() {
    return space;
  }

  Path file() {
    return file;
  }

  /// What is mixed into the checksum of a record or leaf: bytes of another file, or of another
  /// place, do not pass.
  int mark(long offset) {
    return salt ^ (int) (offset >>> 3);
  }

  /// Where the next record goes.
  long tail() {
    return tail;
  }

  long nextSequence() {
    return nextSequence;
  }

  static long lengthOf(byte[] key, byte[] value) {
    return Format.padded((long) RECORD_HEADER + key.length + value.length);
  }

  /// Makes sure that records of so many bytes can be appended one after the other, within one
  /// window.
  ///
  /// @param bytes of the records, padded
  /// @param reserve bytes the file shall have behind them
  /// @throws MapFullException if there is no room; nothing has changed
  void ensure(long bytes, long reserve) throws MapFullException {
    long needed = bytes + RECORD_HEADER; // what is left of a window must be nothing, or hold a PAD
    while (true) {
      long end = tail == space.capacity() ? tail : space.window(tail).end;
      boolean isWithin = end - tail >= needed;
      long start = isWithin ? tail : end;
      if (space.capacity() - start < needed + reserve) {
        grow(needed + reserve);
      } else if (isWithin) {
        return;
      }
      while (!isWithin && tail < end) {
        append(Format.PAD, (int) Math.min(end - tail, 1 << 27), 0, NOTHING, NOTHING);
      }
    }
  }

  private void grow(long bytes) throws MapFullException {
    try {
      space.grow(bytes);
    } catch (IOException e) {
      throw new MapFullException(file, "no room to grow by " + bytes + " bytes", e);
    }
  }

  long append(int type, byte[] key, byte[] value) {
    return append(type, RECORD_HEADER + key.length + value.length, key.length, key, value);
  }

  /// Appends a block of which only the header is written.
  long appendLeaf() {
    return append(Format.LEAF, Format.LEAF_BYTES, 0, NOTHING, NOTHING);
  }

  /// Appends a record that says with which sequence the log goes on. What a crash has left behind
  /// the tail can then never be taken for a continuation.
  void appendRestart(long sequence) {
    var body = new byte[8];
    Format.ARRAY_LONG.set(body, 0, sequence);
    append(Format.RESTART, NOTHING, body);
    nextSequence = sequence;
  }

  private long append(int type, int length, int keyLength, byte[] key, byte[] value) {
    long at = tail;
    var window = space.window(at);
    var segment = window.segment;
    long offset = at - window.base;
    int typeAndLength = type << Format.TYPE_SHIFT | length;
    long sequenceAndKey = nextSequence << Format.SEQUENCE_SHIFT | keyLength;
    Format.ARRAY_INT.set(header, RECORD_LENGTH, typeAndLength);
    Format.ARRAY_LONG.set(header, RECORD_SEQUENCE, sequenceAndKey);
    crc.reset();
    crc.update(header, RECORD_LENGTH, RECORD_HEADER - RECORD_LENGTH);
    crc.update(key, 0, key.length);
    crc.update(value, 0, value.length);
    long body = offset + RECORD_HEADER;
    MemorySegment.copy(key, 0, segment, ValueLayout.JAVA_BYTE, body, key.length);
    MemorySegment.copy(value, 0, segment, ValueLayout.JAVA_BYTE, body + key.length, value.length);
    segment.set(LONG, offset + RECORD_SEQUENCE, sequenceAndKey);
    segment.set(INT, offset + RECORD_LENGTH, typeAndLength);
    space.region().step("log.before-checksum");
    INT_HANDLE.setRelease(segment, offset, (int) crc.getValue() ^ mark(at));
    nextSequence++;
    tail = at + Format.padded(length);
    space.region().step("log.appended");
    return at;
  }

  /// Takes back everything from an offset on, none of which anybody has seen.
  void rewind(long toTail, long toSequence) {
    tail = toTail;
    nextSequence = toSequence;
  }

  /// Checks the checksum of a record that the list, or a search, leads to.
  ///
  /// @throws CorruptFileException if the record is damaged
  void check(Reading reading, long record) throws CorruptFileException {
    int type = checkBytes(reading, record);
    if (type != Format.PUT && type != Format.BATCH_PUT) {
      throw corrupt(record, "slot leads to a record that is no put");
    }
  }

  /// Checks the checksum of a record of any type that has a body.
  ///
  /// @return its type
  int checkBytes(Reading reading, long record) throws CorruptFileException {
    if (record < Format.LOG_START || (record & 7) != 0 || record + RECORD_HEADER > tail) {
      throw corrupt(record, "record offset");
    }
    var window = space.window(record);
    var segment = window.segment;
    long offset = record - window.base;
    int typeAndLength = segment.get(INT, offset + RECORD_LENGTH);
    int length = typeAndLength & Format.LENGTH_MASK;
    if (length < RECORD_HEADER || length > segment.byteSize() - offset) {
      throw corrupt(record, "record length");
    }
    int stored = segment.get(INT, offset) ^ mark(record);
    if (reading.checksum(segment, offset + RECORD_LENGTH, length - RECORD_LENGTH) != stored) {
      throw corrupt(record, "record checksum");
    }
    return typeAndLength >>> Format.TYPE_SHIFT;
  }

  CorruptFileException corrupt(long offset, String what) {
    return new CorruptFileException(file, offset, what);
  }

  int keyLength(long record) {
    var window = space.window(record);
    return (int) window.segment.get(LONG, record - window.base + RECORD_SEQUENCE)
        & Format.KEY_LENGTH_MASK;
  }

  /// Bytes of a record in the file.
  long paddedLength(long record) {
    var window = space.window(record);
    int typeAndLength = window.segment.get(INT, record - window.base + RECORD_LENGTH);
    return Format.padded(typeAndLength & Format.LENGTH_MASK);
  }

  /// The key of a checked record.
  MemorySegment key(long record) {
    var window = space.window(record);
    return window
        .segment
        .asSlice(record - window.base + RECORD_HEADER, keyLength(record))
        .asReadOnly();
  }

  /// The value of a checked record.
  MemorySegment value(long record) {
    var window = space.window(record);
    long offset = record - window.base;
    int keyLength = keyLength(record);
    int length = window.segment.get(INT, offset + RECORD_LENGTH) & Format.LENGTH_MASK;
    return window
        .segment
        .asSlice(offset + RECORD_HEADER + keyLength, length - RECORD_HEADER - keyLength)
        .asReadOnly();
  }

  byte[] keyBytes(long record) {
    var window = space.window(record);
    return copy(window.segment, record - window.base + RECORD_HEADER, keyLength(record));
  }

  byte[] valueBytes(long record) {
    var window = space.window(record);
    long offset = record - window.base;
    int keyLength = keyLength(record);
    int length = window.segment.get(INT, offset + RECORD_LENGTH) & Format.LENGTH_MASK;
    return copy(
        window.segment, offset + RECORD_HEADER + keyLength, length - RECORD_HEADER - keyLength);
  }

  private static byte[] copy(MemorySegment segment, long offset, int length) {
    var bytes = new byte[length];
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
    return bytes;
  }

  /// Compares a key with that of a record whose first eight bytes are the same. The record is not
  /// checked: who acts on the outcome checks it.
  ///
  /// @throws CorruptFileException if the record's key length is impossible
  int compareBeyondPrefix(byte[] key, long record) throws CorruptFileException {
    var window = space.window(record);
    var segment = window.segment;
    long offset = record - window.base;
    int keyLength = (int) segment.get(LONG, offset + RECORD_SEQUENCE) & Format.KEY_LENGTH_MASK;
    long at = offset + RECORD_HEADER;
    if (keyLength > segment.byteSize() - at) {
      throw corrupt(record, "key length");
    }
    int n = Math.min(key.length, keyLength);
    int i = 8;
    for (; i + 8 <= n; i += 8) {
      long mine = (long) Format.ARRAY_KEY_LONG.get(key, i);
      long its = segment.get(Format.KEY_LONG, at + i);
      if (mine != its) {
        return Long.compareUnsigned(mine, its);
      }
    }
    for (; i < n; i++) {
      int difference = (key[i] & 0xff) - (segment.get(ValueLayout.JAVA_BYTE, at + i) & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return key.length - keyLength;
  }

  /// Compares the keys of two checked records whose first eight bytes are the same.
  int compareBeyondPrefix(long left, long right) {
    int leftLength = keyLength(left);
    int rightLength = keyLength(right);
    var leftWindow = space.window(left);
    var rightWindow = space.window(right);
    long leftAt = left - leftWindow.base + RECORD_HEADER;
    long rightAt = right - rightWindow.base + RECORD_HEADER;
    int n = Math.min(leftLength, rightLength);
    int i = 8;
    for (; i + 8 <= n; i += 8) {
      long a = leftWindow.segment.get(Format.KEY_LONG, leftAt + i);
      long b = rightWindow.segment.get(Format.KEY_LONG, rightAt + i);
      if (a != b) {
        return Long.compareUnsigned(a, b);
      }
    }
    for (; i < n; i++) {
      int a = leftWindow.segment.get(ValueLayout.JAVA_BYTE, leftAt + i) & 0xff;
      int b = rightWindow.segment.get(ValueLayout.JAVA_BYTE, rightAt + i) & 0xff;
      if (a != b) {
        return a - b;
      }
    }
    return leftLength - rightLength;
  }

  /// Whether a checked record sets its key.
  boolean isPut(long record) {
    var window = space.window(record);
    int type = window.segment.get(INT, record - window.base + RECORD_LENGTH) >>> Format.TYPE_SHIFT;
    return type == Format.PUT || type == Format.BATCH_PUT;
  }

  /// The first eight bytes of the key of a checked record, as [Format#prefix(byte[])].
  long prefix(long record) {
    int keyLength = keyLength(record);
    var window = space.window(record);
    long at = record - window.base + RECORD_HEADER;
    if (keyLength >= 8) {
      return window.segment.get(Format.KEY_LONG, at);
    }
    long prefix = 0;
    for (int i = 0; i < keyLength; i++) {
      prefix |= (window.segment.get(ValueLayout.JAVA_BYTE, at + i) & 0xffL) << (56 - 8 * i);
    }
    return prefix;
  }
}
