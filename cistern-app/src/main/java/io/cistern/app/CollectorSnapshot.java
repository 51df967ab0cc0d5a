package io.cistern.app;

import com.google.common.base.Suppliers;
import io.cistern.app.agents.AgentAnswers;
import io.cistern.app.agents.StreamId;
import io.cistern.app.agents.StreamSnapshot;
import io.cistern.app.discards.DiscardAnswers;
import io.cistern.app.flows.FlowAnswers;
import io.cistern.app.intake.Shard;
import io.cistern.app.intake.ShardSnapshot;
import io.cistern.flowtrack.FlowSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What the collector knew at one moment: its shards merged. Immutable; what is derived from it is
/// made when it is first asked for, and shared by all who ask.
final class CollectorSnapshot {
  private final List<ShardSnapshot> parts;
  private final List<StreamSnapshot> streams;
  private final AgentAnswers agents;
  private final Supplier<Map<Integer, StreamId>> names = Suppliers.memoize(this::newNames);
  private final Supplier<LossSums> losses = Suppliers.memoize(this::newLosses);
  private final Supplier<List<String>> warnings = Suppliers.memoize(this::newWarnings);
  private final Supplier<DiscardAnswers> discards = Suppliers.memoize(this::newDiscards);
  private final Supplier<FlowAnswers> alerts = Suppliers.memoize(this::newAlerts);
  private final Supplier<FlowAnswers> flows;

  private CollectorSnapshot(List<ShardSnapshot> parts, List<Shard> shards, long nowMillis) {
    this.parts = parts;
    this.streams = parts.stream().flatMap(part -> part.streams().stream()).toList();
    this.agents = new AgentAnswers(streams, nowMillis);
    this.flows = Suppliers.memoize(() -> answers(shards.stream().map(Shard::flows).toList()));
  }

  /// Merges what the shards last published.
  ///
  /// @param parts of each shard
  /// @param shards are asked for their flows, once somebody asks for these
  static CollectorSnapshot merge(List<ShardSnapshot> parts, List<Shard> shards, long nowMillis) {
    return new CollectorSnapshot(parts, shards, nowMillis);
  }

  /// Whether it was made of these.
  boolean isOf(List<ShardSnapshot> others) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  long samples() {
    return parts.stream().mapToLong(ShardSnapshot::samples).sum();
  }

  /// Datagrams of agents beyond the limit.
  long refused() {
    return parts.stream().mapToLong(ShardSnapshot::refused).sum();
  }

  AgentAnswers agents() {
    return agents;
  }

  LossSums losses() {
    return losses.get();
  }

  private LossSums newLosses() {
    return new LossSums(parts);
  }

  /// What there is to say of the streams.
  List<String> warnings() {
    return warnings.get();
  }

  private List<String> newWarnings() {
    return StreamWarnings.of(streams);
  }

  /// What each observer number stands for.
  private Map<Integer, StreamId> newNames() {
    var all = new HashMap<Integer, StreamId>();
    streams.forEach(s -> all.put(s.observer(), s.id()));
    return all;
  }

  /// The traffic. The first who asks waits until the shards have copied their flows.
  FlowAnswers flows() {
    return flows.get();
  }

  /// Scans, without the traffic.
  FlowAnswers alerts() {
    return alerts.get();
  }

  private FlowAnswers newAlerts() {
    return answers(parts.stream().map(ShardSnapshot::alerts).toList());
  }

  private FlowAnswers answers(List<FlowSnapshot> of) {
    return new FlowAnswers(of.size() == 1 ? of.getFirst() : FlowSnapshot.merge(of), names.get());
  }

  DiscardAnswers discards() {
    return discards.get();
  }

  private DiscardAnswers newDiscards() {
    return new DiscardAnswers(parts.stream().map(ShardSnapshot::discards).toList(), names.get());
  }
}
