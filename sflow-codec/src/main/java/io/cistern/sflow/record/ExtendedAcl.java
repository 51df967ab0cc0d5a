package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The access list entry a packet met: `extended_acl` (0:1037).
///
/// Source: `sflow_drops.txt`.
///
/// @param number the access list's number, 0 where it has only a name; unsigned 32 bits at 0
/// @param name the access list's name; text at 4
/// @param direction where it is applied: 0 unknown, 1 ingress, 2 egress; unsigned 32 bits
@SflowStructure(format = 1037, name = "extended_acl", source = "sflow_drops.txt")
public record ExtendedAcl(long number, String name, long direction) implements FlowRecord {}
