package io.cistern.metricstore;

import java.util.Map;

/// What a store holds and did since it was opened.
///
/// @param entities known
/// @param series columns of all entities
/// @param heads hours of rows not yet sealed
/// @param partitions directories of sealed chunks
/// @param rowsAppended rows accepted
/// @param samplesAppended values in them
/// @param rowsReplaced rows whose time the entity had already in the head; the later values won
/// @param rowsLate refused: older than the lateness window
/// @param rowsFuture refused: too far ahead of the clock
/// @param refusedByLimit refused new entities, columns and labels
/// @param refusedBySource the same by source; beyond 1,000 sources under the empty name
/// @param chunksSealed written
/// @param rowsSealed in them
/// @param partitionsDropped by retention
/// @param damaged rows and chunks that could not be decoded and were left out of an answer or a
///   chunk
/// @param bytes of all files of the store
public record StoreStats(
    int entities,
    long series,
    int heads,
    int partitions,
    long rowsAppended,
    long samplesAppended,
    long rowsReplaced,
    long rowsLate,
    long rowsFuture,
    long refusedByLimit,
    Map<String, Long> refusedBySource,
    long chunksSealed,
    long rowsSealed,
    long partitionsDropped,
    long damaged,
    long bytes) {

  /// Copies the map.
  public StoreStats {
    refusedBySource = Map.copyOf(refusedBySource);
  }
}
