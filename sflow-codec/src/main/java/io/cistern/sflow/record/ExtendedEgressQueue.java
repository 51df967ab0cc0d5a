package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The egress queue of a packet: `extended_egress_queue` (0:1036).
///
/// Source: `sflow_drops.txt`.
///
/// @param queue the queue's number at its port; unsigned 32 bits at 0
@SflowStructure(format = 1036, name = "extended_egress_queue", source = "sflow_drops.txt")
public record ExtendedEgressQueue(long queue) implements FlowRecord {}
