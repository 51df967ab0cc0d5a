package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Power and energy: `energy` (0:3000).
///
/// Source: sflow list.
///
/// @param voltage unsigned 32 bits at 0, gauge, mV
/// @param current unsigned 32 bits at 4, gauge, mA
/// @param realPower unsigned 32 bits at 8, gauge, mW
/// @param powerFactor signed 32 bits at 12, gauge, 0.01 %
/// @param energy unsigned 32 bits at 16, counter, mJ
/// @param errors unsigned 32 bits at 20, counter
@SflowStructure(
    format = 3000,
    name = "energy",
    prefix = "energy",
    source = "sflow list",
    snakeCase = true)
public record Energy(
    @Gauge("mV") long voltage,
    @Gauge("mA") long current,
    @Gauge("mW") long realPower,
    @Gauge("0.01 %") int powerFactor,
    @Counter("mJ") long energy,
    @Counter long errors)
    implements CounterRecord {}
