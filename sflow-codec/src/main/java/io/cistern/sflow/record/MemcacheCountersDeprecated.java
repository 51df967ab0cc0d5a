package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import io.cistern.sflow.declaration.U64;

/// Counters of memcached, in the older form: `memcache_counters_deprecated` (0:2200).
///
/// Source: sflow list.
///
/// @param uptime unsigned 32 bits at 0, gauge, s
/// @param rusageUser unsigned 32 bits at 4, counter, ms
/// @param rusageSystem unsigned 32 bits at 8, counter, ms
/// @param currConnections unsigned 32 bits at 12, gauge, connections
/// @param totalConnections unsigned 32 bits at 16, counter
/// @param connectionStructures unsigned 32 bits at 20, gauge
/// @param cmdGet unsigned 32 bits at 24, counter
/// @param cmdSet unsigned 32 bits at 28, counter
/// @param cmdFlush unsigned 32 bits at 32, counter
/// @param getHits unsigned 32 bits at 36, counter
/// @param getMisses unsigned 32 bits at 40, counter
/// @param deleteMisses unsigned 32 bits at 44, counter
/// @param deleteHits unsigned 32 bits at 48, counter
/// @param incrMisses unsigned 32 bits at 52, counter
/// @param incrHits unsigned 32 bits at 56, counter
/// @param decrMisses unsigned 32 bits at 60, counter
/// @param decrHits unsigned 32 bits at 64, counter
/// @param casMisses unsigned 32 bits at 68, counter
/// @param casHits unsigned 32 bits at 72, counter
/// @param casBadval unsigned 32 bits at 76, counter
/// @param authCmds unsigned 32 bits at 80, counter
/// @param authErrors unsigned 32 bits at 84, counter
/// @param bytesRead unsigned 64 bits at 88, counter, bytes
/// @param bytesWritten unsigned 64 bits at 96, counter, bytes
/// @param limitMaxbytes unsigned 32 bits at 104, gauge, bytes
/// @param acceptingConns unsigned 32 bits at 108, state
/// @param listenDisabledNum unsigned 32 bits at 112, counter
/// @param threads unsigned 32 bits at 116, gauge, threads
/// @param connYields unsigned 32 bits at 120, counter
/// @param bytes unsigned 64 bits at 124, gauge, bytes
/// @param currItems unsigned 32 bits at 132, gauge, items
/// @param totalItems unsigned 32 bits at 136, counter
/// @param evictions unsigned 32 bits at 140, counter
@SflowStructure(
    format = 2200,
    name = "memcache_counters_deprecated",
    prefix = "memcache_v1",
    source = "sflow list",
    snakeCase = true)
public record MemcacheCountersDeprecated(
    @Gauge("s") long uptime,
    @Counter("ms") long rusageUser,
    @Counter("ms") long rusageSystem,
    @Gauge("connections") long currConnections,
    @Counter long totalConnections,
    @Gauge long connectionStructures,
    @Counter long cmdGet,
    @Counter long cmdSet,
    @Counter long cmdFlush,
    @Counter long getHits,
    @Counter long getMisses,
    @Counter long deleteMisses,
    @Counter long deleteHits,
    @Counter long incrMisses,
    @Counter long incrHits,
    @Counter long decrMisses,
    @Counter long decrHits,
    @Counter long casMisses,
    @Counter long casHits,
    @Counter long casBadval,
    @Counter long authCmds,
    @Counter long authErrors,
    @Counter("bytes") @U64 long bytesRead,
    @Counter("bytes") @U64 long bytesWritten,
    @Gauge("bytes") long limitMaxbytes,
    @State long acceptingConns,
    @Counter long listenDisabledNum,
    @Gauge("threads") long threads,
    @Counter long connYields,
    @Gauge("bytes") @U64 long bytes,
    @Gauge("items") long currItems,
    @Counter long totalItems,
    @Counter long evictions)
    implements CounterRecord {}
