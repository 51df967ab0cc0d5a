package io.cistern.flowtrack;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The evidence of scans over one sliding window: by source and port, whom it tries; by source and
/// host, which ports. Allocation-free.
final class ScanWindow {
  final long windowMillis;
  private final long stepMillis;
  private final int floor;
  private final Doorkeeper door;
  private final EvidenceTable byPort;
  private final EvidenceTable byTarget;
  private final Evidence[] queue; // for a verdict
  private int queued;
  private long now;
  private long step;
  private long stepEnd = Long.MIN_VALUE;

  ScanWindow(int capacity, long windowMillis, int floor) {
    this.windowMillis = windowMillis;
    this.floor = floor;
    stepMillis = windowMillis / Evidence.WINDOW_STEPS;
    door = new Doorkeeper(Math.max(1 << 16, capacity * 256), windowMillis);
    byPort = new EvidenceTable(capacity);
    byTarget = new EvidenceTable(capacity);
    queue = new Evidence[2 * capacity];
  }

  int records() {
    return byPort.size() + byTarget.size();
  }

  long evicted() {
    return byPort.evicted() + byTarget.evicted();
  }

  void advance(long to) {
    now = to;
    if (to >= stepEnd) {
      step = to / stepMillis;
      stepEnd = (step + 1) * stepMillis;
    }
  }

  long step() {
    return step;
  }

  private EvidenceTable table(boolean isByTarget) {
    return isByTarget ? byTarget : byPort;
  }

  @Nullable Evidence find(boolean isByTarget, long h, long[] key) {
    return table(isByTarget).find(h, key);
  }

  /// Counts a sample that is no probe, where there is evidence of its key.
  void countOther(boolean isByTarget, long h, long[] key, boolean success) {
    var record = table(isByTarget).find(h, key);
    if (record != null) {
      record.countOther(step, success);
    }
  }

  /// Counts a probe.
  ///
  /// @param mark of the target, a keyed hash
  /// @param isAllowed whether the source may scan as it likes
  void countProbe(
      boolean isByTarget,
      long h,
      long[] key,
      long mark,
      long high,
      long low,
      long samplingRate,
      boolean isAllowed) {
    door.advance(now);
    var table = table(isByTarget);
    var record = table.find(h, key);
    boolean isFirst = false; // of this record's targets, the doorkeeper knows only the first
    if (record == null) {
      record = admit(table, h, key, mark, samplingRate, isAllowed);
      if (record == null) {
        return;
      }
    } else if (record.lastMillis <= now - windowMillis) {
      table.renew(record, now, step);
    } else {
      isFirst = record.firstIsMissing() && door.contains(mark);
    }
    if (!record.countProbe(now, step, windowMillis, samplingRate, mark, isFirst, high, low)) {
      table.summarize(record, mark, now - windowMillis);
    }
    if (!record.queued && record.listed() >= floor) {
      record.queued = true;
      queue[queued++] = record;
    }
  }

  private @Nullable Evidence admit(
      EvidenceTable table, long h, long[] key, long mark, long samplingRate, boolean isAllowed) {
    if (door.contains(mark)) {
      return null;
    }
    if (!door.contains(h)) {
      if (!isAllowed) {
        door.add(h);
        door.add(mark);
      }
      return null;
    }
    var record = table.claim(h, key, now, step, windowMillis);
    record.missFirst(now, samplingRate);
    return record;
  }

  /// Hands on the evidence that changed since the last call.
  void judge(Consumer<Evidence> judge) {
    for (int i = 0; i < queued; i++) {
      queue[i].queued = false;
      judge.accept(queue[i]);
    }
    queued = 0;
  }
}
