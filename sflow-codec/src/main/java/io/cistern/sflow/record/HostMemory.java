package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Memory of a host: `host_memory` (0:2004).
///
/// Source: `sflow_host.txt`.
///
/// @param memTotal bytes of memory; gauge, unsigned 64 bits at 0
/// @param memFree bytes that are free; gauge, unsigned 64 bits at 8
/// @param memShared bytes that are shared; gauge, unsigned 64 bits at 16
/// @param memBuffers bytes of buffers; gauge, unsigned 64 bits at 24
/// @param memCached bytes of cached files; gauge, unsigned 64 bits at 32
/// @param swapTotal bytes of swap space; gauge, unsigned 64 bits at 40
/// @param swapFree bytes of swap space that are free; gauge, unsigned 64 bits at 48
/// @param pageIn pages read from disk; counter, unsigned 32 bits at 56
/// @param pageOut pages written to disk; counter, unsigned 32 bits at 60
/// @param swapIn pages swapped in; counter, unsigned 32 bits at 64
/// @param swapOut pages swapped out; counter, unsigned 32 bits at 68
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
