package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Disks of a virtual machine: `virt_disk_io` (0:2103).
///
/// Source: `sflow_host.txt`.
///
/// @param capacity bytes of the disk as the machine sees it; gauge, unsigned 64 bits at 0
/// @param allocation bytes of it in use; gauge, unsigned 64 bits at 8
/// @param available bytes it still can take; gauge, unsigned 64 bits at 16
/// @param rdReq reads; counter, unsigned 32 bits at 24
/// @param rdBytes bytes read; counter, unsigned 64 bits at 28
/// @param wrReq writes; counter, unsigned 32 bits at 36
/// @param wrBytes bytes written; counter, unsigned 64 bits at 40
/// @param errs reads and writes that failed; counter, unsigned 32 bits at 48
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
