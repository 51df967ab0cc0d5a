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
/// @param heapInitial bytes of heap it started with; gauge, unsigned 64 bits at 0
/// @param heapUsed bytes of heap in use; gauge, unsigned 64 bits at 8
/// @param heapCommitted bytes of heap it can use now; gauge, unsigned 64 bits at 16
/// @param heapMax bytes of heap it may grow to; gauge, unsigned 64 bits at 24
/// @param nonHeapInitial bytes of other memory it started with; gauge, unsigned 64 bits at 32
/// @param nonHeapUsed bytes of other memory in use; gauge, unsigned 64 bits at 40
/// @param nonHeapCommitted bytes of other memory it can use now; gauge, unsigned 64 bits at 48
/// @param nonHeapMax bytes of other memory it may grow to; gauge, unsigned 64 bits at 56
/// @param gcCount garbage collections; counter, unsigned 32 bits at 64
/// @param gcTime time spent collecting garbage in milliseconds; counter, unsigned 32 bits at 68
/// @param classesLoaded classes loaded now; gauge, unsigned 32 bits at 72
/// @param classesTotal classes loaded since it started; counter, unsigned 32 bits at 76
/// @param classesUnloaded classes unloaded; counter, unsigned 32 bits at 80
/// @param compilationTime time spent compiling in milliseconds; counter, unsigned 32 bits at 84
/// @param threadNumLive threads alive; gauge, unsigned 32 bits at 88
/// @param threadNumDaemon daemon threads alive; gauge, unsigned 32 bits at 92
/// @param threadNumStarted threads started; counter, unsigned 32 bits at 96
/// @param fdOpenCount open file descriptors, absent in older agents; gauge, unsigned 32 bits at 100
/// @param fdMaxCount file descriptors it may open, absent in older agents; gauge, unsigned 32 bits
///   at 104
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
