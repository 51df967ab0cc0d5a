package io.cistern.app.agents;

import io.cistern.sflow.DatagramCursor;

/// Where the records of one sample lie in its datagram: for what has to know all of them before it
/// reads the first. One for all streams of a shard; valid until the next sample. Allocation-free.
final class SampleRecords {
  private static final int FORMAT_BITS = 12;

  private final int[] tags = new int[DatagramCursor.MAX_RECORDS];
  private final long[] offsets = new long[DatagramCursor.MAX_RECORDS];
  private final long[] lengths = new long[DatagramCursor.MAX_RECORDS];
  private int size;

  /// Notes the records of the cursor's sample, in order, and leaves the cursor behind them.
  void take(DatagramCursor cursor) {
    size = 0;
    while (cursor.nextRecord()) {
      tags[size] = cursor.recordTag();
      offsets[size] = cursor.recordOffset();
      lengths[size] = cursor.recordLength();
      size++;
    }
  }

  int size() {
    return size;
  }

  int enterprise(int record) {
    return tags[record] >>> FORMAT_BITS;
  }

  int format(int record) {
    return tags[record] & (1 << FORMAT_BITS) - 1;
  }

  long offset(int record) {
    return offsets[record];
  }

  long length(int record) {
    return lengths[record];
  }

  /// Whether a record is of the standard's structures from one format to another, both included.
  boolean isWithin(int record, int firstFormat, int lastFormat) {
    return tags[record] >= firstFormat && tags[record] <= lastFormat;
  }

  /// Whether any record is, see [#isWithin].
  boolean isAnyWithin(int firstFormat, int lastFormat) {
    for (int record = 0; record < size; record++) {
      if (isWithin(record, firstFormat, lastFormat)) {
        return true;
      }
    }
    return false;
  }
}
