package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The function that discarded a packet: `extended_function` (0:1038).
///
/// Source: `sflow_drops.txt`.
///
/// @param symbol the function's name, usually a kernel symbol and an offset in it; text at 0
@SflowStructure(format = 1038, name = "extended_function", source = "sflow_drops.txt")
public record ExtendedFunction(String symbol) implements FlowRecord {}
