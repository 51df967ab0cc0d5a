package io.cistern.metricstore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What there is at one moment. Immutable; changes publish another one.
///
/// @param heads by hour and generation
/// @param partitions by start
record StoreView(List<Head> heads, NavigableMap<Long, Partition> partitions) {
  StoreView {
    heads = List.copyOf(heads);
    partitions = Collections.unmodifiableNavigableMap(new TreeMap<>(partitions));
  }

  /// Whether there are unsealed rows of a stretch of time.
  boolean hasHead(long start, long end) {
    return heads.stream().anyMatch(head -> head.startMillis() < end && head.endMillis() > start);
  }

  StoreView with(Head head) {
    var more = new ArrayList<>(heads);
    int at = more.size();
    while (at > 0 && more.get(at - 1).startMillis() > head.startMillis()) {
      at--;
    }
    more.add(at, head);
    return new StoreView(more, partitions);
  }

  StoreView without(Head head) {
    return new StoreView(heads.stream().filter(h -> h != head).toList(), partitions);
  }

  StoreView with(Partition partition) {
    var more = new TreeMap<>(partitions);
    more.put(partition.startMillis(), partition);
    return new StoreView(heads, more);
  }

  StoreView without(Partition partition) {
    var fewer = new TreeMap<>(partitions);
    fewer.remove(partition.startMillis());
    return new StoreView(heads, fewer);
  }
}
