package io.cistern.app.discards;

import java.util.HashMap;
import java.util.Map;

/// Exact counts by datagram stream, interface and reason. Belongs to one shard thread.
///
/// Streams are limited elsewhere, and reasons are those that have a name; interfaces are what an
/// agent says they are. Where there are too many, further ones count under none.
final class DiscardTotals {
  static final long OTHER_REASON = -1;
  private static final int MOST = 4_096;

  /// @param ifIndex -1 unknown
  /// @param reason a code of [io.cistern.sflow.DiscardReason], or [#OTHER_REASON]
  record Key(int observer, long ifIndex, long reason) {}

  private static final class Sum {
    long notifications;
    long samples;
    long packets;
    long unscaled;
    long lastMillis;
  }

  private final Map<Key, Sum> sums = new HashMap<>();

  /// @param rate packets that a flow sample stands for, 0 unknown; -1 for a notification
  void count(Key key, long rate, long now) {
    Sum sum = sums.get(key);
    if (sum == null) {
      sum = sums.computeIfAbsent(withRoom(key), _ -> new Sum());
    }
    sum.lastMillis = now;
    if (rate < 0) {
      sum.notifications++;
      return;
    }
    sum.samples++;
    sum.packets += rate;
    sum.unscaled += rate == 0 ? 1 : 0;
  }

  private Key withRoom(Key key) {
    if (sums.size() < MOST) {
      return key;
    }
    return sums.size() < 2 * MOST
        ? new Key(key.observer, -1, key.reason)
        : new Key(key.observer, -1, OTHER_REASON);
  }

  Map<Key, DiscardCounts> copy() {
    var copy = new HashMap<Key, DiscardCounts>();
    sums.forEach((key, sum) ->
        copy.put(
            key,
            new DiscardCounts(
                sum.notifications,
                sum.samples,
                sum.unscaled > 0 ? null : (Long) sum.packets,
                sum.lastMillis)));
    return copy;
  }
}
