package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Ipv6;
import io.cistern.sflow.declaration.SflowStructure;

/// InfiniBand global route header: `extended_ib_grh` (0:1032).
///
/// Source: `draft_sflow_infiniband_2.txt`.
///
/// From a draft.
///
/// @param flowLabel unsigned 32 bits at 0
/// @param tc unsigned 32 bits at 4
/// @param sGid IPv6 address at 8
/// @param dGid IPv6 address at 24
/// @param nextHeader unsigned 32 bits at 40
/// @param length unsigned 32 bits at 44
@SflowStructure(
    format = 1032,
    name = "extended_ib_grh",
    source = "draft_sflow_infiniband_2.txt",
    snakeCase = true)
public record ExtendedIbGrh(
    long flowLabel, long tc, @Ipv6 Address sGid, @Ipv6 Address dGid, long nextHeader, long length)
    implements FlowRecord {}
