package io.cistern.metricstore;

import java.util.Objects;

/// A selection of series, a time range and what to compute of it.
///
/// Globs: `*` stands for any characters (also none, also slashes), `?` for one, `\` takes the next
/// character literally; [#quote(String)] makes a glob that matches one name exactly.
///
/// @param source glob of the sources
/// @param instance glob of the instances
/// @param metric glob of the metrics
/// @param fromMillis first time, epoch milliseconds, inclusive
/// @param toMillis last time, epoch milliseconds, exclusive
/// @param stepMillis length of a step in milliseconds, steps begin at multiples of it since the
///   epoch; 0: one value a sample
/// @param function what is computed of each step
public record Query(
    String source,
    String instance,
    String metric,
    long fromMillis,
    long toMillis,
    long stepMillis,
    Function function) {

  /// Checks the range.
  ///
  /// @throws IllegalArgumentException if the range or the step is negative, or RAW has a step
  public Query {
    Objects.requireNonNull(source);
    Objects.requireNonNull(instance);
    Objects.requireNonNull(metric);
    Objects.requireNonNull(function);
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
  }

  /// The samples themselves of everything selected.
  ///
  /// @param source glob of the sources
  /// @param instance glob of the instances
  /// @param metric glob of the metrics
  /// @param fromMillis inclusive
  /// @param toMillis exclusive
  /// @return the query
  public static Query raw(
      String source, String instance, String metric, long fromMillis, long toMillis) {
    return new Query(source, instance, metric, fromMillis, toMillis, 0, Function.RAW);
  }

  /// A glob that matches exactly one name.
  ///
  /// @param name any text
  /// @return the name with `*`, `?` and `\` escaped
  public static String quote(String name) {
    return name.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
  }
}
