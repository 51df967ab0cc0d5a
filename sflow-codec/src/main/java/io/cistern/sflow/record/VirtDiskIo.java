package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Disks of a virtual machine: `virt_disk_io` (0:2103).
///
/// Source: `sflow_host.txt`.
///
/// @param capacity unsigned 64 bits at 0, gauge, bytes
/// @param allocation unsigned 64 bits at 8, gauge, bytes
/// @param available unsigned 64 bits at 16, gauge, bytes
/// @param rdReq unsigned 32 bits at 24, counter, operations
/// @param rdBytes unsigned 64 bits at 28, counter, bytes
/// @param wrReq unsigned 32 bits at 36, counter, operations
/// @param wrBytes unsigned 64 bits at 40, counter, bytes
/// @param errs unsigned 32 bits at 48, counter
@SflowStructure(
    format = 2103,
    name = "virt_disk_io",
    prefix = "virt_disk",
    source = "sflow_host.txt",
    snakeCase = true)
public record VirtDiskIo(
    @Gauge("bytes") @U64 long capacity,
    @Gauge("bytes") @U64 long allocation,
    @Gauge("bytes") @U64 long available,
    @Counter("operations") long rdReq,
    @Counter("bytes") @U64 long rdBytes,
    @Counter("operations") long wrReq,
    @Counter("bytes") @U64 long wrBytes,
    @Counter long errs)
    implements CounterRecord {}
