package io.cistern.app.discards;

import java.util.List;
import java.util.Map;

/// The discarded packets of one shard at one moment. Immutable, as long as nobody writes to a row.
///
/// @param rows of a [DiscardTable]
/// @param forgotten packets whose row made room for others; the totals have them
public record DiscardSnapshot(
    List<long[]> rows, Map<DiscardTotals.Key, DiscardCounts> totals, long forgotten) {
  /// Nothing was discarded.
  public static final DiscardSnapshot NONE = new DiscardSnapshot(List.of(), Map.of(), 0);
}
