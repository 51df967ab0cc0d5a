package io.cistern.app.metrics;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// The last record of one structure of one entity, and the rates since the one before.
final class RecordState {
  private static final double MILLIS_PER_SECOND = 1000;

  final RecordPlan plan;
  private final double[] rates;
  private long[] values;
  private long[] previous;
  private boolean[] present;
  private boolean[] previousPresent;
  private long timeMillis;
  private long uptimeMillis;
  private boolean read;
  private byte[] textSource = {};
  private List<String> texts = List.of();

  RecordState(RecordPlan plan) {
    this.plan = plan;
    int size = plan.metrics().size();
    rates = new double[size];
    values = new long[size];
    previous = new long[size];
    present = new boolean[size];
    previousPresent = new boolean[size];
  }

  /// Takes the next record. `continued` is false where the agent began again since the last one.
  ///
  /// @return whether a counter that continued fell back, so that its agent must have begun again
  boolean read(
      MemorySegment segment, long offset, long length, long time, long uptime, boolean continued) {
    swap();
    plan.structure().readNumbers(segment, offset, length, values, present);
    double seconds = read && continued ? seconds(time, uptime) : 0;
    boolean fell = computeRates(seconds);
    timeMillis = time;
    uptimeMillis = uptime;
    read = true;
    if (!plan.textNames().isEmpty()) {
      readTexts(segment, offset, length);
    }
    return fell;
  }

  private void swap() {
    long[] v = values;
    values = previous;
    previous = v;
    boolean[] p = present;
    present = previousPresent;
    previousPresent = p;
  }

  /// Seconds by the agent's own clock, or by ours where that stands still.
  private double seconds(long time, long uptime) {
    long byAgent = (uptime - uptimeMillis) & 0xffffffffL;
    return (byAgent > 0 && byAgent < 1L << 31 ? byAgent : time - timeMillis) / MILLIS_PER_SECOND;
  }

  private boolean computeRates(double seconds) {
    boolean fell = false;
    for (int i = 0; i < rates.length; i++) {
      rates[i] = Double.NaN;
      MetricDefinition metric = plan.metrics().get(i);
      if (read && metric.isCounter() && present[i] && previousPresent[i]) {
        long growth = CounterRate.growth(metric.kind(), previous[i], values[i]);
        fell |= growth == CounterRate.RESET;
        if (growth != CounterRate.RESET && seconds > 0) {
          rates[i] = growth / seconds;
        }
      }
    }
    return fell;
  }

  private void readTexts(MemorySegment segment, long offset, long length) {
    MemorySegment record = segment.asSlice(offset, length);
    if (record.mismatch(MemorySegment.ofArray(textSource)) != -1 || texts.isEmpty()) {
      textSource = record.toArray(ValueLayout.JAVA_BYTE);
      texts = plan.texts(segment, offset, length);
    }
  }

  RecordSnapshot snapshot() {
    return new RecordSnapshot(
        plan, timeMillis, values.clone(), present.clone(), rates.clone(), texts);
  }

  CounterRow.Part rowPart() {
    return new CounterRow.Part(plan, values.clone(), Arrays.copyOf(present, present.length));
  }
}
