package io.cistern.app.discards;

import io.cistern.app.agents.StreamId;
import io.cistern.app.flows.ProtocolName;
import io.cistern.app.view.DiscardsView;
import io.cistern.app.view.DiscardsView.Discard;
import io.cistern.app.view.DiscardsView.Total;
import io.cistern.flowtrack.IpAddress;
import io.cistern.sflow.DiscardReason;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers questions about discarded packets from the snapshots of the shards. Immutable.
public final class DiscardAnswers {
  private static final String OTHER = "other";

  private record Key(String agent, @Nullable String instance, String reason) {}

  private final List<DiscardSnapshot> shards;
  private final Map<Integer, StreamId> streams;

  /// @param streams what each observer number stands for
  public DiscardAnswers(List<DiscardSnapshot> shards, Map<Integer, StreamId> streams) {
    this.shards = List.copyOf(shards);
    this.streams = Map.copyOf(streams);
  }

  /// The discarded packets of one agent, or of all.
  ///
  /// @param n the longest list of `discards`
  public DiscardsView discards(@Nullable String agent, int n) {
    return new DiscardsView(
        totals(agent),
        shards.stream()
            .flatMap(shard -> shard.rows().stream())
            .filter(row -> isOf(agent, row[DiscardKey.OBSERVER]))
            .map(this::discard)
            .sorted(
                Comparator.comparingLong((Discard d) -> d.discards() + d.samples())
                    .thenComparing(Discard::lastSeen)
                    .reversed())
            .limit(n)
            .toList(),
        shards.stream().mapToLong(DiscardSnapshot::forgotten).sum());
  }

  private boolean isOf(@Nullable String agent, long observer) {
    StreamId stream = streams.get((int) observer);
    return stream != null && (agent == null || stream.address().equals(agent));
  }

  /// The sub-agents of an address together.
  private List<Total> totals(@Nullable String agent) {
    var sums = new HashMap<Key, DiscardCounts>();
    for (DiscardSnapshot shard : shards) {
      shard
          .totals()
          .forEach((key, counts) -> {
            if (isOf(agent, key.observer())) {
              sums.merge(named(key), counts, DiscardCounts::plus);
            }
          });
    }
    return sums.entrySet().stream()
        .map(e -> total(e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparingLong((Total t) -> t.discards() + t.samples())
                .thenComparing(Total::lastSeen)
                .reversed())
        .toList();
  }

  private StreamId stream(long observer) {
    return streams.getOrDefault((int) observer, new StreamId("unknown", 0));
  }

  private Key named(DiscardTotals.Key key) {
    String reason = key.reason() == DiscardTotals.OTHER_REASON ? OTHER : reason(key.reason());
    return new Key(stream(key.observer()).address(), instance(key.ifIndex()), reason);
  }

  private static Total total(Key key, DiscardCounts counts) {
    return new Total(
        key.agent,
        key.instance,
        key.reason,
        counts.notifications(),
        counts.samples(),
        counts.packets(),
        Instant.ofEpochMilli(counts.lastMillis()));
  }

  private Discard discard(long[] row) {
    StreamId stream = stream(row[DiscardKey.OBSERVER]);
    int version = (int) row[DiscardKey.VERSION];
    return new Discard(
        stream.address(),
        stream.subAgent(),
        instance(row[DiscardKey.INTERFACE] - 1),
        row[DiscardKey.INPUT] == 0 ? null : (Long) row[DiscardKey.INPUT],
        row[DiscardKey.OUTPUT] == 0 ? null : (Long) row[DiscardKey.OUTPUT],
        reason(row[DiscardKey.REASON]),
        ProtocolName.of((int) row[DiscardKey.PROTOCOL] - 1),
        address(version, row, DiscardKey.SOURCE),
        port(row[DiscardKey.SOURCE_PORT]),
        address(version, row, DiscardKey.DESTINATION),
        port(row[DiscardKey.DESTINATION_PORT]),
        text(row, DiscardKey.ACL),
        number(row[DiscardKey.ACL_NUMBER]),
        direction(row[DiscardKey.ACL_DIRECTION] - 1),
        text(row, DiscardKey.FUNCTION),
        text(row, DiscardKey.TRAP),
        text(row, DiscardKey.KERNEL_REASON),
        number(row[DiscardKey.QUEUE]),
        row[DiscardTable.NOTIFICATIONS],
        row[DiscardTable.SAMPLES],
        row[DiscardTable.UNSCALED] > 0 ? null : (Long) row[DiscardTable.PACKETS],
        Instant.ofEpochMilli(row[DiscardTable.FIRST]),
        Instant.ofEpochMilli(row[DiscardTable.LAST]));
  }

  private static String reason(long code) {
    return DiscardReason.of(code)
        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
        .orElseGet(() -> Long.toString(code));
  }

  private static @Nullable String instance(long ifIndex) {
    return ifIndex < 0 ? null : "if/" + ifIndex;
  }

  private static @Nullable String address(int version, long[] row, int at) {
    return version == 0 ? null : new IpAddress(version, row[at], row[at + 1]).toString();
  }

  private static @Nullable Integer port(long plusOne) {
    return plusOne == 0 ? null : (Integer) (int) (plusOne - 1);
  }

  private static @Nullable Long number(long plusOne) {
    return plusOne == 0 ? null : (Long) (plusOne - 1);
  }

  private static @Nullable String direction(long code) {
    return code == 1 ? "ingress" : code == 2 ? "egress" : null;
  }

  private static @Nullable String text(long[] row, int at) {
    String text = DiscardKey.text(row, at);
    return text.isEmpty() ? null : text;
  }
}
