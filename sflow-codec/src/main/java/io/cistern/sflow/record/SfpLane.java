package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;

/// One lane of an optical module.
///
/// Source: `sflow_optics.txt`, `lane`.
///
/// @param index from 1; 0 unknown
/// @param txBiasCurrent microamperes
/// @param txPower microwatts
/// @param txPowerMin microwatts
/// @param txPowerMax microwatts
/// @param txWavelength nanometres
/// @param rxPower microwatts
/// @param rxPowerMin microwatts
/// @param rxPowerMax microwatts
/// @param rxWavelength nanometres
public record SfpLane(
    long index,
    @Gauge("uA") long txBiasCurrent,
    @Gauge("uW") long txPower,
    @Gauge("uW") long txPowerMin,
    @Gauge("uW") long txPowerMax,
    @Gauge("nm") long txWavelength,
    @Gauge("uW") long rxPower,
    @Gauge("uW") long rxPowerMin,
    @Gauge("uW") long rxPowerMax,
    @Gauge("nm") long rxWavelength) {}
