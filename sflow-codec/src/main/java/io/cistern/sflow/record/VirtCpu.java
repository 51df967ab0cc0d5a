package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;

/// CPU of a virtual machine: `virt_cpu` (0:2101).
///
/// Source: `sflow_host.txt`.
///
/// @param state libvirt virDomainState: 0 none, 1 running, 2 blocked, 3 paused, 4 shutdown, 5
///   shutoff, 6 crashed; state, unsigned 32 bits at 0
/// @param cpuTime CPU time used in milliseconds; counter, unsigned 32 bits at 4
/// @param nrVirtCpu virtual processors; gauge, unsigned 32 bits at 8
@SflowStructure(format = 2101, name = "virt_cpu", prefix = "virt", source = "sflow_host.txt")
public record VirtCpu(
    @State(
            about =
                "libvirt virDomainState: 0 none, 1 running, 2 blocked, 3 paused, 4 shutdown,"
                    + " 5 shutoff, 6 crashed")
        long state,
    @Counter("ms") long cpuTime,
    @Gauge("cpus") long nrVirtCpu)
    implements CounterRecord {}
