package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;

/// One operation of memcached: `memcache_operation` (0:2200).
///
/// Source: `sflow_memcache.txt`.
///
/// @param protocol 0 other, 1 ASCII, 2 binary; unsigned 32 bits at 0
/// @param cmd 0 other, 1 `set`, 2 `add`, 3 `replace`, 4 `append`, 5 `prepend`, 6 `cas`, 7 `get`, 8
///   `gets`, 9 `incr`, 10 `decr`, 11 `delete`, 12 `stats`, 13 `flush`, 14 `version`, 15 `quit`, 16
///   `touch`; unsigned 32 bits at 4
/// @param key the first key; text at 8
/// @param nkeys keys of the command; unsigned 32 bits
/// @param valueBytes bytes of the value; unsigned 32 bits
/// @param uS how long it took in microseconds; unsigned 32 bits
/// @param status 0 unknown, 1 ok, 2 error, 3 client error, 4 server error, 5 stored, 6 not stored,
///   7 exists, 8 not found, 9 deleted; unsigned 32 bits
@SflowStructure(
    format = 2200,
    name = "memcache_operation",
    source = "sflow_memcache.txt",
    snakeCase = true)
public record MemcacheOperation(
    long protocol,
    long cmd,
    String key,
    long nkeys,
    long valueBytes,
    @Name("uS") long uS,
    long status)
    implements FlowRecord {}
