package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// InfiniBand local route header: `extended_ib_lrh` (0:1031).
///
/// Source: `draft_sflow_infiniband_2.txt`.
///
/// From a draft.
///
/// @param srcVl virtual lane it came in on; unsigned 32 bits at 0
/// @param srcSl service level it came in with; unsigned 32 bits at 4
/// @param srcDlid destination LID it came in with; unsigned 32 bits at 8
/// @param srcSlid source LID it came in with; unsigned 32 bits at 12
/// @param srcLnh what followed the header when it came in; unsigned 32 bits at 16
/// @param dstVl virtual lane it went out on; unsigned 32 bits at 20
/// @param dstSl service level it went out with; unsigned 32 bits at 24
/// @param dstDlid destination LID it went out with; unsigned 32 bits at 28
/// @param dstSlid source LID it went out with; unsigned 32 bits at 32
/// @param dstLnh what followed the header when it went out; unsigned 32 bits at 36
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
