package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.SflowStructure;

/// The layer 2 tunnel a packet came through: `extended_L2_tunnel_ingress` (0:1022).
///
/// Source: `sflow_tunnels.txt`.
///
/// Fields as in [SampledEthernet].
///
/// @param length length of the frame in bytes, its frame check sequence counted; unsigned 32 bits
///   at 0
/// @param srcMac MAC address it comes from; 6 bytes, padded to 8, at 4
/// @param dstMac MAC address it goes to; 6 bytes, padded to 8, at 12
/// @param type its EtherType; unsigned 32 bits at 20
@SflowStructure(
    format = 1022,
    name = "extended_L2_tunnel_ingress",
    source = "sflow_tunnels.txt",
    snakeCase = true)
public record ExtendedL2TunnelIngress(long length, @Mac long srcMac, @Mac long dstMac, long type)
    implements FlowRecord {}
