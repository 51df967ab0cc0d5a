package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The access list entry a packet met: `extended_acl` (0:1037).
///
/// Source: `sflow_drops.txt`.
///
/// Directions: 0 unknown, 1 ingress, 2 egress.
///
/// @param number unsigned 32 bits at 0
/// @param name text at 4
/// @param direction unsigned 32 bits
@SflowStructure(format = 1037, name = "extended_acl", source = "sflow_drops.txt")
public record ExtendedAcl(long number, String name, long direction) implements FlowRecord {}
