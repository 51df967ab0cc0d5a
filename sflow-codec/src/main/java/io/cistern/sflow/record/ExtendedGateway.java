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
/// @param nexthop address at 0
/// @param as unsigned 32 bits
/// @param srcAs unsigned 32 bits
/// @param srcPeerAs unsigned 32 bits
/// @param dstAsPath segments
/// @param communities unsigned 32 bits each
/// @param localpref unsigned 32 bits
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
