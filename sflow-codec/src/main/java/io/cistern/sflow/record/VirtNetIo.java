package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Network traffic of a virtual machine: `virt_net_io` (0:2104).
///
/// Source: `sflow_host.txt`.
///
/// @param rxBytes unsigned 64 bits at 0, counter, bytes
/// @param rxPackets unsigned 32 bits at 8, counter, packets
/// @param rxErrs unsigned 32 bits at 12, counter
/// @param rxDrop unsigned 32 bits at 16, counter
/// @param txBytes unsigned 64 bits at 20, counter, bytes
/// @param txPackets unsigned 32 bits at 28, counter, packets
/// @param txErrs unsigned 32 bits at 32, counter
/// @param txDrop unsigned 32 bits at 36, counter
@SflowStructure(
    format = 2104,
    name = "virt_net_io",
    prefix = "virt_net",
    source = "sflow_host.txt",
    snakeCase = true)
public record VirtNetIo(
    @Counter("bytes") @U64 long rxBytes,
    @Counter("packets") long rxPackets,
    @Counter long rxErrs,
    @Counter long rxDrop,
    @Counter("bytes") @U64 long txBytes,
    @Counter("packets") long txPackets,
    @Counter long txErrs,
    @Counter long txDrop)
    implements CounterRecord {}
