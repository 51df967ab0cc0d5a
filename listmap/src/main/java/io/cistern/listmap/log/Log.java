package io.cistern.listmap.log;

import static io.cistern.listmap.file.Format.INT;
import static io.cistern.listmap.file.Format.INT_HANDLE;
import static io.cistern.listmap.file.Format.LONG;
import static io.cistern.listmap.file.Format.RECORD_HEADER;
import static io.cistern.listmap.file.Format.RECORD_LENGTH;
import static io.cistern.listmap.file.Format.RECORD_SEQUENCE;

import io.cistern.listmap.MapFullException;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Space;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/// The end of the log of records, the truth of the map's content: appends to it. For one thread at
/// a time, but for [#tail()].
public final class Log {

  public static final byte[] NOTHING = {};

  private final Records records;
  private final Space space;
  private final CRC32C crc = new CRC32C();
  private final byte[] header = new byte[RECORD_HEADER];
  private volatile long tail;
  private long nextSequence;

  public Log(Records records, long tail, long nextSequence) {
    this.records = records;
    this.space = records.space();
    this.tail = tail;
    this.nextSequence = nextSequence;
  }

  public Records records() {
    return records;
  }

  public Space space() {
    return space;
  }

  /// Where the next record goes.
  public long tail() {
    return tail;
  }

  public long nextSequence() {
    return nextSequence;
  }

  public static long lengthOf(byte[] key, byte[] value) {
    return Format.padded((long) RECORD_HEADER + key.length + value.length);
  }

  /// Makes sure that records of so many bytes can be appended one after the other, within one
  /// window.
  ///
  /// @param bytes of the records, padded
  /// @param reserve bytes the file shall have behind them
  /// @throws MapFullException if there is no room; nothing has changed
  public void ensure(long bytes, long reserve) throws MapFullException {
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
        appendPad((int) Math.min(end - tail, 1 << 27));
      }
    }
  }

  private void grow(long bytes) throws MapFullException {
    try {
      space.grow(bytes);
    } catch (IOException e) {
      throw new MapFullException(records.file(), "no room to grow by " + bytes + " bytes", e);
    }
  }

  public long append(int type, byte[] key, byte[] value) {
    return append(type, RECORD_HEADER + key.length + value.length, key.length, key, value);
  }

  private void appendPad(int length) {
    append(Format.PAD, length, 0, NOTHING, NOTHING);
  }

  /// Appends a block of which only the header is written, at a multiple of a cache line.
  public long appendLeaf() {
    int gap = (int) (-tail & (Format.LEAF_ALIGNMENT - 1));
    if (gap != 0) {
      appendPad(gap < RECORD_HEADER ? gap + Format.LEAF_ALIGNMENT : gap);
    }
    return append(Format.LEAF, Format.LEAF_BYTES, 0, NOTHING, NOTHING);
  }

  /// Appends a record that says with which sequence the log goes on. What a crash has left behind
  /// the tail can then never be taken for a continuation.
  public void appendRestart(long sequence) {
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
    INT_HANDLE.setRelease(segment, offset, (int) crc.getValue() ^ records.mark(at));
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
}
