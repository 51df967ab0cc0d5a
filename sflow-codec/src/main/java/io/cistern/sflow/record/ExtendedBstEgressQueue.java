package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The egress queue of a packet on a Broadcom device: `extended_bst_egress_queue` (4413:1).
///
/// Source: `bv-sflow.txt`.
///
/// @param queue the queue's number at its port; unsigned 32 bits at 0
@SflowStructure(
    enterprise = 4413,
    format = 1,
    name = "extended_bst_egress_queue",
    source = "bv-sflow.txt")
public record ExtendedBstEgressQueue(long queue) implements FlowRecord {}
