package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Use of a radio channel: `radio_utilization` (0:1002).
///
/// Source: `sflow_80211.txt`.
///
/// @param elapsedTime unsigned 32 bits at 0, counter, ms
/// @param onChannelTime unsigned 32 bits at 4, counter, ms
/// @param onChannelBusyTime unsigned 32 bits at 8, counter, ms
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
