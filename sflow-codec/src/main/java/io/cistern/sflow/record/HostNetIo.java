package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Network traffic of a host: `host_net_io` (0:2006).
///
/// Source: `sflow_host.txt`.
///
/// @param bytesIn unsigned 64 bits at 0, counter, bytes
/// @param pktsIn unsigned 32 bits at 8, counter, packets
/// @param errsIn unsigned 32 bits at 12, counter
/// @param dropsIn unsigned 32 bits at 16, counter
/// @param bytesOut unsigned 64 bits at 20, counter, bytes
/// @param pktsOut unsigned 32 bits at 28, counter, packets
/// @param errsOut unsigned 32 bits at 32, counter
/// @param dropsOut unsigned 32 bits at 36, counter
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
