package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Temperatures: `temperature` (0:3001).
///
/// Source: sflow list.
///
/// @param minimum temperature of the coolest sensor in 0.1 degrees Celsius; gauge, signed 32 bits
///   at 0
/// @param maximum temperature of the hottest sensor in 0.1 degrees Celsius; gauge, signed 32 bits
///   at 4
/// @param errors failed readings; counter, unsigned 32 bits at 8
@SflowStructure(format = 3001, name = "temperature", prefix = "temperature", source = "sflow list")
public record Temperature(
    @Gauge("0.1 degC") int minimum, @Gauge("0.1 degC") int maximum, @Counter long errors)
    implements CounterRecord {}
