package io.cistern.sflow;

import java.util.List;

/// Flow record `extended_vlantunnel` (0:1012).
///
/// Source: `sflow_version_5.txt`.
///
/// On the wire: entry = `TPID<<16` + TCI `(pcp<<13` + `dei<<12` + vid), outermost first.
///
/// @param stack unsigned 32 bits each at 0
@SflowStructure(format = 1012, name = "extended_vlantunnel", source = "sflow_version_5.txt")
public record ExtendedVlantunnel(List<Long> stack) implements FlowRecord {
  /// Copies the lists.
  public ExtendedVlantunnel {
    stack = List.copyOf(stack);
  }
}
