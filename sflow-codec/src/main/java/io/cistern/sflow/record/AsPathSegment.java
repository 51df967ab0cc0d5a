package io.cistern.sflow.record;

import java.util.List;

/// One segment of an AS path.
///
/// Source: `sflow_version_5.txt`, `as_path_type`.
///
/// @param type 1 set, 2 sequence
/// @param as AS numbers, unsigned 32 bits each
public record AsPathSegment(long type, List<Long> as) {
  /// Copies the list.
  public AsPathSegment {
    as = List.copyOf(as);
  }
}
