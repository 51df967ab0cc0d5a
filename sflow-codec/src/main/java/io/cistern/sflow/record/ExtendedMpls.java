package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import java.util.List;

/// MPLS label stacks of a packet: `extended_mpls` (0:1006).
///
/// Source: `sflow_version_5.txt`.
///
/// A label entry is a word of RFC 3032: 20 bits label, 3 bits traffic class, bottom of stack, 8
/// bits TTL.
///
/// @param nexthop address of the next hop; address at 0
/// @param inStack label entries it came in with, the outermost first; unsigned 32 bits each
/// @param outStack label entries it went out with, the outermost first; unsigned 32 bits each
@SflowStructure(
    format = 1006,
    name = "extended_mpls",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record ExtendedMpls(Address nexthop, List<Long> inStack, List<Long> outStack)
    implements FlowRecord {
  /// Copies the lists.
  public ExtendedMpls {
    inStack = List.copyOf(inStack);
    outStack = List.copyOf(outStack);
  }
}
