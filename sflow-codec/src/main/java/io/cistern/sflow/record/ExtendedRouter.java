package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Next hop and prefix lengths of a routed packet: `extended_router` (0:1002).
///
/// Source: `sflow_version_5.txt`.
///
/// @param nexthop address of the next hop; address at 0
/// @param srcMaskLen bits of the prefix of the source's route; unsigned 32 bits
/// @param dstMaskLen bits of the prefix of the destination's route; unsigned 32 bits
@SflowStructure(
    format = 1002,
    name = "extended_router",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record ExtendedRouter(Address nexthop, long srcMaskLen, long dstMaskLen)
    implements FlowRecord {}
