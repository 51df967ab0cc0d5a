package io.cistern.flowtrack;

import java.time.Duration;

/// The flows, in memory that never grows: buckets of eight slots; a newcomer to a full bucket takes
/// the slot of the flow with the smallest decayed estimate, so that a flood of forged addresses
/// pushes out mice and not elephants. Allocation-free but for [#largest].
final class FlowTable {
  private static final int WAYS = 8;
  static final int FIN_OR_RST = 5;

  /* A row of 16 longs per flow. */
  private static final int WORD = 4; // small fields, see PackedKey
  private static final int INTERFACES = 5;
  private static final int OBSERVER = 6; // and the VNI
  private static final int FIRST = 7;
  private static final int LAST = 8;
  private static final int SAMPLES = 9;
  private static final int PACKETS = 10;
  private static final int BYTES = 11;
  private static final int VARIANCE = 12;
  private static final int RATES = 13; // two floats: bytes and packets a second over 10 s
  private static final int SINCE = 14; // since when the rates are counted
  private static final int MARKS = 15; // TCP flags, traffic class
  private static final int STRIDE = 16;

  private static final double RATE_MILLIS = 10_000;
  private static final double HEAT_MILLIS = 60_000;
  private static final long SWEEP_MILLIS = 5_000; // one round of the cursor

  private final KeyedHash hash;
  private final long idleMillis;
  private final long activeMillis;
  private final long finishMillis;
  private final int mask;
  private final int[] tags; // 0: free
  private final int[] observers;
  private final float[] byteHeat; // bytes a second over 60 s, as of the last sample
  private final float[] packetHeat;
  private final long[] rows;

  private int size;
  private long evicted;
  private long expired;
  private int cursor;
  private long sweptMillis = Long.MIN_VALUE;

  FlowTable(int capacity, Duration idle, Duration active, Duration finish, KeyedHash hash) {
    this.hash = hash;
    idleMillis = idle.toMillis();
    activeMillis = active.toMillis();
    finishMillis = finish.toMillis();
    mask = capacity - 1;
    tags = new int[capacity];
    observers = new int[capacity];
    byteHeat = new float[capacity];
    packetHeat = new float[capacity];
    rows = new long[capacity * STRIDE];
  }

  int size() {
    return size;
  }

  int capacity() {
    return tags.length;
  }

  long evicted() {
    return evicted;
  }

  long expired() {
    return expired;
  }

  void count(Observation o, long now, long bytes, double variance) {
    long word = PackedKey.word(o.ipVersion, o.protocol, o.sourcePort, o.destinationPort, o.vlan);
    long interfaces = o.inputInterface << 32 | o.outputInterface;
    long observer = (long) o.observer << 32 | (o.vni + 1L & 0xffffffffL);
    long addresses =
        hash.hash(o.sourceHigh, o.sourceLow, o.destinationHigh, o.destinationLow, word, observer);
    long h = hash.hash(addresses, interfaces);
    int tag = (int) (h >>> 32) | 1;
    int slot = find((int) h & mask & -WAYS, tag, o, word, interfaces, observer);
    if (slot < 0) {
      slot = claim((int) h & mask & -WAYS, now);
      open(slot, tag, o, word, interfaces, observer, now);
    } else if (isOver(slot, now)) {
      expired++;
      restart(slot, now);
    }
    add(slot, o, now, bytes, variance);
  }

  private int find(int bucket, int tag, Observation o, long word, long interfaces, long observer) {
    for (int slot = bucket; slot < bucket + WAYS; slot++) {
      if (tags[slot] == tag) {
        int row = slot * STRIDE;
        if (rows[row] == o.sourceHigh
            && rows[row + 1] == o.sourceLow
            && rows[row + 2] == o.destinationHigh
            && rows[row + 3] == o.destinationLow
            && rows[row + WORD] == word
            && rows[row + INTERFACES] == interfaces
            && rows[row + OBSERVER] == observer) {
          return slot;
        }
      }
    }
    return -1;
  }

  private int claim(int bucket, long now) {
    int victim = bucket;
    double smallest = Double.MAX_VALUE;
    for (int slot = bucket; slot < bucket + WAYS; slot++) {
      if (tags[slot] == 0) {
        return slot;
      }
      double heat = byteHeat[slot] * decay(now - rows[slot * STRIDE + LAST], HEAT_MILLIS);
      if (heat < smallest) {
        smallest = heat;
        victim = slot;
      }
    }
    if (isOver(victim, now)) {
      expired++;
    } else {
      evicted++;
    }
    free(victim);
    return victim;
  }

  private void free(int slot) {
    tags[slot] = 0;
    size--;
  }

  private void open(
      int slot, int tag, Observation o, long word, long interfaces, long observer, long now) {
    tags[slot] = tag;
    observers[slot] = o.observer;
    byteHeat[slot] = 0;
    packetHeat[slot] = 0;
    int row = slot * STRIDE;
    rows[row] = o.sourceHigh;
    rows[row + 1] = o.sourceLow;
    rows[row + 2] = o.destinationHigh;
    rows[row + 3] = o.destinationLow;
    rows[row + WORD] = word;
    rows[row + INTERFACES] = interfaces;
    rows[row + OBSERVER] = observer;
    rows[row + LAST] = now;
    rows[row + RATES] = 0;
    rows[row + SINCE] = now;
    restart(slot, now);
    size++;
  }

