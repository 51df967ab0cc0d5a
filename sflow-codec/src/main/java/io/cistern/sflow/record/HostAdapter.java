package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Mac;
import java.util.List;

/// One network adapter of a host.
///
/// Source: `sflow_host.txt`, `host_adapter`.
///
/// @param ifIndex its interface, unsigned 32 bits
/// @param macs its MAC addresses, 48 bits each
public record HostAdapter(long ifIndex, @Mac List<Long> macs) {
  /// Copies the list.
  public HostAdapter {
    macs = List.copyOf(macs);
  }
}
