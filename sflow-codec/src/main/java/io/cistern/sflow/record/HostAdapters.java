package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import java.util.List;

/// The network adapters of a host: `host_adapters` (0:2001).
///
/// Source: `sflow_host.txt`.
///
/// @param adapters adapters at 0
@SflowStructure(format = 2001, name = "host_adapters", source = "sflow_host.txt")
public record HostAdapters(List<HostAdapter> adapters) implements CounterRecord {
  /// Copies the lists.
  public HostAdapters {
    adapters = List.copyOf(adapters);
  }
}
