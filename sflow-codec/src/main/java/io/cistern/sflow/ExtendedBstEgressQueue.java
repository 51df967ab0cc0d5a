package io.cistern.sflow;

/// Flow record `extended_bst_egress_queue` (4413:1).
///
/// Source: `bv-sflow.txt`.
///
/// On the wire: Broadcom.
///
/// @param queue unsigned 32 bits at 0
@SflowStructure(
    enterprise = 4413,
    format = 1,
    name = "extended_bst_egress_queue",
    source = "bv-sflow.txt")
public record ExtendedBstEgressQueue(long queue) implements FlowRecord {}
