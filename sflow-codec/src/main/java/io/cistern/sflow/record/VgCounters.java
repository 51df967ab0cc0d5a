package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Counters of a 100BaseVG interface: `vg_counters` (0:4).
///
/// Source: `sflow_version_5.txt`.
///
/// @param dot12InHighPriorityFrames unsigned 32 bits at 0, counter, packets
/// @param dot12InHighPriorityOctets unsigned 64 bits at 4, counter, bytes
/// @param dot12InNormPriorityFrames unsigned 32 bits at 12, counter, packets
/// @param dot12InNormPriorityOctets unsigned 64 bits at 16, counter, bytes
/// @param dot12InIPMErrors unsigned 32 bits at 24, counter
/// @param dot12InOversizeFrameErrors unsigned 32 bits at 28, counter
/// @param dot12InDataErrors unsigned 32 bits at 32, counter
/// @param dot12InNullAddressedFrames unsigned 32 bits at 36, counter, packets
/// @param dot12OutHighPriorityFrames unsigned 32 bits at 40, counter, packets
/// @param dot12OutHighPriorityOctets unsigned 64 bits at 44, counter, bytes
/// @param dot12TransitionIntoTrainings unsigned 32 bits at 52, counter
/// @param dot12HCInHighPriorityOctets unsigned 64 bits at 56, counter, bytes
/// @param dot12HCInNormPriorityOctets unsigned 64 bits at 64, counter, bytes
/// @param dot12HCOutHighPriorityOctets unsigned 64 bits at 72, counter, bytes
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
