package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Translated addresses of a packet: `extended_nat` (0:1007).
///
/// Source: `sflow_version_5.txt`.
///
/// @param srcAddress source address after translation; address at 0
/// @param dstAddress destination address after translation; address
@SflowStructure(
    format = 1007,
    name = "extended_nat",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record ExtendedNat(Address srcAddress, Address dstAddress) implements FlowRecord {}
