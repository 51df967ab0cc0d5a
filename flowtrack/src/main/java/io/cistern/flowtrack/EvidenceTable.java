package io.cistern.flowtrack;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A bounded table of [Evidence]: buckets of eight, the least distinct one makes room for a
/// newcomer. Every record and a pool of summaries for the few with many targets are made at the
/// start. Allocation-free.
final class EvidenceTable {
  private static final int WAYS = 8;

  private final Evidence[] records;
  private final int[] tags;
  private final int mask;
  private final SlidingHyperLogLog[] summaries;
  private final @Nullable Evidence[] owners;
  private int hand; // of the clock that looks for a summary nobody needs any more
  private int size;
  private long evicted;

  EvidenceTable(int capacity) {
    records = new Evidence[capacity];
    Arrays.setAll(records, _ -> new Evidence());
    tags = new int[capacity];
    mask = capacity - 1;
    summaries = new SlidingHyperLogLog[Math.max(8, capacity / 16)];
    Arrays.setAll(summaries, _ -> new SlidingHyperLogLog(Evidence.STEPS, Evidence.REGISTERS));
    owners = new Evidence[summaries.length];
  }

  int size() {
    return size;
  }

  int capacity() {
    return records.length;
  }

  long evicted() {
    return evicted;
  }

  @Nullable Evidence find(long hash, long[] key) {
    if (size == 0) {
      return null;
    }
    int tag = tag(hash);
    int bucket = (int) hash & mask & -WAYS;
    for (int slot = bucket; slot < bucket + WAYS; slot++) {
      if (tags[slot] == tag && Arrays.equals(records[slot].key, key)) {
        return records[slot];
      }
    }
    return null;
  }

  /// A record begun for a key that has none.
  Evidence claim(long hash, long[] key, long now, long step, long windowMillis) {
    int slot = slotFor((int) hash & mask & -WAYS, now - windowMillis);
    var record = records[slot];
    release(record);
    tags[slot] = tag(hash);
    System.arraycopy(key, 0, record.key, 0, key.length);
    record.begin(now, step);
    return record;
  }

  /// Begins a record anew whose last probe is out of the window.
  void renew(Evidence record, long now, long step) {
    release(record);
    record.begin(now, step);
  }

  private int slotFor(int bucket, long since) {
    int victim = bucket;
    int least = Integer.MAX_VALUE;
    for (int slot = bucket; slot < bucket + WAYS; slot++) {
      if (tags[slot] == 0) {
        size++;
        return slot;
      }
      int distinct = records[slot].lastMillis <= since ? 0 : records[slot].listed();
      if (distinct < least) {
        least = distinct;
        victim = slot;
      }
    }
    evicted += least > 0 ? 1 : 0;
    return victim;
  }

  private static int tag(long hash) {
    return (int) (hash >>> 32) | 1;
  }

  /// Gives a record with a full list a summary to go on with, if one is to be had.
  void summarize(Evidence record, long mark, long since) {
    for (int tries = 0; tries < WAYS; tries++) {
      hand = hand + 1 == summaries.length ? 0 : hand + 1;
      var owner = owners[hand];
      if (owner == null || owner.lastMillis <= since) {
        if (owner != null) {
          owner.many = null;
        }
        owners[hand] = record;
        summaries[hand].clear();
        record.countManyWith(summaries[hand], mark);
        return;
      }
    }
  }

  private void release(Evidence record) {
    if (record.many != null) {
      record.many = null;
      for (int i = 0; i < owners.length; i++) {
        if (owners[i] == record) {
          owners[i] = null;
        }
      }
    }
  }
}
