package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Power and energy: `energy` (0:3000).
///
/// Source: sflow list.
///
/// @param voltage voltage in millivolts; gauge, unsigned 32 bits at 0
/// @param current current in milliamperes; gauge, unsigned 32 bits at 4
/// @param realPower real power in milliwatts; gauge, unsigned 32 bits at 8
/// @param powerFactor power factor in 0.01 %, -10000 to 10000; -2147483647 unknown, 2147483647
///   direct current; gauge, signed 32 bits at 12
/// @param energy energy used in millijoules; counter, unsigned 32 bits at 16
/// @param errors failed readings; counter, unsigned 32 bits at 20
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
