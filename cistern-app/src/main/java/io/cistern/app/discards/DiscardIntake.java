package io.cistern.app.discards;

import io.cistern.protodecode.HeaderDecoder;
import io.cistern.protodecode.HeaderFields;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.DiscardReason;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/// Counts the discarded packets of a shard. Belongs to its thread.
///
/// Source: `sflow_drops.txt`; sFlow version 5, section 5, `interface`: format 1 of an output is a
/// packet that was discarded, with the reason.
public final class DiscardIntake {
  private static final int ROWS = 1_024;
  private static final int DISCARDED = 1; // format of an output interface
  private static final int SAMPLED_IPV4 = 3;
  private static final int SAMPLED_IPV6 = 4;
  private static final int EGRESS_QUEUE = 1036;
  private static final int ACL = 1037;
  private static final int FUNCTION = 1038;
  private static final int HW_TRAP = 1041;
  private static final int KERNEL_REASON = 1042;
  private static final int EGRESS = 2; // direction of an access list
  private static final long INTERNAL_COMPACT = 0x3fffffffL;
  private static final long INTERNAL_EXPANDED = 0xffffffffL;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final DiscardTable table = new DiscardTable(ROWS, new SplittableRandom().nextLong());
  private final DiscardTotals totals = new DiscardTotals();
  private final DiscardKey key = new DiscardKey();
  private final HeaderDecoder decoder = new HeaderDecoder();
  private final HeaderFields fields = new HeaderFields();
  private DiscardSnapshot snapshot = DiscardSnapshot.NONE;
  private boolean changed;
  private long sourceIfIndex;

  /// Whether a flow sample is of a packet that was discarded.
  public static boolean isDiscarded(DatagramCursor cursor) {
    return cursor.outputFormat() == DISCARDED;
  }

  /// Starts a discarded packet, or the flow sample of one.
  ///
  /// @param sourceIfIndex the interface that told of it, 0 none
  public void begin(int observer, long sourceIfIndex, DatagramCursor cursor) {
    this.sourceIfIndex = sourceIfIndex;
    boolean isSample = isDiscarded(cursor);
    key.clear();
    key.set(DiscardKey.OBSERVER, observer);
    key.set(DiscardKey.REASON, isSample ? cursor.outputValue() : cursor.discardReason());
    key.set(DiscardKey.INPUT, cursor.inputFormat() == 0 ? known(cursor.inputValue()) : 0);
    key.set(DiscardKey.OUTPUT, isSample ? 0 : known(cursor.outputValue()));
  }

  private static long known(long ifIndex) {
    return ifIndex == INTERNAL_COMPACT || ifIndex == INTERNAL_EXPANDED ? 0 : ifIndex;
  }

  /// Takes the record that the cursor stands on, if it tells of the packet.
  public void record(DatagramCursor cursor, MemorySegment segment) {
    long at = cursor.recordOffset();
    long length = cursor.recordLength();
    if (cursor.isSampledHeader()) {
      decoder.decode(
          cursor.headerProtocol(),
          segment,
          cursor.headerOffset(),
          cursor.headerLength(),
          cursor.frameLength(),
          fields);
      key.flow(fields);
      return;
    }
    switch (cursor.recordTag()) {
      case SAMPLED_IPV4 -> ipv4(segment, at, length);
      case SAMPLED_IPV6 -> ipv6(segment, at, length);
      case EGRESS_QUEUE -> key.set(DiscardKey.QUEUE, length < 4 ? 0 : word(segment, at) + 1);
      case ACL -> acl(segment, at, length);
      case FUNCTION -> text(DiscardKey.FUNCTION, segment, at, at + length);
      case HW_TRAP -> {
        long next = textEnd(segment, at, at + length);
        text(DiscardKey.TRAP, segment, next, at + length);
      }
      case KERNEL_REASON -> text(DiscardKey.KERNEL_REASON, segment, at, at + length);
      default -> {} // nothing of the packet
    }
  }

  private static long word(MemorySegment segment, long at) {
    return segment.get(INT, at) & 0xffffffffL;
  }

  private void acl(MemorySegment segment, long at, long length) {
    long end = at + length;
    if (length < 4) {
      return;
    }
    key.set(DiscardKey.ACL_NUMBER, word(segment, at) + 1);
    text(DiscardKey.ACL, segment, at + 4, end);
    long next = textEnd(segment, at + 4, end);
    if (end - next >= 4) {
      key.set(DiscardKey.ACL_DIRECTION, word(segment, next) + 1);
    }
  }

