package io.cistern.listmap.log;

import static io.cistern.listmap.file.Format.ARRAY_INT;
import static io.cistern.listmap.file.Format.ARRAY_LONG;
import static io.cistern.listmap.file.Format.RECORD_HEADER;
import static io.cistern.listmap.file.Format.RECORD_LENGTH;

import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Space;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/// Reads the records of a log from its start, as long as length, sequence and checksum hold.
public final class LogReader {

  /* The log goes through an array: the processor's instruction for CRC32C is to be had over arrays,
   * and to copy a stretch of a thousand records costs much less than to copy each. */
  private static final int BUFFER = 1 << 17;

  /// Bytes behind the header that are read from the buffer, of any record: its key's start, or a
  /// body.
  private static final int PREFIXES = 16;

  private final Records records;
  private final Space space;
  private final long limit;
  private final Checksum checksum = new Checksum();
  private final CRC32C crc = new CRC32C();
  private final byte[] buffer = new byte[BUFFER];

  /// Which part of the log the buffer holds.
  private long start;

  private long end;

  // The record the reader is at, and where it is in the buffer.

  private long record;
  private int index;
  private int type;
  private int length;
  private int keyLength;

  private long next = Format.START;
  private long nextSequence = 1;

  /// @param limit what is behind it is not read
  public LogReader(Records records, long limit) {
    this.records = records;
    this.space = records.space();
    this.limit = limit;
  }

  /// Moves to the next record.
  ///
  /// @return `false` if there is none, or none that holds
  public boolean next() {
    if (next + RECORD_HEADER > limit) {
      return false;
    }
    long available = Math.min(limit, space.window(next).end) - next;
    if (available < RECORD_HEADER) {
      return false;
    }
    record = next;
    index = locate(RECORD_HEADER, available);
    int typeAndLength = (int) ARRAY_INT.get(buffer, index + RECORD_LENGTH);
    type = typeAndLength >>> Format.TYPE_SHIFT;
    length = typeAndLength & Format.LENGTH_MASK;
    long sequenceAndKey = (long) ARRAY_LONG.get(buffer, index + Format.RECORD_SEQUENCE);
    keyLength = (int) sequenceAndKey & Format.KEY_LENGTH_MASK;
    if (length < RECORD_HEADER
        || Format.padded(length) > available
        || sequenceAndKey >>> Format.SEQUENCE_SHIFT != nextSequence
        || !isIntact(available)) {
      return false;
    }
    next = record + Format.padded(length);
    nextSequence = type == Format.RESTART ? body() : nextSequence + 1;
    return true;
  }

  private boolean isIntact(long available) {
    int covered = (Format.isHeaderOnly(type) ? RECORD_HEADER : length) - RECORD_LENGTH;
    int stored = (int) ARRAY_INT.get(buffer, index) ^ records.mark(record);
    if (covered > BUFFER - RECORD_LENGTH) {
      var window = space.window(record);
      long from = record - window.base + RECORD_LENGTH;
      index = locate(RECORD_HEADER + PREFIXES, available);
      return checksum.of(window.segment, from, covered) == stored;
    }
    index = locate(RECORD_LENGTH + covered, available);
    crc.reset();
    crc.update(buffer, index + RECORD_LENGTH, covered);
    return (int) crc.getValue() == stored;
  }

  /// Sees to it that the buffer holds so many bytes of the record.
  private int locate(int bytes, long available) {
    if (record + bytes > end) {
      int n = (int) Math.min(BUFFER, available);
      var window = space.window(record);
      long from = record - window.base;
      MemorySegment.copy(window.segment, ValueLayout.JAVA_BYTE, from, buffer, 0, n);
      start = record;
      end = record + n;
    }
    return (int) (record - start);
  }

  /// The record the reader is at.
  public long record() {
    return record;
  }

  public int type() {
    return type;
  }

  public int length() {
    return length;
  }

  public long paddedLength() {
    return Format.padded(length);
  }

  /// The first eight bytes of its key, as [Format#prefix(byte[])].
  public long prefix() {
    return prefix(0);
  }

  /// The eight bytes of its key that follow them, zeros where it ends.
  public long secondPrefix() {
    return prefix(8);
  }

  private long prefix(int skipped) {
    int from = index + RECORD_HEADER;
    int to = from + Math.min(keyLength, length - RECORD_HEADER);
    return Format.prefix(buffer, from + skipped, to);
  }

  /// The first eight bytes behind its header.
  public long body() {
    return length < RECORD_HEADER + 8 ? -1 : (long) ARRAY_LONG.get(buffer, index + RECORD_HEADER);
  }

  /// Where the record ends, and the next begins.
  public long end() {
    return next;
  }

  /// The sequence that the next record must have.
  public long nextSequence() {
    return nextSequence;
  }
}
