package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;

/// Packets that took the slow path: `slow_path_counts` (0:8).
///
/// Source: sflow list.
///
/// @param unknown unsigned 32 bits at 0, counter
/// @param other unsigned 32 bits at 4, counter
/// @param camMiss unsigned 32 bits at 8, counter
/// @param camFull unsigned 32 bits at 12, counter
/// @param noHwSupport unsigned 32 bits at 16, counter
/// @param cntrl unsigned 32 bits at 20, counter
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
