package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Counters of a 100BaseVG interface: `vg_counters` (0:4).
///
/// Source: `sflow_version_5.txt`.
///
/// @param dot12InHighPriorityFrames frames of high priority received; counter, unsigned 32 bits at
///   0
/// @param dot12InHighPriorityOctets bytes in frames of high priority received, the lower 32 bits;
///   counter, unsigned 64 bits at 4
/// @param dot12InNormPriorityFrames frames of normal priority received; counter, unsigned 32 bits
///   at 12
/// @param dot12InNormPriorityOctets bytes in frames of normal priority received, the lower 32 bits;
///   counter, unsigned 64 bits at 16
/// @param dot12InIPMErrors frames received with an invalid packet marker; counter, unsigned 32 bits
///   at 24
/// @param dot12InOversizeFrameErrors frames received that are longer than allowed; counter,
///   unsigned 32 bits at 28
/// @param dot12InDataErrors frames received with an error in their data; counter, unsigned 32 bits
///   at 32
/// @param dot12InNullAddressedFrames frames received for the null address; counter, unsigned 32
///   bits at 36
/// @param dot12OutHighPriorityFrames frames of high priority sent; counter, unsigned 32 bits at 40
/// @param dot12OutHighPriorityOctets bytes in frames of high priority sent, the lower 32 bits;
///   counter, unsigned 64 bits at 44
/// @param dot12TransitionIntoTrainings times the interface began to train; counter, unsigned 32
///   bits at 52
/// @param dot12HCInHighPriorityOctets bytes in frames of high priority received; counter, unsigned
///   64 bits at 56
/// @param dot12HCInNormPriorityOctets bytes in frames of normal priority received; counter,
///   unsigned 64 bits at 64
/// @param dot12HCOutHighPriorityOctets bytes in frames of high priority sent; counter, unsigned 64
///   bits at 72
@SflowStructure(format = 4, name = "vg_counters", prefix = "dot12", source = "sflow_version_5.txt")
public record VgCounters(
    @Counter("packets") long dot12InHighPriorityFrames,
    @Counter("bytes") @U64 long dot12InHighPriorityOctets,
    @Counter("packets") long dot12InNormPriorityFrames,
    @Counter("bytes") @U64 long dot12InNormPriorityOctets,
    @Counter long dot12InIPMErrors,
    @Counter long dot12InOversizeFrameErrors,
    @Counter long dot12InDataErrors,
    @Counter("packets") long dot12InNullAddressedFrames,
    @Counter("packets") long dot12OutHighPriorityFrames,
    @Counter("bytes") @U64 long dot12OutHighPriorityOctets,
    @Counter long dot12TransitionIntoTrainings,
    @Counter("bytes") @U64 long dot12HCInHighPriorityOctets,
    @Counter("bytes") @U64 long dot12HCInNormPriorityOctets,
    @Counter("bytes") @U64 long dot12HCOutHighPriorityOctets)
    implements CounterRecord {}
