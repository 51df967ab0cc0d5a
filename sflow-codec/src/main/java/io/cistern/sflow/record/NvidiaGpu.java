package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// NVIDIA GPUs of a host: `nvidia_gpu` (5703:1).
///
/// Source: `sflow_nvml.txt`.
///
/// Temperature and fan speed are those of the hottest device and the fastest fan.
///
/// @param deviceCount unsigned 32 bits at 0, gauge, devices
/// @param processes unsigned 32 bits at 4, gauge, processes
/// @param gpuTime unsigned 32 bits at 8, counter, ms
/// @param memTime unsigned 32 bits at 12, counter, ms
/// @param memTotal unsigned 64 bits at 16, gauge, bytes
/// @param memFree unsigned 64 bits at 24, gauge, bytes
/// @param eccErrors unsigned 32 bits at 32, counter
/// @param energy unsigned 32 bits at 36, counter, mJ
/// @param temperature unsigned 32 bits at 40, gauge, degC
/// @param fanSpeed unsigned 32 bits at 44, gauge, %
@SflowStructure(
    enterprise = 5703,
    format = 1,
    name = "nvidia_gpu",
    prefix = "gpu",
    source = "sflow_nvml.txt",
    snakeCase = true)
public record NvidiaGpu(
    @Gauge("devices") long deviceCount,
    @Gauge("processes") long processes,
    @Counter("ms") long gpuTime,
    @Counter("ms") long memTime,
    @Gauge("bytes") @U64 long memTotal,
    @Gauge("bytes") @U64 long memFree,
    @Counter long eccErrors,
    @Counter("mJ") long energy,
    @Gauge("degC") long temperature,
    @Gauge("%") long fanSpeed)
    implements CounterRecord {}
