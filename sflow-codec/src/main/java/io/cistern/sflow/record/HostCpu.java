package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;

/// CPU load and times of a host: `host_cpu` (0:2003).
///
/// Source: `sflow_host.txt`.
///
/// 68 bytes, 80 since December 2014. A load of -1 is unknown.
///
/// @param loadOne one minute load average; 32-bit float at 0, gauge
/// @param loadFive five minute load average; 32-bit float at 4, gauge
/// @param loadFifteen fifteen minute load average; 32-bit float at 8, gauge
/// @param procRun running processes; unsigned 32 bits at 12, gauge, processes
/// @param procTotal all processes; unsigned 32 bits at 16, gauge, processes
/// @param cpuNum unsigned 32 bits at 20, gauge, cpus
/// @param cpuSpeed unsigned 32 bits at 24, gauge, MHz
/// @param uptime unsigned 32 bits at 28, gauge, s
/// @param cpuUser time in user mode; unsigned 32 bits at 32, counter, ms
/// @param cpuNice time in user mode at low priority; unsigned 32 bits at 36, counter, ms
/// @param cpuSystem time in system mode; unsigned 32 bits at 40, counter, ms
/// @param cpuIdle idle time; unsigned 32 bits at 44, counter, ms
/// @param cpuWio time waiting for I/O; unsigned 32 bits at 48, counter, ms
/// @param cpuIntr time servicing interrupts; unsigned 32 bits at 52, counter, ms
/// @param cpuSintr time servicing soft interrupts; unsigned 32 bits at 56, counter, ms
/// @param interrupts unsigned 32 bits at 60, counter
/// @param contexts unsigned 32 bits at 64, counter
/// @param cpuSteal time stolen by the hypervisor; unsigned 32 bits at 68, counter, ms, absent in
///   older agents
/// @param cpuGuest time running guests; unsigned 32 bits at 72, counter, ms, absent in older agents
/// @param cpuGuestNice time running guests at low priority; unsigned 32 bits at 76, counter, ms,
///   absent in older agents
@SflowStructure(
    format = 2003,
    name = "host_cpu",
    prefix = "cpu",
    source = "sflow_host.txt",
    snakeCase = true)
public record HostCpu(
    @Gauge(about = "one minute load average") float loadOne,
    @Gauge(about = "five minute load average") float loadFive,
    @Gauge(about = "fifteen minute load average") float loadFifteen,
    @Gauge(value = "processes", about = "running processes") long procRun,
    @Gauge(value = "processes", about = "all processes") long procTotal,
    @Gauge("cpus") long cpuNum,
    @Gauge("MHz") long cpuSpeed,
    @Gauge("s") long uptime,
    @Counter(value = "ms", about = "time in user mode") long cpuUser,
    @Counter(value = "ms", about = "time in user mode at low priority") long cpuNice,
    @Counter(value = "ms", about = "time in system mode") long cpuSystem,
    @Counter(value = "ms", about = "idle time") long cpuIdle,
    @Counter(value = "ms", about = "time waiting for I/O") long cpuWio,
    @Counter(value = "ms", about = "time servicing interrupts") long cpuIntr,
    @Counter(value = "ms", about = "time servicing soft interrupts") long cpuSintr,
    @Counter long interrupts,
    @Counter long contexts,
    @Counter(value = "ms", about = "time stolen by the hypervisor") long cpuSteal,
    @Counter(value = "ms", about = "time running guests") long cpuGuest,
    @Counter(value = "ms", about = "time running guests at low priority") long cpuGuestNice)
    implements CounterRecord {}