  /// A new flow of the same key: the sums begin anew, the rates go on.
  private void restart(int slot, long now) {
    int row = slot * STRIDE;
    rows[row + FIRST] = now;
    rows[row + SAMPLES] = 0;
    rows[row + PACKETS] = 0;
    rows[row + BYTES] = 0;
    rows[row + VARIANCE] = 0;
    rows[row + MARKS] = 0;
  }

  private void add(int slot, Observation o, long now, long bytes, double variance) {
    int row = slot * STRIDE;
    decayTo(slot, now);
    rows[row + LAST] = now;
    rows[row + SAMPLES]++;
    rows[row + PACKETS] = CounterTable.plus(rows[row + PACKETS], o.samplingRate);
    rows[row + BYTES] = CounterTable.plus(rows[row + BYTES], bytes);
    rows[row + VARIANCE] =
        Double.doubleToRawLongBits(Double.longBitsToDouble(rows[row + VARIANCE]) + variance);
    rows[row + MARKS] = (rows[row + MARKS] & 0x1ff) | o.tcpFlags | (long) o.trafficClass << 16;
    byteHeat[slot] += (float) (bytes / (HEAT_MILLIS / 1000));
    packetHeat[slot] += (float) (o.samplingRate / (HEAT_MILLIS / 1000));
    long rates = rows[row + RATES];
    rows[row + RATES] =
        rates(
            byteRate(rates) + (float) (bytes / (RATE_MILLIS / 1000)),
            packetRate(rates) + (float) (o.samplingRate / (RATE_MILLIS / 1000)));
  }

  private void decayTo(int slot, long now) {
    int row = slot * STRIDE;
    long age = now - rows[row + LAST];
    if (age > 0) {
      float heat = (float) decay(age, HEAT_MILLIS);
      byteHeat[slot] *= heat;
      packetHeat[slot] *= heat;
      float rate = (float) decay(age, RATE_MILLIS);
      long rates = rows[row + RATES];
      rows[row + RATES] = rates(byteRate(rates) * rate, packetRate(rates) * rate);
    }
  }

  private static double decay(long age, double timeConstant) {
    return age <= 0 ? 1 : Math.exp(-age / timeConstant);
  }

  private static long rates(float bytes, float packets) {
    return ((long) Float.floatToRawIntBits(bytes) << 32)
        | (Float.floatToRawIntBits(packets) & 0xffffffffL);
  }

  private static float byteRate(long rates) {
    return Float.intBitsToFloat((int) (rates >>> 32));
  }

  private static float packetRate(long rates) {
    return Float.intBitsToFloat((int) rates);
  }

  private boolean isOver(int slot, long now) {
    int row = slot * STRIDE;
    long idle = now - rows[row + LAST];
    return idle > idleMillis
        || now - rows[row + FIRST] > activeMillis
        || (idle > finishMillis && (rows[row + MARKS] & FIN_OR_RST) != 0);
  }

  /// Moves the cursor on, as far as the time that went by asks for, and frees flows that are over.
  void sweep(long now) {
    if (sweptMillis == Long.MIN_VALUE) {
      sweptMillis = now;
    }
    long slots =
        Math.min(
            tags.length, tags.length * Math.min(now - sweptMillis, SWEEP_MILLIS) / SWEEP_MILLIS);
    if (slots == 0) {
      return; // let the time add up
    }
    sweptMillis = now;
    for (long i = 0; i < slots; i++) {
      if (tags[cursor] != 0 && isOver(cursor, now)) {
        expired++;
        free(cursor);
      }
      cursor = cursor + 1 & mask;
    }
  }

  /// The flows with the highest rates over a minute, for every observer.
  Largest largest(long now, int topN) {
    var largest = new Largest(topN);
    for (int slot = 0; slot < tags.length; slot++) {
      if (tags[slot] != 0) {
        var picks = largest.of(observers[slot]);
        // what was, is no less than what is left of it: most flows fall out here, before their row
        // is touched
        if (picks.wants(byteHeat[slot], packetHeat[slot]) && !isOver(slot, now)) {
          double heat = decay(now - rows[slot * STRIDE + LAST], HEAT_MILLIS);
          picks.offer(byteHeat[slot] * heat, packetHeat[slot] * heat, slot);
        }
      }
    }
    return largest;
  }

  Flow flow(int slot, long now, MonotoneTime time) {
    int row = slot * STRIDE;
    long word = rows[row + WORD];
    long marks = rows[row + MARKS];
    double scale =
        decay(now - rows[row + LAST], RATE_MILLIS)
            // of a flow younger than the time constant, the smoothed rate has yet to rise: correct
            // for it
            / (1 - decay(Math.max(1000, now - rows[row + SINCE]), RATE_MILLIS));
    return new Flow(
        observers[slot],
        rows[row + INTERFACES] >>> 32,
        rows[row + INTERFACES] & 0xffffffffL,
        PackedKey.vlan(word),
        (int) rows[row + OBSERVER] - 1,
        PackedKey.unpack(Dimension.FIVE_TUPLE, rows, row),
        time.external(rows[row + FIRST]),
        time.external(rows[row + LAST]),
        Estimate.of(
            rows[row + SAMPLES],
            rows[row + PACKETS],
            rows[row + BYTES],
            Double.longBitsToDouble(rows[row + VARIANCE])),
        byteRate(rows[row + RATES]) * 8 * scale,
        packetRate(rows[row + RATES]) * scale,
        (int) marks & 0x1ff,
        (int) (marks >>> 16) & 0xff);
  }
}
