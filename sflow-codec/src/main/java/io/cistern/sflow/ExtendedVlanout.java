package io.cistern.sflow;

import java.util.List;

/// Flow record `extended_vlanout` (0:1035).
///
/// Source: sflow list.
///
/// On the wire: as 1012, egress.
///
/// @param stack unsigned 32 bits each at 0
@SflowStructure(format = 1035, name = "extended_vlanout", source = "sflow list")
public record ExtendedVlanout(List<Long> stack) implements FlowRecord {
  /// Copies the lists.
  public ExtendedVlanout {
    stack = List.copyOf(stack);
  }
}
