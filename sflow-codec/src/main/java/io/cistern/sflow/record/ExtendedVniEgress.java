package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The virtual network a packet leaves on: `extended_vni_egress` (0:1029).
///
/// Source: `sflow_tunnels.txt`.
///
/// @param vni VXLAN network identifier it leaves with, 24 bits; unsigned 32 bits at 0
@SflowStructure(format = 1029, name = "extended_vni_egress", source = "sflow_tunnels.txt")
public record ExtendedVniEgress(long vni) implements FlowRecord {}
