package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Temperatures: `temperature` (0:3001).
///
/// Source: sflow list.
///
/// @param minimum signed 32 bits at 0, gauge, 0.1 degC
/// @param maximum signed 32 bits at 4, gauge, 0.1 degC
/// @param errors unsigned 32 bits at 8, counter
@SflowStructure(format = 3001, name = "temperature", prefix = "temperature", source = "sflow list")
public record Temperature(
    @Gauge("0.1 degC") int minimum, @Gauge("0.1 degC") int maximum, @Counter long errors)
    implements CounterRecord {}
