package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Disks of a host: `host_disk_io` (0:2005).
///
/// Source: `sflow_host.txt`.
///
/// @param diskTotal bytes of all disks; gauge, unsigned 64 bits at 0
/// @param diskFree bytes that are free on them; gauge, unsigned 64 bits at 8
/// @param partMaxUsed how full the fullest partition is in 0.01 %; gauge, signed 32 bits at 16
/// @param reads reads; counter, unsigned 32 bits at 20
/// @param bytesRead bytes read; counter, unsigned 64 bits at 24
/// @param readTime time spent reading in milliseconds; counter, unsigned 32 bits at 32
/// @param writes writes; counter, unsigned 32 bits at 36
/// @param bytesWritten bytes written; counter, unsigned 64 bits at 40
/// @param writeTime time spent writing in milliseconds; counter, unsigned 32 bits at 48
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
