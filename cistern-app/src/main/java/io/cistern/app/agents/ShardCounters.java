package io.cistern.app.agents;

import io.cistern.app.metrics.CounterRow;
import io.cistern.app.store.RowQueue;
import java.util.function.Consumer;

/// What the counter readers of a shard's streams share. Belongs to the shard's thread.
final class ShardCounters {
  /// Names the instances of all its agents.
  final InstanceNames names;

  /// Takes rows to the store's thread.
  final Consumer<CounterRow> rows;

  /// The records of the sample that is being read.
  final SampleRecords records = new SampleRecords();

  ShardCounters(InstanceNames names, RowQueue rows) {
    this.names = names;
    this.rows = rows::offer;
  }
}
