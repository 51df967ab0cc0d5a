package io.cistern.sflow;

/// Flow record `extended_function` (0:1038).
///
/// Source: `sflow_drops.txt`.
///
/// On the wire: e.g. kernel symbol+offset.
///
/// @param symbol text at 0
@SflowStructure(format = 1038, name = "extended_function", source = "sflow_drops.txt")
public record ExtendedFunction(String symbol) implements FlowRecord {}
