package io.cistern.app.metrics;

import io.cistern.metricstore.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last record of one structure of one entity. Immutable: the arrays are not handed out.
public final class RecordSnapshot {
  private final RecordPlan plan;
  private final long timeMillis;
  private final long[] values;
  private final boolean[] present;
  private final double[] rates;
  private final List<String> texts;

  RecordSnapshot(
      RecordPlan plan,
      long timeMillis,
      long[] values,
      boolean[] present,
      double[] rates,
      List<String> texts) {
    this.plan = plan;
    this.timeMillis = timeMillis;
    this.values = values;
    this.present = present;
    this.rates = rates;
    this.texts = texts;
  }

  /// What the record is.
  public RecordPlan plan() {
    return plan;
  }

  /// When it was received, epoch milliseconds.
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
