package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// Memory, threads and garbage collection of a Java virtual machine: `jvm_statistics` (0:2106).
///
/// Source: `sflow_jvm.txt`.
///
/// 100 bytes, 108 with the file descriptors.
///
/// @param heapInitial unsigned 64 bits at 0, gauge, bytes
/// @param heapUsed unsigned 64 bits at 8, gauge, bytes
/// @param heapCommitted unsigned 64 bits at 16, gauge, bytes
/// @param heapMax unsigned 64 bits at 24, gauge, bytes
/// @param nonHeapInitial unsigned 64 bits at 32, gauge, bytes
/// @param nonHeapUsed unsigned 64 bits at 40, gauge, bytes
/// @param nonHeapCommitted unsigned 64 bits at 48, gauge, bytes
/// @param nonHeapMax unsigned 64 bits at 56, gauge, bytes
/// @param gcCount unsigned 32 bits at 64, counter
/// @param gcTime unsigned 32 bits at 68, counter, ms
/// @param classesLoaded unsigned 32 bits at 72, gauge, classes
/// @param classesTotal unsigned 32 bits at 76, counter, classes
/// @param classesUnloaded unsigned 32 bits at 80, counter, classes
/// @param compilationTime unsigned 32 bits at 84, counter, ms
/// @param threadNumLive unsigned 32 bits at 88, gauge, threads
/// @param threadNumDaemon unsigned 32 bits at 92, gauge, threads
/// @param threadNumStarted unsigned 32 bits at 96, counter, threads
/// @param fdOpenCount unsigned 32 bits at 100, gauge, files, absent in older agents
/// @param fdMaxCount unsigned 32 bits at 104, gauge, files, absent in older agents
@SflowStructure(
    format = 2106,
    name = "jvm_statistics",
    prefix = "jvm",
    source = "sflow_jvm.txt",
    snakeCase = true)
public record JvmStatistics(
    @Gauge("bytes") @U64 long heapInitial,
    @Gauge("bytes") @U64 long heapUsed,
    @Gauge("bytes") @U64 long heapCommitted,
    @Gauge("bytes") @U64 long heapMax,
    @Gauge("bytes") @U64 long nonHeapInitial,
    @Gauge("bytes") @U64 long nonHeapUsed,
    @Gauge("bytes") @U64 long nonHeapCommitted,
    @Gauge("bytes") @U64 long nonHeapMax,
    @Counter long gcCount,
    @Counter("ms") long gcTime,
    @Gauge("classes") long classesLoaded,
    @Counter("classes") long classesTotal,
    @Counter("classes") long classesUnloaded,
    @Counter("ms") long compilationTime,
    @Gauge("threads") long threadNumLive,
    @Gauge("threads") long threadNumDaemon,
    @Counter("threads") long threadNumStarted,
    @Gauge("files") long fdOpenCount,
    @Gauge("files") long fdMaxCount)
    implements CounterRecord {}
