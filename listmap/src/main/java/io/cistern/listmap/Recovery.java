package io.cistern.listmap;

import static io.cistern.listmap.Format.INT;
import static io.cistern.listmap.Format.LONG;
import static io.cistern.listmap.Format.RECORD_HEADER;

import java.util.Arrays;

/// Reads a log from its start, as far as checksums and sequence hold, and sorts what it says by
/// key.
///
/// Everything after the first hole is left out, even where it looks intact: the pages of a file
/// reach the disk in any order, and only what has no hole before it is a state the map once had.
final class Recovery {

  private final Records records;
  private final Space space;
  private final Reading reading = new Reading();
  private final Changes changes;
  private long[] leaves = new long[64];
  private int leafCount;
  private long tail = Format.START;
  private long nextSequence = 1;
  private long recordCount;

  Recovery(Records records) {
    this.records = records;
    this.space = records.space();
    this.changes = new Changes(records);
  }

  /// Where the log ends.
  long tail() {
    return tail;
  }

  /// The sequence the next record would have.
  long nextSequence() {
    return nextSequence;
  }

  /// Records read that count.
  long recordCount() {
    return recordCount;
  }

  /// Every leaf block of the log, in order.
  long[] leaves() {
    return Arrays.copyOf(leaves, leafCount);
  }

  /// Reads the log up to a limit. Of an unfinished batch nothing is kept.
  ///
  /// @return the changes in the order of the log
  Changes scan(long limit) {
    long at = Format.START;
    long sequence = nextSequence;
    long unfinished = 0;
    int kept = 0;
    while (at + RECORD_HEADER <= limit) {
      var window = space.window(at);
      var segment = window.segment;
      long offset = at - window.base;
      int typeAndLength = segment.get(INT, offset + Format.RECORD_LENGTH);
      int type = typeAndLength >>> Format.TYPE_SHIFT;
      int length = typeAndLength & Format.LENGTH_MASK;
      long end = at + Format.padded(length);
      long sequenceAndKey = segment.get(LONG, offset + Format.RECORD_SEQUENCE);
      if (length < RECORD_HEADER
          || end > limit
          || length > segment.byteSize() - offset
          || sequenceAndKey >>> Format.SEQUENCE_SHIFT != sequence
          || !isIntact(window, offset, type, length)) {
        break;
      }
      sequence++;
      long body = offset + RECORD_HEADER;
      if (type == Format.BATCH_PUT || type == Format.BATCH_REMOVE) {
        changes.add(at, type == Format.BATCH_PUT);
        unfinished++;
      } else if (type == Format.COMMIT) {
        if (length != RECORD_HEADER + 8 || segment.get(LONG, body) != unfinished) {
          break;
        }
        recordCount += unfinished;
        unfinished = 0;
      } else if (unfinished != 0) {
        break;
      } else if (type == Format.PUT || type == Format.REMOVE) {
        changes.add(at, type == Format.PUT);
      } else if (type == Format.LEAF) {
        addLeaf(at);
      } else if (type == Format.RESTART) {
        sequence = segment.get(LONG, body);
      } else if (type != Format.PAD) {
        break;
      }
      at = end;
      if (unfinished == 0) {
        recordCount++;
        tail = at;
        nextSequence = sequence;
        kept = changes.count();
      }
    }
    changes.cutTo(kept);
    return changes;
  }

  private boolean isIntact(Space.Window window, long offset, int type, int length) {
    int covered = Format.isHeaderOnly(type) ? RECORD_HEADER : length;
    int checksum =
        reading.checksum(
            window.segment, offset + Format.RECORD_LENGTH, covered - Format.RECORD_LENGTH);
    return (window.segment.get(INT, offset) ^ records.mark(window.base + offset)) == checksum;
  }

  private void addLeaf(long record) {
    if (leafCount == leaves.length) {
      leaves = Arrays.copyOf(leaves, leafCount * 2);
    }
    leaves[leafCount++] = record;
  }
}
