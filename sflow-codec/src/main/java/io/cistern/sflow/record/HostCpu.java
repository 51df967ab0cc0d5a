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
/// @param loadOne one minute load average; gauge, 32-bit float at 0
/// @param loadFive five minute load average; gauge, 32-bit float at 4
/// @param loadFifteen fifteen minute load average; gauge, 32-bit float at 8
/// @param procRun running processes; gauge, unsigned 32 bits at 12
/// @param procTotal all processes; gauge, unsigned 32 bits at 16
/// @param cpuNum processors of the host; gauge, unsigned 32 bits at 20
/// @param cpuSpeed their clock in MHz; gauge, unsigned 32 bits at 24
/// @param uptime seconds since it started; gauge, unsigned 32 bits at 28
/// @param cpuUser time in user mode in milliseconds; counter, unsigned 32 bits at 32
/// @param cpuNice time in user mode at low priority in milliseconds; counter, unsigned 32 bits at
///   36
/// @param cpuSystem time in system mode in milliseconds; counter, unsigned 32 bits at 40
/// @param cpuIdle idle time in milliseconds; counter, unsigned 32 bits at 44
/// @param cpuWio time waiting for I/O in milliseconds; counter, unsigned 32 bits at 48
/// @param cpuIntr time servicing interrupts in milliseconds; counter, unsigned 32 bits at 52
/// @param cpuSintr time servicing soft interrupts in milliseconds; counter, unsigned 32 bits at 56
/// @param interrupts interrupts; counter, unsigned 32 bits at 60
/// @param contexts context switches; counter, unsigned 32 bits at 64
/// @param cpuSteal time stolen by the hypervisor in milliseconds, absent in older agents; counter,
///   unsigned 32 bits at 68
/// @param cpuGuest time running guests in milliseconds, absent in older agents; counter, unsigned
///   32 bits at 72
/// @param cpuGuestNice time running guests at low priority in milliseconds, absent in older agents;
///   counter, unsigned 32 bits at 76
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
