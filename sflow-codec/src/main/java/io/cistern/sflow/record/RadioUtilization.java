package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Use of a radio channel: `radio_utilization` (0:1002).
///
/// Source: `sflow_80211.txt`.
///
/// @param elapsedTime time observed in milliseconds; counter, unsigned 32 bits at 0
/// @param onChannelTime time the radio was on its channel in milliseconds; counter, unsigned 32
///   bits at 4
/// @param onChannelBusyTime time the channel was busy while it was there in milliseconds; counter,
///   unsigned 32 bits at 8
@SflowStructure(
    format = 1002,
    name = "radio_utilization",
    prefix = "radio",
    source = "sflow_80211.txt",
    snakeCase = true)
public record RadioUtilization(
    @Counter("ms") long elapsedTime,
    @Counter("ms") long onChannelTime,
    @Counter("ms") long onChannelBusyTime)
    implements CounterRecord {}
