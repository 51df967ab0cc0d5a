package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;

/// One operation of memcached: `memcache_operation` (0:2200).
///
/// Source: `sflow_memcache.txt`.
///
/// @param protocol unsigned 32 bits at 0
/// @param cmd unsigned 32 bits at 4
/// @param key text at 8
/// @param nkeys unsigned 32 bits
/// @param valueBytes unsigned 32 bits
/// @param uS unsigned 32 bits
/// @param status unsigned 32 bits
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
