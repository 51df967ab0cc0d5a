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
/// @param deviceCount GPUs of the host; gauge, unsigned 32 bits at 0
/// @param processes processes that use them; gauge, unsigned 32 bits at 4
/// @param gpuTime time in which work ran on them in milliseconds, of all GPUs; counter, unsigned 32
///   bits at 8
/// @param memTime time in which their memory was read or written in milliseconds, of all GPUs;
///   counter, unsigned 32 bits at 12
/// @param memTotal bytes of their memory; gauge, unsigned 64 bits at 16
/// @param memFree bytes of their memory that are free; gauge, unsigned 64 bits at 24
/// @param eccErrors errors of their memory; counter, unsigned 32 bits at 32
/// @param energy energy used in millijoules; counter, unsigned 32 bits at 36
/// @param temperature temperature of the hottest in degrees Celsius; gauge, unsigned 32 bits at 40
/// @param fanSpeed speed of the fastest fan in percent of its maximum; gauge, unsigned 32 bits at
///   44
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
