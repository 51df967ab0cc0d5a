package io.cistern.metricstore;

import java.util.List;
import java.util.Map;

/// What a store holds and did since it was opened.
///
/// @param entities known
/// @param series columns of all entities
/// @param heads files of rows not yet sealed, one an hour as a rule
/// @param partitions directories of sealed chunks and rollups by tier
/// @param rowsAppended rows accepted
/// @param samplesAppended values in them
/// @param rowsReplaced rows whose time the entity had already in the head; the later values won
/// @param rowsLate refused: older than the lateness window
/// @param rowsFuture refused: too far ahead of the clock
/// @param rowsLowDisk refused: the disk was full or nearly so
/// @param refusedByLimit refused new entities, columns, labels and hours
/// @param refusedBySource the same by source; beyond 1,000 sources under the empty name
/// @param chunksSealed written
/// @param rowsSealed in them
/// @param chunksRolled rollups written
/// @param partitionsDropped by retention, or because the disk was short
/// @param damaged rows and chunks that could not be decoded and were left out of an answer or a
///   chunk
/// @param problems partitions that vanished (the first 100) or cannot be read, and files that were
///   set aside as damaged, in words; the others answer
/// @param lowDisk whether rows are refused until there is more room on the disk
/// @param bytes of all files of the store
public record StoreStats(
    int entities,
    long series,
    int heads,
    Map<Tier, Integer> partitions,
    long rowsAppended,
    long samplesAppended,
    long rowsReplaced,
    long rowsLate,
    long rowsFuture,
    long rowsLowDisk,
    long refusedByLimit,
    Map<String, Long> refusedBySource,
    long chunksSealed,
    long rowsSealed,
    long chunksRolled,
    long partitionsDropped,
    long damaged,
    List<String> problems,
    boolean lowDisk,
    long bytes) {

  /// Copies the collections.
  public StoreStats {
    partitions = Map.copyOf(partitions);
    problems = List.copyOf(problems);
    refusedBySource = Map.copyOf(refusedBySource);
  }

  /// How many partitions a tier has.
  ///
  /// @param tier which
  /// @return their number
  public int partitions(Tier tier) {
    return partitions.getOrDefault(tier, 0);
  }
}
