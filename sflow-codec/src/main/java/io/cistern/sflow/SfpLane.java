package io.cistern.sflow;

/// One lane of an optical module.
///
/// Source: `sflow_optics.txt`, `lane`.
///
/// @param index from 1
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
    long txBiasCurrent,
    long txPower,
    long txPowerMin,
    long txPowerMax,
    long txWavelength,
    long rxPower,
    long rxPowerMin,
    long rxPowerMax,
    long rxWavelength) {}
