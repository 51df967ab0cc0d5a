package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.SflowStructure;

/// The layer 2 tunnel a packet leaves through: `extended_L2_tunnel_egress` (0:1021).
///
/// Source: `sflow_tunnels.txt`.
///
/// Fields as in [SampledEthernet].
///
/// @param length unsigned 32 bits at 0
/// @param srcMac MAC at 4
/// @param dstMac MAC at 12
/// @param type unsigned 32 bits at 20
@SflowStructure(
    format = 1021,
    name = "extended_L2_tunnel_egress",
    source = "sflow_tunnels.txt",
    snakeCase = true)
public record ExtendedL2TunnelEgress(long length, @Mac long srcMac, @Mac long dstMac, long type)
    implements FlowRecord {}
