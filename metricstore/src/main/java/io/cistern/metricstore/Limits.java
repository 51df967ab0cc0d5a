package io.cistern.metricstore;

/// What a store refuses to exceed. Beyond a limit the call fails with [LimitExceededException];
/// refusals of what is to be stored are counted.
///
/// @param entities in the whole store
/// @param columnsPerEntity at most 65,535
/// @param newEntitiesPerMinute of one source
/// @param nameBytes of one source, instance, metric, unit, label or its value, in UTF-8
/// @param labelsPerEntity how many labels one entity may have
/// @param openHeads hours with rows not yet sealed
/// @param querySeries that one query may select
/// @param queryPoints that one query may return, all series together
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
  /// @throws IllegalArgumentException if one is not positive, or more columns are allowed than a
  ///   row can have
  public Limits {
    if (entities <= 0
        || columnsPerEntity <= 0
        || columnsPerEntity > 65_535
        || newEntitiesPerMinute <= 0
        || nameBytes <= 0
        || labelsPerEntity < 0
        || openHeads <= 1
        || querySeries <= 0
        || queryPoints <= 0
        || querySamples <= 0) {
      throw new IllegalArgumentException("limit out of range");
    }
  }
}
