package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import java.util.List;

/// VLAN tags stripped from a packet: `extended_vlantunnel` (0:1012).
///
/// Source: `sflow_version_5.txt`.
///
/// An entry is TPID and TCI in one word, outermost first.
///
/// @param stack tags that were stripped; unsigned 32 bits each at 0
@SflowStructure(format = 1012, name = "extended_vlantunnel", source = "sflow_version_5.txt")
public record ExtendedVlantunnel(List<Long> stack) implements FlowRecord {
  /// Copies the lists.
  public ExtendedVlantunnel {
    stack = List.copyOf(stack);
  }
}
