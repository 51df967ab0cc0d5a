package io.cistern.sflow;

import java.util.List;

/// Flow record `extended_mpls` (0:1006).
///
/// Source: `sflow_version_5.txt`.
///
/// On the wire: label entry = RFC3032 word: `label<<12` + `exp<<9` + `S<<8` + ttl.
///
/// @param nexthop address at 0
/// @param inStack unsigned 32 bits each
/// @param outStack unsigned 32 bits each
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
