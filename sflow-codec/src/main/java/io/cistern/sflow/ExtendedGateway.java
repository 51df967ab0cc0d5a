package io.cistern.sflow;

import java.util.List;

/// BGP attributes of a routed packet: `extended_gateway` (0:1003).
///
/// Source: `sflow_version_5.txt`.
///
/// On the wire: aspath = count then per segment {type:u32 1=SET 2=SEQUENCE, u32[]}. dst AS = last
/// ASN of last segment, dst peer AS = first ASN of first segment; src_as 0 / empty path = local.
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
