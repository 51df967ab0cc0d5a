package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The virtual network a packet came in on: `extended_vni_ingress` (0:1030).
///
/// Source: `sflow_tunnels.txt`.
///
/// @param vni VXLAN network identifier it came in with, 24 bits; unsigned 32 bits at 0
@SflowStructure(format = 1030, name = "extended_vni_ingress", source = "sflow_tunnels.txt")
public record ExtendedVniIngress(long vni) implements FlowRecord {}
