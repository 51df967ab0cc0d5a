package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Memory of a host: `host_memory` (0:2004).
///
/// Source: `sflow_host.txt`.
///
/// @param memTotal unsigned 64 bits at 0, gauge, bytes
/// @param memFree unsigned 64 bits at 8, gauge, bytes
/// @param memShared unsigned 64 bits at 16, gauge, bytes
/// @param memBuffers unsigned 64 bits at 24, gauge, bytes
/// @param memCached unsigned 64 bits at 32, gauge, bytes
/// @param swapTotal unsigned 64 bits at 40, gauge, bytes
/// @param swapFree unsigned 64 bits at 48, gauge, bytes
/// @param pageIn unsigned 32 bits at 56, counter, pages
/// @param pageOut unsigned 32 bits at 60, counter, pages
/// @param swapIn unsigned 32 bits at 64, counter, pages
/// @param swapOut unsigned 32 bits at 68, counter, pages
@SflowStructure(
    format = 2004,
    name = "host_memory",
    prefix = "mem",
    source = "sflow_host.txt",
    snakeCase = true)
public record HostMemory(
    @Gauge("bytes") @U64 long memTotal,
    @Gauge("bytes") @U64 long memFree,
    @Gauge("bytes") @U64 long memShared,
    @Gauge("bytes") @U64 long memBuffers,
    @Gauge("bytes") @U64 long memCached,
    @Gauge("bytes") @U64 long swapTotal,
    @Gauge("bytes") @U64 long swapFree,
    @Counter("pages") long pageIn,
    @Counter("pages") long pageOut,
    @Counter("pages") long swapIn,
    @Counter("pages") long swapOut)
    implements CounterRecord {}
