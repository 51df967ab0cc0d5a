package io.cistern.sflow;

/// Flow record `extended_transit` (0:1039).
///
/// Source: `sflow_transit.txt`.
///
/// On the wire: ns; 0xffffffff = `>=` that.
///
/// @param delay unsigned 32 bits at 0
@SflowStructure(format = 1039, name = "extended_transit", source = "sflow_transit.txt")
public record ExtendedTransit(long delay) implements FlowRecord {}
