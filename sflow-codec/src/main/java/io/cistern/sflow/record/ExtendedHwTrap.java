package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The hardware trap a packet met: `extended_hw_trap` (0:1041).
///
/// Source: host-sflow sflow.h.
///
/// @param group name of the Linux devlink trap group; text at 0
/// @param trap name of the devlink trap; text
@SflowStructure(format = 1041, name = "extended_hw_trap", source = "host-sflow sflow.h")
public record ExtendedHwTrap(String group, String trap) implements FlowRecord {}
