package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Counters of a desktop virtualization host: `vdi_counters` (0:2205).
///
/// Source: sflowtool sflow.h.
///
/// @param sessionsCurrent unsigned 32 bits at 0, gauge, sessions
/// @param sessionsTotal unsigned 32 bits at 4, counter, sessions
/// @param sessionsDuration unsigned 32 bits at 8, counter, s
/// @param rxBytes unsigned 32 bits at 12, counter, bytes
/// @param txBytes unsigned 32 bits at 16, counter, bytes
/// @param rxPackets unsigned 32 bits at 20, counter, packets
/// @param txPackets unsigned 32 bits at 24, counter, packets
/// @param rxPacketsLost unsigned 32 bits at 28, counter, packets
/// @param txPacketsLost unsigned 32 bits at 32, counter, packets
/// @param rttMinMs unsigned 32 bits at 36, gauge, ms
/// @param rttMaxMs unsigned 32 bits at 40, gauge, ms
/// @param rttAvgMs unsigned 32 bits at 44, gauge, ms
/// @param audioRxBytes unsigned 32 bits at 48, counter, bytes
/// @param audioTxBytes unsigned 32 bits at 52, counter, bytes
/// @param audioTxLimit unsigned 32 bits at 56, gauge
/// @param imgRxBytes unsigned 32 bits at 60, counter, bytes
/// @param imgTxBytes unsigned 32 bits at 64, counter, bytes
/// @param imgFrames unsigned 32 bits at 68, counter, frames
/// @param imgQualMin unsigned 32 bits at 72, gauge
/// @param imgQualMax unsigned 32 bits at 76, gauge
/// @param imgQualAvg unsigned 32 bits at 80, gauge
/// @param usbRxBytes unsigned 32 bits at 84, counter, bytes
/// @param usbTxBytes unsigned 32 bits at 88, counter, bytes
@SflowStructure(
    format = 2205,
    name = "vdi_counters",
    prefix = "vdi",
    source = "sflowtool sflow.h",
    snakeCase = true)
public record VdiCounters(
    @Gauge("sessions") long sessionsCurrent,
    @Counter("sessions") long sessionsTotal,
    @Counter("s") long sessionsDuration,
    @Counter("bytes") long rxBytes,
    @Counter("bytes") long txBytes,
    @Counter("packets") long rxPackets,
    @Counter("packets") long txPackets,
    @Counter("packets") long rxPacketsLost,
    @Counter("packets") long txPacketsLost,
    @Gauge("ms") long rttMinMs,
    @Gauge("ms") long rttMaxMs,
    @Gauge("ms") long rttAvgMs,
    @Counter("bytes") long audioRxBytes,
    @Counter("bytes") long audioTxBytes,
    @Gauge long audioTxLimit,
    @Counter("bytes") long imgRxBytes,
    @Counter("bytes") long imgTxBytes,
    @Counter("frames") long imgFrames,
    @Gauge long imgQualMin,
    @Gauge long imgQualMax,
    @Gauge long imgQualAvg,
    @Counter("bytes") long usbRxBytes,
    @Counter("bytes") long usbTxBytes)
    implements CounterRecord {}
