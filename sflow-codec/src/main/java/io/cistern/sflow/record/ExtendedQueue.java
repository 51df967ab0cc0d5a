package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Depth of the egress queue a packet met: `extended_queue` (0:1040).
///
/// Source: `sflow_transit.txt`.
///
/// The depth is in bytes; the queue is in [ExtendedEgressQueue].
///
/// @param depth bytes in the queue when the packet came to it; unsigned 32 bits at 0
@SflowStructure(format = 1040, name = "extended_queue", source = "sflow_transit.txt")
public record ExtendedQueue(long depth) implements FlowRecord {}
