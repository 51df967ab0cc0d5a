package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Network traffic of a host: `host_net_io` (0:2006).
///
/// Source: `sflow_host.txt`.
///
/// @param bytesIn bytes received; counter, unsigned 64 bits at 0
/// @param pktsIn packets received; counter, unsigned 32 bits at 8
/// @param errsIn errors receiving; counter, unsigned 32 bits at 12
/// @param dropsIn received packets that were dropped; counter, unsigned 32 bits at 16
/// @param bytesOut bytes sent; counter, unsigned 64 bits at 20
/// @param pktsOut packets sent; counter, unsigned 32 bits at 28
/// @param errsOut errors sending; counter, unsigned 32 bits at 32
/// @param dropsOut packets dropped before they were sent; counter, unsigned 32 bits at 36
@SflowStructure(
    format = 2006,
    name = "host_net_io",
    prefix = "net",
    source = "sflow_host.txt",
    snakeCase = true)
public record HostNetIo(
    @Counter("bytes") @U64 long bytesIn,
    @Counter("packets") long pktsIn,
    @Counter long errsIn,
    @Counter long dropsIn,
    @Counter("bytes") @U64 long bytesOut,
    @Counter("packets") long pktsOut,
    @Counter long errsOut,
    @Counter long dropsOut)
    implements CounterRecord {}
