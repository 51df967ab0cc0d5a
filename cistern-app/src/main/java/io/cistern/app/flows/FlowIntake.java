package io.cistern.app.flows;

import io.cistern.flowtrack.FlowCapture;
import io.cistern.flowtrack.FlowSnapshot;
import io.cistern.flowtrack.FlowTracker;
import io.cistern.flowtrack.FlowTrackerOptions;
import io.cistern.flowtrack.Observation;
import java.lang.foreign.MemorySegment;

/// Turns flow samples into observations of a flow tracker. Allocation-free; belongs to one shard
/// thread.
///
/// Each sample counts once, however many records describe it: its sampled header says what it can,
/// the others what that lacks.
public final class FlowIntake {
  private static final long INTERNAL_COMPACT = 0x3fffffffL;
  private static final long INTERNAL_EXPANDED = 0xffffffffL;

  private final FlowTracker tracker;
  private final Observation observation = new Observation();
  private final PacketRecords records = new PacketRecords(observation);

  /// @param options of the tracker
  public FlowIntake(FlowTrackerOptions options) {
    tracker = new FlowTracker(options);
  }

  /// Starts a flow sample.
  ///
  /// @param dataSource the ifIndex that sampled, 0 unknown
  /// @param samplingRate the packets it stands for, 0 not known
  public void begin(int observer, long dataSource, long timeMillis, long samplingRate) {
    observation
        .clear()
        .observer(observer)
        .dataSource(dataSource)
        .timeMillis(timeMillis)
        .samplingRate(samplingRate);
    records.begin();
  }

  /// Sets where the packet came in and went out; formats other than one interface are unknown.
  public void interfaces(int inputFormat, long input, int outputFormat, long output) {
    observation.interfaces(known(inputFormat, input), known(outputFormat, output));
  }

  private static long known(int format, long value) {
    return format != 0 || value == INTERNAL_COMPACT || value == INTERNAL_EXPANDED ? 0 : value;
  }

  /// Takes a sampled header of the sample.
  ///
  /// @param frameLength the frame's length on the wire
  /// @param stripped bytes taken off before it was sampled
  public void header(
      int protocol,
      long frameLength,
      long stripped,
      MemorySegment segment,
      long offset,
      int length) {
    records.header(protocol, frameLength, stripped, segment, offset, length);
  }

  /// Takes another record of the sample.
  ///
  /// @param tag its data format, `enterprise << 12 | format`
  public void record(int tag, MemorySegment segment, long offset, long length) {
    records.record(tag, segment, offset, length);
  }

  /// Ends the sample: it is observed if it tells of a packet.
  ///
  /// @return the frame's length on the wire without its frame check sequence, bytes; -1 where that
  ///   is not known
  public long end() {
    if (!records.end()) {
      return -1;
    }
    tracker.observe(observation);
    return records.frameBytes();
  }

  /// Finds scans and floods: every few seconds, whether anybody reads them or not.
  ///
  /// @return the alerts and the tracker's stats, without any traffic
  public FlowSnapshot judge(long nowMillis) {
    return tracker.judge(nowMillis);
  }

  /// Makes what the tracker's tables are copied into.
  public FlowCapture newCapture(int topN) {
    return tracker.newCapture(topN);
  }

  /// Copies the tracker's tables for another thread to read.
  public void capture(FlowCapture capture, long nowMillis) {
    tracker.capture(capture, nowMillis);
  }
}
