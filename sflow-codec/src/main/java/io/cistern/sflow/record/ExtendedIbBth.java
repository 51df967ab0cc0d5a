package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// InfiniBand base transport header: `extended_ib_bth` (0:1033).
///
/// Source: `draft_sflow_infiniband_2.txt`.
///
/// From a draft.
///
/// @param pkey partition key, 16 bits; unsigned 32 bits at 0
/// @param dstQp number of the queue pair it goes to, 24 bits; unsigned 32 bits at 4
/// @param opcode operation code, 8 bits; unsigned 32 bits at 8
@SflowStructure(
    format = 1033,
    name = "extended_ib_bth",
    source = "draft_sflow_infiniband_2.txt",
    snakeCase = true)
public record ExtendedIbBth(long pkey, long dstQp, long opcode) implements FlowRecord {}
