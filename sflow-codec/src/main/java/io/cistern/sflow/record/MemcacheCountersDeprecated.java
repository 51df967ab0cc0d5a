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
/// @param uptime seconds since it started; gauge, unsigned 32 bits at 0
/// @param rusageUser CPU time in user mode in milliseconds; counter, unsigned 32 bits at 4
/// @param rusageSystem CPU time in system mode in milliseconds; counter, unsigned 32 bits at 8
/// @param currConnections open connections; gauge, unsigned 32 bits at 12
/// @param totalConnections connections opened; counter, unsigned 32 bits at 16
/// @param connectionStructures connection structures allocated; gauge, unsigned 32 bits at 20
/// @param cmdGet `get` commands; counter, unsigned 32 bits at 24
/// @param cmdSet `set` commands; counter, unsigned 32 bits at 28
/// @param cmdFlush `flush` commands; counter, unsigned 32 bits at 32
/// @param getHits `get`s that found their key; counter, unsigned 32 bits at 36
/// @param getMisses `get`s that did not; counter, unsigned 32 bits at 40
/// @param deleteMisses `delete`s that did not; counter, unsigned 32 bits at 44
/// @param deleteHits `delete`s that found their key; counter, unsigned 32 bits at 48
/// @param incrMisses `incr`s that did not; counter, unsigned 32 bits at 52
/// @param incrHits `incr`s that found their key; counter, unsigned 32 bits at 56
/// @param decrMisses `decr`s that did not; counter, unsigned 32 bits at 60
/// @param decrHits `decr`s that found their key; counter, unsigned 32 bits at 64
/// @param casMisses `cas` commands whose key was not there; counter, unsigned 32 bits at 68
/// @param casHits `cas` commands that succeeded; counter, unsigned 32 bits at 72
/// @param casBadval `cas` commands whose item had changed; counter, unsigned 32 bits at 76
/// @param authCmds authentications; counter, unsigned 32 bits at 80
/// @param authErrors authentications that failed; counter, unsigned 32 bits at 84
/// @param bytesRead bytes received; counter, unsigned 64 bits at 88
/// @param bytesWritten bytes sent; counter, unsigned 64 bits at 96
/// @param limitMaxbytes bytes it may store; gauge, unsigned 32 bits at 104
/// @param acceptingConns 1 where it takes connections, 0 where it does not; state, unsigned 32 bits
///   at 108
/// @param listenDisabledNum times no more connections were taken; counter, unsigned 32 bits at 112
/// @param threads worker threads; gauge, unsigned 32 bits at 116
/// @param connYields times a connection gave way to others; counter, unsigned 32 bits at 120
/// @param bytes bytes of the items stored now; gauge, unsigned 64 bits at 124
/// @param currItems items stored now; gauge, unsigned 32 bits at 132
/// @param totalItems items stored since it started; counter, unsigned 32 bits at 136
/// @param evictions items evicted before they expired; counter, unsigned 32 bits at 140
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
