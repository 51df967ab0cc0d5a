package io.cistern.sflow;

/// Flow record `extended_hw_trap` (0:1041).
///
/// Source: host-sflow sflow.h.
///
/// On the wire: devlink trap names.
///
/// @param group text at 0
/// @param trap text
@SflowStructure(format = 1041, name = "extended_hw_trap", source = "host-sflow sflow.h")
public record ExtendedHwTrap(String group, String trap) implements FlowRecord {}
