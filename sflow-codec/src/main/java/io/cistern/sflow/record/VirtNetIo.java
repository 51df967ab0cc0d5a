package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Network traffic of a virtual machine: `virt_net_io` (0:2104).
///
/// Source: `sflow_host.txt`.
///
/// @param rxBytes bytes received; counter, unsigned 64 bits at 0
/// @param rxPackets packets received; counter, unsigned 32 bits at 8
/// @param rxErrs errors receiving; counter, unsigned 32 bits at 12
/// @param rxDrop received packets that were dropped; counter, unsigned 32 bits at 16
/// @param txBytes bytes sent; counter, unsigned 64 bits at 20
/// @param txPackets packets sent; counter, unsigned 32 bits at 28
/// @param txErrs errors sending; counter, unsigned 32 bits at 32
/// @param txDrop packets dropped before they were sent; counter, unsigned 32 bits at 36
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
