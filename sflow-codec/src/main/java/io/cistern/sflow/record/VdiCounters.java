package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// Counters of a desktop virtualization host: `vdi_counters` (0:2205).
///
/// Source: sflowtool sflow.h.
///
/// @param sessionsCurrent sessions open now; gauge, unsigned 32 bits at 0
/// @param sessionsTotal sessions opened; counter, unsigned 32 bits at 4
/// @param sessionsDuration time sessions were open in seconds; counter, unsigned 32 bits at 8
/// @param rxBytes bytes received; counter, unsigned 32 bits at 12
/// @param txBytes bytes sent; counter, unsigned 32 bits at 16
/// @param rxPackets packets received; counter, unsigned 32 bits at 20
/// @param txPackets packets sent; counter, unsigned 32 bits at 24
/// @param rxPacketsLost packets lost on the way here; counter, unsigned 32 bits at 28
/// @param txPacketsLost packets lost on the way to the client; counter, unsigned 32 bits at 32
/// @param rttMinMs least round-trip time in milliseconds; gauge, unsigned 32 bits at 36
/// @param rttMaxMs greatest round-trip time in milliseconds; gauge, unsigned 32 bits at 40
/// @param rttAvgMs mean round-trip time in milliseconds; gauge, unsigned 32 bits at 44
/// @param audioRxBytes bytes of sound received; counter, unsigned 32 bits at 48
/// @param audioTxBytes bytes of sound sent; counter, unsigned 32 bits at 52
/// @param audioTxLimit limit of the sound sent, as the server counts it; gauge, unsigned 32 bits at
///   56
/// @param imgRxBytes bytes of images received; counter, unsigned 32 bits at 60
/// @param imgTxBytes bytes of images sent; counter, unsigned 32 bits at 64
/// @param imgFrames images encoded; counter, unsigned 32 bits at 68
/// @param imgQualMin least quality of images, as the server counts it; gauge, unsigned 32 bits at
///   72
/// @param imgQualMax greatest quality of images; gauge, unsigned 32 bits at 76
/// @param imgQualAvg mean quality of images; gauge, unsigned 32 bits at 80
/// @param usbRxBytes bytes of USB devices received; counter, unsigned 32 bits at 84
/// @param usbTxBytes bytes of USB devices sent; counter, unsigned 32 bits at 88
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
