package io.cistern.metricstore;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A selection of series, a time range and what to compute of it.
///
/// What the first step goes on from, a value or counter before the range, is looked for in the 15
/// minutes before it; in the hour before it where rollups of an hour may answer.
///
/// Globs: `*` stands for any characters (also none, also slashes), `?` for one, `\` takes the next
/// character literally; [#quote(String)] makes a glob that matches one name exactly.
///
/// @param source glob of the sources
/// @param instance glob of the instances
/// @param metric glob of the metrics
/// @param labels globs of the values of labels by name, all of which must match; a missing label is
///   the empty one
/// @param fromMillis first time, epoch milliseconds, inclusive
/// @param toMillis last time, epoch milliseconds, exclusive
/// @param stepMillis length of a step in milliseconds, steps begin at multiples of it since the
///   epoch; 0: one value a sample
/// @param function what is computed of each step
/// @param quantile of [Function#QUANTILE]: which, 0 to 1
/// @param coarsest the coarsest tier that may answer. Rollups answer where they are made, the step
///   is a multiple of theirs and the function is neither RAW nor QUANTILE; rows answer the rest,
///   and where a bound of the range lies within a rollup row. Where rows are dropped, such a rollup
///   row counts as a whole
/// @param grouping how series are put together, needs a step; `null`: not at all
public record Query(
    String source,
    String instance,
    String metric,
    Map<String, String> labels,
    long fromMillis,
    long toMillis,
    long stepMillis,
    Function function,
    double quantile,
    Tier coarsest,
    @Nullable Grouping grouping) {
  private static final double MEDIAN = 0.5;

  /// Copies the map and checks the range.
  ///
  /// @throws IllegalArgumentException if the range begins before the epoch or ends before it
  ///   begins, the step is negative, RAW has a step, a grouping has none, or the quantile is not
  ///   within 0 to 1
  public Query {
    Objects.requireNonNull(source);
    Objects.requireNonNull(instance);
    Objects.requireNonNull(metric);
    Objects.requireNonNull(function);
    Objects.requireNonNull(coarsest);
    labels = Map.copyOf(labels);
    if (fromMillis < 0 || toMillis < fromMillis) {
      throw new IllegalArgumentException(
          "range is not 0 <= from <= to: from=" + fromMillis + ", to=" + toMillis);
    }
    if (stepMillis < 0) {
      throw new IllegalArgumentException("step is negative: " + stepMillis);
    }
    if (function == Function.RAW && stepMillis != 0) {
      throw new IllegalArgumentException("RAW takes no step: " + stepMillis);
    }
    if (grouping != null && stepMillis == 0) {
      throw new IllegalArgumentException("a grouping needs a step");
    }
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new IllegalArgumentException("quantile is not within 0 to 1: " + quantile);
    }
  }

  /// Every label, every tier, the median where a quantile is asked for, no grouping.
  ///
  /// @param source glob of the sources
  /// @param instance glob of the instances
  /// @param metric glob of the metrics
  /// @param fromMillis inclusive
  /// @param toMillis exclusive
  /// @param stepMillis 0: one value a sample
  /// @param function what is computed of each step
  /// @throws IllegalArgumentException as of the other constructor
  public Query(
      String source,
      String instance,
      String metric,
      long fromMillis,
      long toMillis,
      long stepMillis,
      Function function) {
    this(
        source,
        instance,
        metric,
        Map.of(),
        fromMillis,
        toMillis,
        stepMillis,
        function,
        MEDIAN,
        Tier.HOURS_1,
        null);
  }

  /// The samples themselves of everything selected.
  ///
  /// @param source glob of the sources
  /// @param instance glob of the instances
  /// @param metric glob of the metrics
  /// @param fromMillis inclusive
  /// @param toMillis exclusive
  /// @return the query
  /// @throws IllegalArgumentException if the range begins before the epoch or ends before it begins
  public static Query raw(
      String source, String instance, String metric, long fromMillis, long toMillis) {
    return new Query(source, instance, metric, fromMillis, toMillis, 0, Function.RAW);
  }

  /// This for entities with certain labels.
  ///
  /// @param globs of the values by name
  /// @return the query
  public Query withLabels(Map<String, String> globs) {
    return with(globs, function, quantile, coarsest, grouping);
  }

  /// This with [Function#QUANTILE].
  ///
  /// @param share 0 to 1
  /// @return the query
  /// @throws IllegalArgumentException if it is something else
  public Query withQuantile(double share) {
    return with(labels, Function.QUANTILE, share, coarsest, grouping);
  }

  /// This with a limit of how coarse what answers may be.
  ///
  /// @param tier [Tier#RAW]: rows alone answer
  /// @return the query
  public Query withCoarsest(Tier tier) {
    return with(labels, function, quantile, tier, grouping);
  }

  /// This with its series put together.
  ///
  /// @param how by which labels, and what is made of a group
  /// @return the query
  /// @throws IllegalArgumentException if the query has no step
  public Query groupedBy(Grouping how) {
    return with(labels, function, quantile, coarsest, how);
  }

  private Query with(
      Map<String, String> globs, Function what, double share, Tier tier, @Nullable Grouping how) {
    return new Query(
        source, instance, metric, globs, fromMillis, toMillis, stepMillis, what, share, tier, how);
  }

  /// A glob that matches exactly one name.
  ///
  /// @param name any text
  /// @return the name with `*`, `?` and `\` escaped
  public static String quote(String name) {
    return name.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
  }
}
