package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import java.util.List;

/// BGP attributes of a routed packet: `extended_gateway` (0:1003).
///
/// Source: `sflow_version_5.txt`.
///
/// The AS the packet goes to is the last of the last segment, the neighbour it goes to the first of
/// the first; an empty path is local.
///
/// @param nexthop address of the next border router; address at 0
/// @param as AS number of the router; unsigned 32 bits
/// @param srcAs AS number the packet comes from, 0 local; unsigned 32 bits
/// @param srcPeerAs AS number of the neighbour it comes from, 0 local; unsigned 32 bits
/// @param dstAsPath AS path to the destination; segments
/// @param communities communities of the route; unsigned 32 bits each
/// @param localpref local preference of the route; unsigned 32 bits
@SflowStructure(
    format = 1003,
    name = "extended_gateway",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record ExtendedGateway(
    Address nexthop,
    long as,
    long srcAs,
    long srcPeerAs,
    List<AsPathSegment> dstAsPath,
    List<Long> communities,
    long localpref)
    implements FlowRecord {
  /// Copies the lists.
  public ExtendedGateway {
    dstAsPath = List.copyOf(dstAsPath);
    communities = List.copyOf(communities);
  }
}
