package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv6;
import io.cistern.sflow.declaration.SflowStructure;

/// InfiniBand global route header: `extended_ib_grh` (0:1032).
///
/// Source: `draft_sflow_infiniband_2.txt`.
///
/// From a draft.
///
/// @param flowLabel flow label, 20 bits; unsigned 32 bits at 0
/// @param tc traffic class, 8 bits; unsigned 32 bits at 4
/// @param sGid GID it comes from; 16 bytes at 8
/// @param dGid GID it goes to; 16 bytes at 24
/// @param nextHeader type of the header after this one; unsigned 32 bits at 40
/// @param length bytes after this header; unsigned 32 bits at 44
@SflowStructure(
    format = 1032,
    name = "extended_ib_grh",
    source = "draft_sflow_infiniband_2.txt",
    snakeCase = true)
public record ExtendedIbGrh(
    long flowLabel, long tc, @Ipv6 Address sGid, @Ipv6 Address dGid, long nextHeader, long length)
    implements FlowRecord {}