  /// Takes a text: its length, then its bytes. One that is cut is taken as far as it goes.
  private void text(int field, MemorySegment segment, long at, long end) {
    if (end - at >= 4) {
      key.text(field, segment, at + 4, Math.min(word(segment, at), end - at - 4));
    }
  }

  /// Where a text and its padding end.
  private static long textEnd(MemorySegment segment, long at, long end) {
    return end - at < 4 ? end : Math.min(end, at + 4 + (word(segment, at) + 3 & ~3L));
  }

  /* Both records begin with length, protocol and addresses, and go on with ports. */
  private void ipv4(MemorySegment segment, long at, long length) {
    if (length >= 24 && !key.hasFlow()) {
      key.set(DiscardKey.VERSION, 4);
      key.set(DiscardKey.SOURCE + 1, word(segment, at + 8));
      key.set(DiscardKey.DESTINATION + 1, word(segment, at + 12));
      ports(word(segment, at + 4), segment, at + 16);
    }
  }

  private void ipv6(MemorySegment segment, long at, long length) {
    if (length >= 48 && !key.hasFlow()) {
      key.set(DiscardKey.VERSION, 6);
      key.set(DiscardKey.SOURCE, segment.get(LONG, at + 8));
      key.set(DiscardKey.SOURCE + 1, segment.get(LONG, at + 16));
      key.set(DiscardKey.DESTINATION, segment.get(LONG, at + 24));
      key.set(DiscardKey.DESTINATION + 1, segment.get(LONG, at + 32));
      ports(word(segment, at + 4), segment, at + 40);
    }
  }

  private void ports(long protocol, MemorySegment segment, long at) {
    key.set(DiscardKey.PROTOCOL, (protocol & 0xff) + 1);
    if (protocol == 6 || protocol == 17 || protocol == 132) {
      key.set(DiscardKey.SOURCE_PORT, (word(segment, at) & 0xffff) + 1);
      key.set(DiscardKey.DESTINATION_PORT, (word(segment, at + 4) & 0xffff) + 1);
    }
  }

  /// Ends a discarded packet that the agent told of by itself.
  public void endNotification(long now) {
    end(-1, now);
  }

  /// Ends the flow sample of a discarded packet.
  ///
  /// @param rate how many packets it stands for, 0 unknown
  public void endSample(long rate, long now) {
    end(Math.max(0, rate), now);
  }

  private void end(long rate, long now) {
    changed = true;
    long ifIndex = ifIndex();
    key.set(DiscardKey.INTERFACE, ifIndex + 1);
    count(table.row(key.numbers, now), rate, now);
    long reason = key.numbers[DiscardKey.REASON];
    boolean isNamed = DiscardReason.of(reason).isPresent();
    totals.count(
        new DiscardTotals.Key(
            (int) key.numbers[DiscardKey.OBSERVER],
            ifIndex,
            isNamed ? reason : DiscardTotals.OTHER_REASON),
        rate,
        now);
  }

  private void count(int row, long rate, long now) {
    long[] rows = table.rows();
    rows[row + DiscardTable.LAST] = now;
    if (rate < 0) {
      rows[row + DiscardTable.NOTIFICATIONS]++;
    } else {
      rows[row + DiscardTable.SAMPLES]++;
      rows[row + DiscardTable.PACKETS] += rate;
      rows[row + DiscardTable.UNSCALED] += rate == 0 ? 1 : 0;
    }
  }

  /// Where it was discarded: where it came in, or where it was to go out if an egress list did it
  /// or nothing else is known. -1 unknown.
  private long ifIndex() {
    long input = key.numbers[DiscardKey.INPUT];
    long output = key.numbers[DiscardKey.OUTPUT];
    boolean isEgress = key.numbers[DiscardKey.ACL_DIRECTION] == EGRESS + 1;
    long first = isEgress ? output : input;
    long second = isEgress ? input : output;
    long known = first != 0 ? first : second != 0 ? second : sourceIfIndex;
    return known != 0 ? known : -1;
  }

  /// What is known now; the same object until the next packet.
  public DiscardSnapshot snapshot() {
    if (changed) {
      changed = false;
      snapshot = new DiscardSnapshot(table.copy(), totals.copy(), table.forgotten());
    }
    return snapshot;
  }
}
