package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Humidity: `humidity` (0:3002).
///
/// Source: sflow list.
///
/// @param relative relative humidity in percent; gauge, signed 32 bits at 0
@SflowStructure(format = 3002, name = "humidity", prefix = "humidity", source = "sflow list")
public record Humidity(@Gauge("%") int relative) implements CounterRecord {}
