package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Packets that took the slow path: `slow_path_counts` (0:8).
///
/// Source: sflow list.
///
/// @param unknown packets for a reason that is not known; counter, unsigned 32 bits at 0
/// @param other packets for another reason than those below; counter, unsigned 32 bits at 4
/// @param camMiss packets that no hardware entry matched; counter, unsigned 32 bits at 8
/// @param camFull packets for which there was no room for a hardware entry; counter, unsigned 32
///   bits at 12
/// @param noHwSupport packets that the hardware cannot handle; counter, unsigned 32 bits at 16
/// @param cntrl control packets; counter, unsigned 32 bits at 20
@SflowStructure(
    format = 8,
    name = "slow_path_counts",
    prefix = "slow_path",
    source = "sflow list",
    snakeCase = true)
public record SlowPathCounts(
    @Counter long unknown,
    @Counter long other,
    @Counter long camMiss,
    @Counter long camFull,
    @Counter long noHwSupport,
    @Counter long cntrl)
    implements CounterRecord {}
