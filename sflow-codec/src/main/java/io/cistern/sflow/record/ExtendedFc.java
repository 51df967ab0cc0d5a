package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Fibre Channel routing of a packet: `extended_fc` (0:1018).
///
/// Source: RFC4625 / sflow list.
///
/// The next hop is a 24-bit Fibre Channel address.
///
/// @param srcMaskLen unsigned 32 bits at 0
/// @param dstMaskLen unsigned 32 bits at 4
/// @param nextHop unsigned 32 bits at 8
/// @param metric unsigned 32 bits at 12
@SflowStructure(
    format = 1018,
    name = "extended_fc",
    source = "RFC4625 / sflow list",
    snakeCase = true)
public record ExtendedFc(long srcMaskLen, long dstMaskLen, long nextHop, long metric)
    implements FlowRecord {}
