package io.cistern.app.intake;

import io.cistern.app.agents.StreamSnapshot;
import io.cistern.app.discards.DiscardSnapshot;
import io.cistern.flowtrack.FlowSnapshot;
import java.util.List;
import java.util.Map;

/// What one shard knew at one moment. Immutable.
///
/// @param datagrams read since the start, malformed ones included
/// @param bytes in them
/// @param samples in them
/// @param unreadable datagrams without a readable header, by reason
/// @param refused datagrams of streams beyond the limit
/// @param failures datagrams on which the program itself failed
/// @param alerts scans and floods, without any traffic: for that, [Shard#flows()]
public record ShardSnapshot(
    long timeMillis,
    long datagrams,
    long bytes,
    long samples,
    Map<String, Long> unreadable,
    long refused,
    long failures,
    List<StreamSnapshot> streams,
    FlowSnapshot alerts,
    DiscardSnapshot discards) {
  /// Copies the collections.
  public ShardSnapshot {
    unreadable = Map.copyOf(unreadable);
    streams = List.copyOf(streams);
  }
}
