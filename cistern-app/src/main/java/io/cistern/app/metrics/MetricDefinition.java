package io.cistern.app.metrics;

import io.cistern.metricstore.ValueKind;
import io.cistern.sflow.Field;
import java.util.Locale;

/// What one field of a counter record is as a metric.
///
/// @param name for example `if_in_octets`
/// @param kind how its values behave
/// @param unit may be empty
public record MetricDefinition(String name, ValueKind kind, String unit) {

  static MetricDefinition of(Field field) {
    return new MetricDefinition(field.metric(), kind(field), field.unit());
  }

  private static ValueKind kind(Field field) {
    return switch (field.kind()) {
      case COUNTER ->
          switch (field.type()) {
            case U64 -> ValueKind.COUNTER64;
            case U32, I32, OCTET -> ValueKind.COUNTER32;
            case F32, F64 -> ValueKind.GAUGE_DOUBLE;
            case MAC, IPV4, IPV6, ADDRESS, TEXT, OPAQUE, UUID, LIST, RECORDS, TO_END ->
                throw new IllegalArgumentException("no number: " + field);
          };
      case GAUGE ->
          switch (field.type()) {
            case F32, F64 -> ValueKind.GAUGE_DOUBLE;
            case U32, U64, I32, OCTET -> ValueKind.GAUGE_LONG;
            case MAC, IPV4, IPV6, ADDRESS, TEXT, OPAQUE, UUID, LIST, RECORDS, TO_END ->
                throw new IllegalArgumentException("no number: " + field);
          };
      case STATE -> ValueKind.STATE;
      case TEXT, OTHER -> throw new IllegalArgumentException("no metric: " + field);
    };
  }

  /// Whether the values only grow.
  public boolean isCounter() {
    return kind == ValueKind.COUNTER64 || kind == ValueKind.COUNTER32;
  }

  /// The kind as JSON has it: counter64, counter32, gauge or state.
  public String kindText() {
    return switch (kind) {
      case COUNTER64, COUNTER32, STATE -> kind.name().toLowerCase(Locale.ROOT);
      case GAUGE_LONG, GAUGE_DOUBLE -> "gauge";
    };
  }
}
