package io.cistern.metricstore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The heads and partitions of a store at one moment. Immutable; a change publishes a new view.
///
/// @param heads by hour and generation
/// @param tiers the partitions of each tier by start
/// @param rawPartitionMillis how much time a raw partition holds
record StoreView(
    List<Head> heads, Map<Tier, NavigableMap<Long, Partition>> tiers, long rawPartitionMillis) {
  StoreView {
    heads = List.copyOf(heads);
    var copy = new EnumMap<Tier, NavigableMap<Long, Partition>>(Tier.class);
    tiers.forEach((tier, partitions) ->
        copy.put(tier, Collections.unmodifiableNavigableMap(new TreeMap<>(partitions))));
    tiers = Collections.unmodifiableMap(copy);
  }

  static StoreView of(List<Head> heads, Collection<Partition> partitions, long rawPartitionMillis) {
    var tiers = new EnumMap<Tier, NavigableMap<Long, Partition>>(Tier.class);
    Arrays.stream(Tier.values()).forEach(tier -> tiers.put(tier, new TreeMap<>()));
    partitions.forEach(
        p -> tiers.computeIfAbsent(p.tier(), _ -> new TreeMap<>()).put(p.startMillis(), p));
    return new StoreView(heads, tiers, rawPartitionMillis);
  }

  NavigableMap<Long, Partition> partitions(Tier tier) {
    return Objects.requireNonNull(tiers.get(tier));
  }

  List<Partition> partitions() {
    return tiers.values().stream().flatMap(map -> map.values().stream()).toList();
  }

  /// The partition of a tier that a time belongs to, if there is one.
  @Nullable Partition partition(Tier tier, long time) {
    long length = tier.partitionMillis(rawPartitionMillis);
    return partitions(tier).get(Math.floorDiv(time, length) * length);
  }

  /// Whether rows of the range are waiting to be sealed.
  boolean hasHead(long from, long to) {
    return heads.stream().anyMatch(head -> head.startMillis() < to && head.endMillis() > from);
  }

  StoreView with(Head head) {
    var more = new ArrayList<>(heads);
    int at = more.size();
    while (at > 0 && more.get(at - 1).startMillis() > head.startMillis()) {
      at--;
    }
    more.add(at, head);
    return new StoreView(more, tiers, rawPartitionMillis);
  }

  StoreView without(Head head) {
    return new StoreView(heads.stream().filter(h -> h != head).toList(), tiers, rawPartitionMillis);
  }

  StoreView with(Partition partition) {
    var more = new ArrayList<>(partitions());
    more.add(partition);
    return of(heads, more, rawPartitionMillis);
  }

  StoreView without(Partition partition) {
    return of(
        heads, partitions().stream().filter(p -> p != partition).toList(), rawPartitionMillis);
  }
}
