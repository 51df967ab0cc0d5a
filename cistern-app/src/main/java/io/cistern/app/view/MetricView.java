package io.cistern.app.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The current value of one metric.
///
/// @param kind counter64, counter32, gauge, state or text
/// @param value the raw value: a `Long`, a `Double` or a `String`; null if the agent said it does
///   not know
/// @param rate per second between the last two values of a counter, else null
public record MetricView(
    String instance,
    String metric,
    String kind,
    String unit,
    @Nullable Object value,
    @Nullable Double rate,
    Instant time) {}
