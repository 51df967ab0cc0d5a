package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// CPU and memory of a switch: `processor` (0:1001).
///
/// Source: `sflow_version_5.txt`.
///
/// @param cpu5s CPU use of the last 5 seconds in 0.01 %; gauge, signed 32 bits at 0
/// @param cpu1m CPU use of the last minute in 0.01 %; gauge, signed 32 bits at 4
/// @param cpu5m CPU use of the last 5 minutes in 0.01 %; gauge, signed 32 bits at 8
/// @param totalMemory bytes of memory; gauge, unsigned 64 bits at 12
/// @param freeMemory bytes that are free; gauge, unsigned 64 bits at 20
@SflowStructure(
    format = 1001,
    name = "processor",
    prefix = "processor",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record Processor(
    @Name(value = "cpu_5s", metric = "processor_cpu_5s") @Gauge("0.01 %") int cpu5s,
    @Name(value = "cpu_1m", metric = "processor_cpu_1m") @Gauge("0.01 %") int cpu1m,
    @Name(value = "cpu_5m", metric = "processor_cpu_5m") @Gauge("0.01 %") int cpu5m,
    @Gauge("bytes") @U64 long totalMemory,
    @Gauge("bytes") @U64 long freeMemory)
    implements CounterRecord {}
