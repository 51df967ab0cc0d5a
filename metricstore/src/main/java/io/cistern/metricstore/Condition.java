package io.cistern.metricstore;

import java.util.function.IntConsumer;

/// One thing that a query says of the entities that it means. Used under the lock of the
/// [LabelIndex].
interface Condition {

  /// How many texts must be compared with a pattern to tell whom it leaves.
  int toCompare();

  /// How many entities it leaves; no less than `limit` where it is not worth finding out.
  long cost(long limit);

  /// Hands over the ids of those that it leaves, once [#cost(long)] has said how many.
  void forEach(IntConsumer action);
}
