package io.cistern.metricstore;

import java.util.Locale;

/// What a store refuses to exceed. Beyond a limit the call fails with [LimitExceededException];
/// refusals of what is to be stored are counted ([StoreStats#refusedByLimit()]).
///
/// @param entities in the whole store
/// @param columnsPerEntity how many columns one entity may have, at most 65,535
/// @param newEntitiesPerMinute of one source
/// @param nameBytes of one source, instance, metric, unit, label or its value, in UTF-8
/// @param labelsPerEntity how many labels one entity may have
/// @param openHeads hours with rows not yet sealed, at least 2
/// @param querySeries that one query may select
/// @param queryPoints that one query may return, all series or groups together
/// @param querySamples that one query may read; what rollups or statistics sum up is one
public record Limits(
    int entities,
    int columnsPerEntity,
    int newEntitiesPerMinute,
    int nameBytes,
    int labelsPerEntity,
    int openHeads,
    int querySeries,
    long queryPoints,
    long querySamples) {

  /// The limits where none are given.
  public static final Limits DEFAULT =
      new Limits(200_000, 4_096, 10_000, 65_536, 256, 64, 10_000, 2_000_000, 100_000_000);

  /// Checks them.
  ///
  /// @throws IllegalArgumentException if one is not positive (labels may be 0, heads must be 2), or
  ///   more columns are allowed than a row can have
  public Limits {
    check("entities", entities, 1);
    check("columnsPerEntity", columnsPerEntity, 1);
    if (columnsPerEntity > RowCodec.MOST_COLUMNS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "limit out of range: columnsPerEntity=%d, greatest=%d",
              columnsPerEntity,
              RowCodec.MOST_COLUMNS));
    }
    check("newEntitiesPerMinute", newEntitiesPerMinute, 1);
    check("nameBytes", nameBytes, 1);
    check("labelsPerEntity", labelsPerEntity, 0);
    check("openHeads", openHeads, 2);
    check("querySeries", querySeries, 1);
    check("queryPoints", queryPoints, 1);
    check("querySamples", querySamples, 1);
  }

  private static void check(String name, long limit, long least) {
    if (limit < least) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "limit out of range: %s=%d, least=%d", name, limit, least));
    }
  }
}
