package io.cistern.sflow;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Walks one sample of sFlow versions 2 and 4. Reusable, allocation-free, not thread-safe.
///
/// Neither samples nor their records have lengths there, so a sample is read through to find its
/// end when it is entered. What is not known ends the datagram: nothing after it can be found.
///
/// | flow sample, offset | field                                                       |
/// |--------------------:|-------------------------------------------------------------|
/// |                0–27 | as the compact flow sample of version 5, input and output included |
/// |                  28 | packet data: type, record                                   |
/// |                     | number of extended data, and for each: type, record         |
///
/// | counters sample, offset | field                                                   |
/// |------------------------:|---------------------------------------------------------|
/// |                     0–7 | as the compact counters sample of version 5             |
/// |                       8 | sampling interval in seconds                            |
/// |                      12 | counters type                                           |
/// |                      16 | the records that the type has                           |
///
/// Source: sFlow version 2 (RFC 3176) and version 4.
final class OlderWalk {
  static final int FLOW = 1;
  static final int COUNTERS = 2;

  /* Before the first record; the packet data type is counted to its record. */
  private static final int FLOW_FIXED = 28;
  private static final int COUNTERS_FIXED = 16;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private MemorySegment segment = MemorySegment.NULL;
  private long limit;
  private int version;
  private int sampleType;
  private int countersType;
  private long first;

  private long announced;
  private int complete;
  private long end;

  private int index;
  private long next;
  private int tag;
  private long offset;
  private long length;

  private DecodeError error = DecodeError.NONE;
  private long errorAt;
  private long errorValue;
  private long errorLimit;

  /// Enters a sample, before its first record.
  ///
  /// @param at where its type word is; at least four bytes are there
  /// @return `false` if it cannot be entered, [#error()] says why
  boolean enter(MemorySegment segment, int version, long at, long limit) {
    this.segment = segment;
    this.version = version;
    this.limit = limit;
    error = DecodeError.NONE;
    sampleType = segment.get(INT, at);
    if (sampleType != FLOW && sampleType != COUNTERS) {
      return unknown(at, sampleType, COUNTERS);
    }
    first = at + 4 + (sampleType == FLOW ? FLOW_FIXED : COUNTERS_FIXED);
    if (first > limit) {
      return cut(at, first - at);
    }
    countersType = sampleType == COUNTERS ? segment.get(INT, first - 4) : 0;
    announced = 1;
    rewind();
    while (index < announced && advance()) {}
    complete = index;
    end = next;
    rewind();
    return true;
  }

  private void rewind() {
    index = 0;
    next = first;
  }

  /// Moves to the next complete record.
  ///
  /// @return `false` after the last
  boolean nextRecord() {
    return index < complete && advance();
  }

  private boolean advance() {
    if (index == DatagramCursor.MAX_RECORDS) {
      return stop(DecodeError.BAD_COUNT, next, announced, DatagramCursor.MAX_RECORDS);
    }
    return sampleType == FLOW ? advanceFlow() : advanceCounters();
  }

  private boolean advanceFlow() {
    if (limit - next < 4) {
      return cut(next, 4);
    }
    int type = segment.get(INT, next);
    int found = index == 0 ? OlderLayout.packetDataTag(type) : OlderLayout.extendedTag(type);
    if (found == 0) {
      return unknown(next, type, index == 0 ? 3 : 5);
    }
    long size = OlderLayout.flowLength(segment, version, found, next + 4, limit);
    if (size < 0) {
      return cut(next, limit - next + 1); // at least
    }
    moveTo(found, next + 4, size);
    if (index == 1) {
      readExtendedCount();
    }
    return true;
  }

  private void readExtendedCount() {
    if (limit - next < 4) {
      cut(next, 4);
      return;
    }
    announced = 1 + (segment.get(INT, next) & 0xffff_ffffL);
    next += 4;
  }

  private boolean advanceCounters() {
    int found = OlderLayout.counterTag(countersType, index);
    if (found == 0) {
      return unknown(next, countersType, 7);
    }
    int size = OlderLayout.counterLength(found);
    if (limit - next < size) {
      return cut(next, size);
    }
    moveTo(found, next, size);
    announced = OlderLayout.counterTag(countersType, 1) == 0 ? 1 : 2;
    return true;
  }

  private void moveTo(int tag, long offset, long length) {
    this.tag = tag;
    this.offset = offset;
    this.length = length;
    next = offset + length;
    index++;
  }

  private boolean cut(long at, long needed) {
    return stop(DecodeError.TRUNCATED, at, needed, limit - at);
  }

  private boolean unknown(long at, int type, int largest) {
    return stop(DecodeError.UNKNOWN_FORMAT, at, type & 0xffff_ffffL, largest);
  }

  private boolean stop(DecodeError reason, long at, long value, long limit) {
    error = reason;
    errorAt = at;
    errorValue = value;
    errorLimit = limit;
    return false;
  }

  int sampleType() {
    return sampleType;
  }

  /// The number of records the sample announces.
  long announced() {
    return announced;
  }

  /// Where the last complete record ends.
  long end() {
    return end;
  }

  /// The data format of the record in version 5.
  int tag() {
    return tag;
  }

  long offset() {
    return offset;
  }

  long length() {
    return length;
  }

  /// Why the sample's end could not be found, or [DecodeError#NONE].
  DecodeError error() {
    return error;
  }

  long errorAt() {
    return errorAt;
  }

  /// As [DatagramCursor#errorValue()].
  long errorValue() {
    return errorValue;
  }

  /// As [DatagramCursor#errorLimit()].
  long errorLimit() {
    return errorLimit;
  }
}
