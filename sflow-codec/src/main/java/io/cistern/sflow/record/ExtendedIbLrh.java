package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// InfiniBand local route header: `extended_ib_lrh` (0:1031).
///
/// Source: `draft_sflow_infiniband_2.txt`.
///
/// From a draft.
///
/// @param srcVl unsigned 32 bits at 0
/// @param srcSl unsigned 32 bits at 4
/// @param srcDlid unsigned 32 bits at 8
/// @param srcSlid unsigned 32 bits at 12
/// @param srcLnh unsigned 32 bits at 16
/// @param dstVl unsigned 32 bits at 20
/// @param dstSl unsigned 32 bits at 24
/// @param dstDlid unsigned 32 bits at 28
/// @param dstSlid unsigned 32 bits at 32
/// @param dstLnh unsigned 32 bits at 36
@SflowStructure(
    format = 1031,
    name = "extended_ib_lrh",
    source = "draft_sflow_infiniband_2.txt",
    snakeCase = true)
public record ExtendedIbLrh(
    long srcVl,
    long srcSl,
    long srcDlid,
    long srcSlid,
    long srcLnh,
    long dstVl,
    long dstSl,
    long dstDlid,
    long dstSlid,
    long dstLnh)
    implements FlowRecord {}
