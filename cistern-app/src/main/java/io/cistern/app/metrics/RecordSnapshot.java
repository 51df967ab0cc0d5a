package io.cistern.app.metrics;

import io.cistern.metricstore.ValueKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last record of one structure of one entity. Immutable: the arrays are not handed out.
public final class RecordSnapshot {
  private static final long MIN_STALE_MILLIS = 30_000;

  private final RecordPlan plan;
  private final long timeMillis;
  private final long intervalMillis;
  private final long[] values;
  private final boolean[] present;
  private final double[] rates;
  private final List<String> texts;

  RecordSnapshot(
      RecordPlan plan,
      long timeMillis,
      long intervalMillis,
      long[] values,
      boolean[] present,
      double[] rates,
      List<String> texts) {
    this.plan = plan;
    this.timeMillis = timeMillis;
    this.intervalMillis = intervalMillis;
    this.values = values;
    this.present = present;
    this.rates = rates;
    this.texts = texts;
  }

  /// The same as it is to be shown at a time: a rate that was not told again for three intervals,
  /// and not for half a minute, is not the rate of now.
  ///
  /// @param isSilent whether nothing at all comes from the agent any more
  RecordSnapshot at(long nowMillis, boolean isSilent) {
    long age = nowMillis - timeMillis;
    if (!hasRate() || (!isSilent && age <= Math.max(MIN_STALE_MILLIS, 3 * intervalMillis))) {
      return this;
    }
    double[] unknown = new double[rates.length];
    Arrays.fill(unknown, Double.NaN);
    return new RecordSnapshot(plan, timeMillis, intervalMillis, values, present, unknown, texts);
  }

  private boolean hasRate() {
    for (double rate : rates) {
      if (!Double.isNaN(rate)) {
        return true;
      }
    }
    return false;
  }

  /// What the record is.
  public RecordPlan plan() {
    return plan;
  }

  /// When it was sent, by the agent's clock in our time, epoch milliseconds.
  public long timeMillis() {
    return timeMillis;
  }

  /// The value of a metric by its place: a `Long`, a `Double`, or null where the agent does not
  /// know.
  public @Nullable Number value(int index) {
    if (!present[index]) {
      return null;
    }
    return plan.metrics().get(index).kind() == ValueKind.GAUGE_DOUBLE
        ? (Number) Double.longBitsToDouble(values[index])
        : (Number) values[index];
  }

  /// The rate of a counter by its place, per second, or null where it is not known.
  public @Nullable Double rate(int index) {
    return Double.isNaN(rates[index]) ? null : rates[index];
  }

  /// A text by its name, or null where it is absent or empty.
  public @Nullable String text(String name) {
    int index = plan.textNames().indexOf(name);
    return index < 0 || index >= texts.size() || texts.get(index).isEmpty()
        ? null
        : texts.get(index);
  }
}
