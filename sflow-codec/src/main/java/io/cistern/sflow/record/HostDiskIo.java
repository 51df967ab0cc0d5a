package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Disks of a host: `host_disk_io` (0:2005).
///
/// Source: `sflow_host.txt`.
///
/// @param diskTotal unsigned 64 bits at 0, gauge, bytes
/// @param diskFree unsigned 64 bits at 8, gauge, bytes
/// @param partMaxUsed how full the fullest partition is; signed 32 bits at 16, gauge, 0.01 %
/// @param reads unsigned 32 bits at 20, counter, operations
/// @param bytesRead unsigned 64 bits at 24, counter, bytes
/// @param readTime unsigned 32 bits at 32, counter, ms
/// @param writes unsigned 32 bits at 36, counter, operations
/// @param bytesWritten unsigned 64 bits at 40, counter, bytes
/// @param writeTime unsigned 32 bits at 48, counter, ms
@SflowStructure(
    format = 2005,
    name = "host_disk_io",
    prefix = "disk",
    source = "sflow_host.txt",
    snakeCase = true)
public record HostDiskIo(
    @Gauge("bytes") @U64 long diskTotal,
    @Gauge("bytes") @U64 long diskFree,
    @Gauge(value = "0.01 %", about = "how full the fullest partition is") int partMaxUsed,
    @Counter("operations") long reads,
    @Counter("bytes") @U64 long bytesRead,
    @Counter("ms") long readTime,
    @Counter("operations") long writes,
    @Counter("bytes") @U64 long bytesWritten,
    @Counter("ms") long writeTime)
    implements CounterRecord {}
