package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Fibre Channel routing of a packet: `extended_fc` (0:1018).
///
/// Source: RFC4625 / sflow list.
///
/// @param srcMaskLen bits of the prefix of the source's address that was routed by; unsigned 32
///   bits at 0
/// @param dstMaskLen bits of the prefix of the destination's address that was routed by; unsigned
///   32 bits at 4
/// @param nextHop Fibre Channel address of the next switch, 24 bits; unsigned 32 bits at 8
/// @param metric cost of the route; unsigned 32 bits at 12
@SflowStructure(
    format = 1018,
    name = "extended_fc",
    source = "RFC4625 / sflow list",
    snakeCase = true)
public record ExtendedFc(long srcMaskLen, long dstMaskLen, long nextHop, long metric)
    implements FlowRecord {}
