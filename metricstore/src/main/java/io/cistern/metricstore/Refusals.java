package io.cistern.metricstore;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Refuses what exceeds the store's [Limits], and counts it by source.
final class Refusals {
  private static final int SOURCES_COUNTED = 1_000;
  private static final int LONGEST_COUNTED = 1_024;
  private static final long MINUTE_MILLIS = 60_000;

  private final Limits limits;
  private final Map<String, Integer> newThisMinute = new HashMap<>();
  private long minute;
  private final Map<String, Long> bySource = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();

  /// What [#bySource] was when so many had been refused.
  private record Counted(long refused, Map<String, Long> bySource) {}

  private volatile Counted counted = new Counted(0, Map.of());

  Refusals(Limits limits) {
    this.limits = limits;
  }

  void checkName(String source, String name) throws LimitExceededException {
    int limit = limits.nameBytes();
    if (name.length() > limit / 3) {
      check(source, "nameBytes", name.getBytes(StandardCharsets.UTF_8).length, limit);
    }
  }

  /// Counts a new entity of a source, unless there are too many of them in this minute.
  synchronized void checkNew(String source, long nowMillis) throws LimitExceededException {
    long now = Math.floorDiv(nowMillis, MINUTE_MILLIS);
    if (now != minute) {
      minute = now;
      newThisMinute.clear();
    }
    int created = newThisMinute.getOrDefault(source, 0) + 1;
    check(source, "newEntitiesPerMinute", created, limits.newEntitiesPerMinute());
    newThisMinute.put(source, created);
  }

  void check(String source, String limit, long actual, long maximum) throws LimitExceededException {
    if (actual > maximum) {
      count(source);
      throw new LimitExceededException(limit, actual, maximum);
    }
  }

  private synchronized void count(String source) {
    boolean isCounted = bySource.containsKey(source) || bySource.size() < SOURCES_COUNTED;
    boolean isLong = source.length() > LONGEST_COUNTED;
    bySource.merge(isCounted && !isLong ? source : "", 1L, Long::sum);
    refused.increment(); // behind: who sees the number finds it in the map
  }

  long count() {
    return refused.sum();
  }

  /// How many of each source; the same map as long as none is added. Takes no lock.
  Map<String, Long> bySource() {
    Counted last = counted;
    long now = refused.sum();
    if (last.refused != now) {
      last = new Counted(now, Map.copyOf(bySource));
      counted = last;
    }
    return last.bySource;
  }
}
