package io.cistern.app.discards;

import org.jspecify.annotations.Nullable;

/// How many packets were discarded, told in two ways that must not be added up. Immutable.
///
/// @param notifications packets that an agent told of one by one; it may hold back more of them
///   than it tells
/// @param samples flow samples of packets that were discarded
/// @param packets the packets these samples stand for; null where the rate of some is not known
/// @param lastMillis when the last one was told of, epoch milliseconds
record DiscardCounts(long notifications, long samples, @Nullable Long packets, long lastMillis) {
  static final DiscardCounts NONE = new DiscardCounts(0, 0, 0L, 0);

  DiscardCounts plus(DiscardCounts other) {
    Long mine = packets;
    Long others = other.packets;
    return new DiscardCounts(
        notifications + other.notifications,
        samples + other.samples,
        mine == null || others == null ? null : (Long) (mine + others),
        Math.max(lastMillis, other.lastMillis));
  }
}
