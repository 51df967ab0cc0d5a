package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Counters of memcached: `memcache_counters` (0:2204).
///
/// Source: `sflow_memcache.txt`.
///
/// @param cmdSet `set` commands; counter, unsigned 32 bits at 0
/// @param cmdTouch `touch` commands; counter, unsigned 32 bits at 4
/// @param cmdFlush `flush` commands; counter, unsigned 32 bits at 8
/// @param getHits `get`s that found their key; counter, unsigned 32 bits at 12
/// @param getMisses `get`s that did not; counter, unsigned 32 bits at 16
/// @param deleteHits `delete`s that found their key; counter, unsigned 32 bits at 20
/// @param deleteMisses `delete`s that did not; counter, unsigned 32 bits at 24
/// @param incrHits `incr`s that found their key; counter, unsigned 32 bits at 28
/// @param incrMisses `incr`s that did not; counter, unsigned 32 bits at 32
/// @param decrHits `decr`s that found their key; counter, unsigned 32 bits at 36
/// @param decrMisses `decr`s that did not; counter, unsigned 32 bits at 40
/// @param casHits `cas` commands that succeeded; counter, unsigned 32 bits at 44
/// @param casMisses `cas` commands whose key was not there; counter, unsigned 32 bits at 48
/// @param casBadval `cas` commands whose item had changed; counter, unsigned 32 bits at 52
/// @param authCmds authentications; counter, unsigned 32 bits at 56
/// @param authErrors authentications that failed; counter, unsigned 32 bits at 60
/// @param threads worker threads; gauge, unsigned 32 bits at 64
/// @param connYields times a connection gave way to others; counter, unsigned 32 bits at 68
/// @param listenDisabledNum times no more connections were taken; counter, unsigned 32 bits at 72
/// @param currConnections open connections; gauge, unsigned 32 bits at 76
/// @param rejectedConnections connections refused; counter, unsigned 32 bits at 80
/// @param totalConnections connections opened; counter, unsigned 32 bits at 84
/// @param connectionStructures connection structures allocated; gauge, unsigned 32 bits at 88
/// @param evictions items evicted before they expired; counter, unsigned 32 bits at 92
/// @param reclaimed items that took the place of an expired one; counter, unsigned 32 bits at 96
/// @param currItems items stored now; gauge, unsigned 32 bits at 100
/// @param totalItems items stored since it started; counter, unsigned 32 bits at 104
/// @param bytesRead bytes received; counter, unsigned 64 bits at 108
/// @param bytesWritten bytes sent; counter, unsigned 64 bits at 116
/// @param bytes bytes of the items stored now; gauge, unsigned 64 bits at 124
/// @param limitMaxbytes bytes it may store; gauge, unsigned 64 bits at 132
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
