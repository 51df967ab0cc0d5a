package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import java.util.List;

/// VLAN tags a packet leaves with: `extended_vlanout` (0:1035).
///
/// Source: sflow list.
///
/// An entry is TPID and TCI in one word, outermost first.
///
/// @param stack tags it went out with; unsigned 32 bits each at 0
@SflowStructure(format = 1035, name = "extended_vlanout", source = "sflow list")
public record ExtendedVlanout(List<Long> stack) implements FlowRecord {
  /// Copies the lists.
  public ExtendedVlanout {
    stack = List.copyOf(stack);
  }
}
