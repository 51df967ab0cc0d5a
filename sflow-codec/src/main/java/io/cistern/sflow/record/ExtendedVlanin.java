package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import java.util.List;

/// VLAN tags a packet came in with: `extended_vlanin` (0:1034).
///
/// Source: sflow list.
///
/// An entry is TPID and TCI in one word, outermost first.
///
/// @param stack tags it came in with; unsigned 32 bits each at 0
@SflowStructure(format = 1034, name = "extended_vlanin", source = "sflow list")
public record ExtendedVlanin(List<Long> stack) implements FlowRecord {
  /// Copies the lists.
  public ExtendedVlanin {
    stack = List.copyOf(stack);
  }
}
