package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Counters of memcached: `memcache_counters` (0:2204).
///
/// Source: `sflow_memcache.txt`.
///
/// @param cmdSet unsigned 32 bits at 0, counter
/// @param cmdTouch unsigned 32 bits at 4, counter
/// @param cmdFlush unsigned 32 bits at 8, counter
/// @param getHits unsigned 32 bits at 12, counter
/// @param getMisses unsigned 32 bits at 16, counter
/// @param deleteHits unsigned 32 bits at 20, counter
/// @param deleteMisses unsigned 32 bits at 24, counter
/// @param incrHits unsigned 32 bits at 28, counter
/// @param incrMisses unsigned 32 bits at 32, counter
/// @param decrHits unsigned 32 bits at 36, counter
/// @param decrMisses unsigned 32 bits at 40, counter
/// @param casHits unsigned 32 bits at 44, counter
/// @param casMisses unsigned 32 bits at 48, counter
/// @param casBadval unsigned 32 bits at 52, counter
/// @param authCmds unsigned 32 bits at 56, counter
/// @param authErrors unsigned 32 bits at 60, counter
/// @param threads unsigned 32 bits at 64, gauge, threads
/// @param connYields unsigned 32 bits at 68, counter
/// @param listenDisabledNum unsigned 32 bits at 72, counter
/// @param currConnections unsigned 32 bits at 76, gauge, connections
/// @param rejectedConnections unsigned 32 bits at 80, counter
/// @param totalConnections unsigned 32 bits at 84, counter
/// @param connectionStructures unsigned 32 bits at 88, gauge
/// @param evictions unsigned 32 bits at 92, counter
/// @param reclaimed unsigned 32 bits at 96, counter
/// @param currItems unsigned 32 bits at 100, gauge, items
/// @param totalItems unsigned 32 bits at 104, counter
/// @param bytesRead unsigned 64 bits at 108, counter, bytes
/// @param bytesWritten unsigned 64 bits at 116, counter, bytes
/// @param bytes unsigned 64 bits at 124, gauge, bytes
/// @param limitMaxbytes unsigned 64 bits at 132, gauge, bytes
@SflowStructure(
    format = 2204,
    name = "memcache_counters",
    prefix = "memcache",
    source = "sflow_memcache.txt",
    snakeCase = true)
public record MemcacheCounters(
    @Counter long cmdSet,
    @Counter long cmdTouch,
    @Counter long cmdFlush,
    @Counter long getHits,
    @Counter long getMisses,
    @Counter long deleteHits,
    @Counter long deleteMisses,
    @Counter long incrHits,
    @Counter long incrMisses,
    @Counter long decrHits,
    @Counter long decrMisses,
    @Counter long casHits,
    @Counter long casMisses,
    @Counter long casBadval,
    @Counter long authCmds,
    @Counter long authErrors,
    @Gauge("threads") long threads,
    @Counter long connYields,
    @Counter long listenDisabledNum,
    @Gauge("connections") long currConnections,
    @Counter long rejectedConnections,
    @Counter long totalConnections,
    @Gauge long connectionStructures,
    @Counter long evictions,
    @Counter long reclaimed,
    @Gauge("items") long currItems,
    @Counter long totalItems,
    @Counter("bytes") @U64 long bytesRead,
    @Counter("bytes") @U64 long bytesWritten,
    @Gauge("bytes") @U64 long bytes,
    @Gauge("bytes") @U64 long limitMaxbytes)
    implements CounterRecord {}
