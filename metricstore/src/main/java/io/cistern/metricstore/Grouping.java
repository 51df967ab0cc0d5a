package io.cistern.metricstore;

import java.util.List;
import java.util.Objects;

/// Which series of a query are put together, and how. Series of different metrics, kinds or units
/// never are.
///
/// @param by names of labels; `source` and `instance` stand for the entity's own. Series are in one
///   group if they have the same value for each; a missing label is the empty one
/// @param aggregation what is made of a group
/// @param k of [Aggregation#TOPK]: how many series of each group; else 0
public record Grouping(List<String> by, Aggregation aggregation, int k) {

  /// Copies the list and checks the number.
  ///
  /// @throws IllegalArgumentException if TOPK is without a positive number, or another with one
  public Grouping {
    Objects.requireNonNull(aggregation);
    by = List.copyOf(by);
    if (aggregation == Aggregation.TOPK ? k <= 0 : k != 0) {
      throw new IllegalArgumentException("k of " + aggregation + " is out of range: " + k);
    }
  }

  /// One series for each group.
  ///
  /// @param aggregation other than TOPK
  /// @param by names of labels
  /// @return the grouping
  /// @throws IllegalArgumentException if it is TOPK
  public static Grouping of(Aggregation aggregation, String... by) {
    return new Grouping(List.of(by), aggregation, 0);
  }

  /// The greatest series of each group, as [Aggregation#TOPK] says.
  ///
  /// @param k how many, at least 1
  /// @param by names of labels
  /// @return the grouping
  /// @throws IllegalArgumentException if there are to be none
  public static Grouping top(int k, String... by) {
    return new Grouping(List.of(by), Aggregation.TOPK, k);
  }
}
