package io.cistern.app;

import io.cistern.app.agents.StreamSnapshot;
import io.cistern.app.intake.ShardSnapshot;
import io.cistern.app.view.LossView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The sums of what the shards know to be lost, by cause. Immutable once made.
final class LossSums {
  private final List<LossView.AgentLedger> ledgers = new ArrayList<>();
  private final Map<String, Long> errors = new TreeMap<>();
  private final Map<String, Long> unknown = new TreeMap<>();
  private long datagrams;
  private long samples;
  private long agentDrops;

  LossSums(List<ShardSnapshot> shards) {
    for (ShardSnapshot shard : shards) {
      add(errors, shard.unreadable());
      if (shard.failures() > 0) {
        errors.merge("internal", shard.failures(), Long::sum);
      }
      for (StreamSnapshot stream : shard.streams()) {
        datagrams += known(stream.losses().datagrams());
        samples += known(stream.losses().samples());
        agentDrops += stream.losses().agentDrops();
        add(errors, stream.decodeErrors());
        add(unknown, stream.unknown());
        ledger(stream).ifPresent(ledgers::add);
      }
    }
  }

  /// With what was dropped on the way to the shards, as it is now.
  LossView with(long socketDrops, long queueDrops) {
    return new LossView(
        new LossView.Ledger(
            datagrams, samples, agentDrops, socketDrops, queueDrops, errors, unknown),
        ledgers);
  }

  private static long known(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static void add(Map<String, Long> sums, Map<String, Long> more) {
    more.forEach((name, count) -> sums.merge(name, count, Long::sum));
  }

  private static Optional<LossView.AgentLedger> ledger(StreamSnapshot stream) {
    StreamSnapshot.Losses losses = stream.losses();
    boolean isUnknown = losses.datagrams() == null || losses.samples() == null;
    long anything =
        known(losses.datagrams())
            + losses.duplicates()
            + losses.reordered()
            + losses.restarts()
            + known(losses.samples())
            + losses.agentDrops()
            + stream.decodeErrors().size()
            + stream.unknown().size();
    return anything == 0 && !isUnknown
        ? Optional.empty()
        : Optional.of(
            new LossView.AgentLedger(
                stream.id().address(),
                stream.id().subAgent(),
                losses.datagrams(),
                losses.duplicates(),
                losses.reordered(),
                losses.restarts(),
                losses.samples(),
                losses.agentDrops(),
                stream.decodeErrors(),
                stream.unknown()));
  }
}
