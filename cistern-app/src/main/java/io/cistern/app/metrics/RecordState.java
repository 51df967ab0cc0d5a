package io.cistern.app.metrics;

import io.cistern.metricstore.ValueKind;
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
  private long intervalMillis;
  private boolean read;
  private byte[] textSource = {};
  private List<String> texts = List.of();
  private boolean fell;
  private boolean mayHaveWrapped;
  private boolean exceeded;
  private boolean renamed;

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
  void read(MemorySegment segment, long offset, long length, long time, boolean continued) {
    swap();
    plan.structure().readNumbers(segment, offset, length, values, present);
    double seconds = read && continued ? (time - timeMillis) / MILLIS_PER_SECOND : 0;
    renamed = false;
    computeRates(seconds);
    intervalMillis = read ? Math.max(0, time - timeMillis) : 0;
    timeMillis = time;
    if (!plan.textNames().isEmpty()) {
      readTexts(segment, offset, length);
    }
    read = true;
  }

  /// Whether a counter fell and did not wrap.
  boolean fell() {
    return fell;
  }

  /// Whether a counter of 64 bits fell as one of 32 bits falls that wraps, but it did not wrap, or
  /// nobody knows.
  boolean mayHaveWrapped() {
    return mayHaveWrapped;
  }

  /// Whether more passed than the line can carry.
  boolean exceeded() {
    return exceeded;
  }

  /// Whether it is of another port than the record before: its name, type or speed is another.
  boolean isOfAnotherPort() {
    return renamed || isChanged(plan.type()) || isChanged(plan.speed());
  }

  private boolean isChanged(int index) {
    return index >= 0
        && present[index]
        && previousPresent[index]
        && values[index] != previous[index];
  }

  /// The line's speed, bit/s, 0 where it is not told.
  long speed() {
    return plan.speed() >= 0 && present[plan.speed()] ? values[plan.speed()] : 0;
  }

  /// Whether it says how much passed a line.
  boolean isOfLine() {
    return plan.speed() >= 0;
  }

  /// Whether a counter is less than before, for whatever reason.
  boolean isLess() {
    for (int i = 0; i < values.length; i++) {
      if (plan.isCounter(i)
          && present[i]
          && previousPresent[i]
          && Long.compareUnsigned(values[i], previous[i]) < 0) {
        return true;
      }
    }
    return false;
  }

  /// What was counted since the record before is not known.
  void forgetRates() {
    Arrays.fill(rates, Double.NaN);
  }

  private void swap() {
    long[] v = values;
    values = previous;
    previous = v;
    boolean[] p = present;
    present = previousPresent;
    previousPresent = p;
  }

  private void computeRates(double seconds) {
    fell = false;
    mayHaveWrapped = false;
    exceeded = false;
    for (int i = 0; i < rates.length; i++) {
      rates[i] = Double.NaN;
      if (read && plan.isCounter(i) && present[i] && previousPresent[i]) {
        long growth = growth(i, seconds);
        fell |= growth == CounterRate.RESET;
        if (growth != CounterRate.RESET && seconds > 0) {
          rates[i] = growth / seconds;
          exceeded |= plan.isOctets(i) && !Line.carries(speed(), seconds, growth);
        }
      }
    }
  }

  /// Some agents count bytes in 32 bits and send them in 64: a fall that fits the line if it is a
  /// wrap is one.
  private long growth(int index, double seconds) {
    ValueKind kind = plan.metrics().get(index).kind();
    long before = previous[index];
    long after = values[index];
    long growth = CounterRate.growth(kind, before, after);
    if (growth != CounterRate.RESET
        || kind != ValueKind.COUNTER64
        || !CounterRate.isWrapOf32Bits(before, after)) {
      return growth;
    }
    long wrapped = CounterRate.wrapped(before, after);
    boolean fits =
        plan.isOctets(index)
            && seconds > 0
            && Line.isKnown(speed())
            && Line.carries(speed(), seconds, wrapped);
    mayHaveWrapped |= !fits;
    return fits ? wrapped : CounterRate.RESET;
  }

  private void readTexts(MemorySegment segment, long offset, long length) {
    MemorySegment record = segment.asSlice(offset, length);
    if (record.mismatch(MemorySegment.ofArray(textSource)) != -1 || texts.isEmpty()) {
      textSource = record.toArray(ValueLayout.JAVA_BYTE);
      List<String> before = texts;
      texts = plan.texts(segment, offset, length);
      renamed = plan.isPortName() && !before.isEmpty() && !texts.equals(before);
    }
  }

  RecordSnapshot snapshot() {
    return new RecordSnapshot(
        plan, timeMillis, intervalMillis, values.clone(), present.clone(), rates.clone(), texts);
  }

  CounterRow.Part rowPart() {
    return new CounterRow.Part(plan, values.clone(), Arrays.copyOf(present, present.length));
  }
}
