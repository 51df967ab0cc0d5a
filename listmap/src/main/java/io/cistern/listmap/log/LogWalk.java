package io.cistern.listmap.log;

import static io.cistern.listmap.file.Format.INT;
import static io.cistern.listmap.file.Format.RECORD_HEADER;

import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Space;

/// Walks the intact records of a log in order, across what is damaged. Unlike [Recovery], which
/// stops at the first hole, it goes on behind it.
///
/// A record counts if its checksum holds at its place and its sequence is above that of the one
/// before: what is left of earlier lives of the log has lower ones.
public final class LogWalk {

  private final Records records;
  private final Space space;
  private final long limit;
  private final long maxRestart;
  private final Checksum checksum = new Checksum();
  private long at = Format.START;
  private long record;
  private long gap;
  private long sequence;

  /// @param limit end of the log where known, otherwise of the file
  /// @param maxRestart the greatest sequence a RESTART record may have set
  public LogWalk(Records records, long limit, long maxRestart) {
    this.records = records;
    this.space = records.space();
    this.limit = limit;
    this.maxRestart = maxRestart;
  }

  /// Moves to the next intact record.
  ///
  /// @return `false` at the end
  public boolean next() {
    long from = at;
    while (at + RECORD_HEADER <= limit && !isIntact()) {
      at += Format.RECORD_ALIGNMENT;
    }
    if (at + RECORD_HEADER > limit) {
      gap = lastWritten(from) - from;
      return false;
    }
    gap = at - from;
    record = at;
    sequence = records.sequence(record);
    at += records.paddedLength(record);
    return true;
  }

  /// The record the walk is at.
  public long record() {
    return record;
  }

  /// Bytes before it that are no intact record; at the end, those behind the last, without zeros.
  public long gap() {
    return gap;
  }

  /// The sequence of the record the walk is at.
  public long sequence() {
    return sequence;
  }

  private boolean isIntact() {
    var window = space.window(at);
    var segment = window.segment;
    long offset = at - window.base;
    int typeAndLength = segment.get(INT, offset + Format.RECORD_LENGTH);
    int type = typeAndLength >>> Format.TYPE_SHIFT;
    int length = typeAndLength & Format.LENGTH_MASK;
    if (type < Format.PUT
        || type > Format.RESTART
        || length < RECORD_HEADER
        || length > limit - at
        || !isPossible(records.sequence(at))) {
      return false;
    }
    int covered = Format.isHeaderOnly(type) ? RECORD_HEADER : length;
    int computed =
        checksum.of(segment, offset + Format.RECORD_LENGTH, (long) covered - Format.RECORD_LENGTH);
    return (segment.get(INT, offset) ^ records.mark(at)) == computed;
  }

  /// Spares the checksum of nearly everything that is not a record.
  private boolean isPossible(long candidate) {
    long most = Math.max(maxRestart, sequence) + limit / RECORD_HEADER + 2;
    return candidate > sequence && candidate <= most;
  }

  private long lastWritten(long from) {
    long end = limit;
    while (end - 4 >= from) {
      var window = space.window(end - 4);
      if (window.segment.get(INT, end - 4 - window.base) != 0) {
        return end;
      }
      end -= 4;
    }
    return from;
  }
}
