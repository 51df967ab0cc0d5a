package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Smoothed rates of the traffic towards destinations, in memory that never grows: buckets of
/// eight; the least loaded makes room for a newcomer. Allocation-free.
final class TargetTable {
  static final int SOURCE_REGISTERS = 64;
  private static final int WAYS = 8;
  private static final int EXAMPLES = 4;
  private static final int GENERATIONS = 2;
  private static final long GENERATION_MILLIS = 60_000;
  private static final double HOUR_MILLIS = 3_600_000;
  private static final long SHORT_MILLIS = 4_096; // so short that decay is linear
  private static final float MOST = 1e37f;

  /* Sums of a row in which a sample's share decays, w from 1 to 0: Σ w·x, of variances Σ w²·x. */
  static final int PACKETS = 0;
  static final int BYTES = 1;
  static final int PACKET_VARIANCE = 2;
  static final int BYTE_VARIANCE = 3;
  static final int SAMPLES = 4;
  static final int HOUR_PACKETS = 5;
  static final int HOUR_BYTES = 6;
  static final int KINDS = 7; // packets by kind
  static final int STRIDE = KINDS + FloodKind.values().length;

  private final Decay decay;
  private final double windowMillis;
  private final double suspectPackets; // Σ w·N from which on the sources are counted
  private final double suspectBytes;
  private final int mask;
  private final int[] tags; // 0: free
  private final long[] keys; // three longs: who, high, low
  private final float[] sums;
  private final long[] last;
  private final long[] first;
  private final byte[] ranks;
  private final long[] generation;
  private final long[] examples;
  private final int[] exampleCount;
  private final long[] key = new long[3];

  /// @param rows a power of two
  /// @param packets a second, from which on the sources are counted
  /// @param bytes a second
  TargetTable(int rows, double windowMillis, double packets, double bytes) {
    this.windowMillis = windowMillis;
    decay = new Decay(windowMillis);
    suspectPackets = packets * windowMillis / 1000;
    suspectBytes = bytes * windowMillis / 1000;
    mask = rows - 1;
    tags = new int[rows];
    keys = new long[3 * rows];
    sums = new float[rows * STRIDE];
    last = new long[rows];
    first = new long[rows];
    ranks = new byte[rows * GENERATIONS * SOURCE_REGISTERS];
    generation = new long[rows];
    examples = new long[rows * EXAMPLES * 2];
    exampleCount = new int[rows];
  }

  int rows() {
    return tags.length;
  }

  boolean isUsed(int row) {
    return tags[row] != 0;
  }

  long who(int row) {
    return keys[3 * row];
  }

  IpAddress address(int row) {
    return new IpAddress(PackedKey.version(keys[3 * row]), keys[3 * row + 1], keys[3 * row + 2]);
  }

  /// Counts a sample towards an address.
  ///
  /// @param h a keyed hash of where it was sampled and the address
  /// @param source a keyed hash of who sent it
  void count(
      long h, long who, long high, long low, FloodKind kind, long source, Observation o, long now) {
    key[0] = who;
    key[1] = high;
    key[2] = low;
    int row = row(h, now);
    int at = row * STRIDE;
    age(row, now);
    float packets = (float) o.samplingRate;
    float bytes = packets * o.frameLengthBytes;
    sums[at + PACKETS] += packets;
    sums[at + BYTES] += bytes;
    sums[at + PACKET_VARIANCE] =
        Math.min(MOST, sums[at + PACKET_VARIANCE] + packets * (packets - 1));
    sums[at + BYTE_VARIANCE] =
        Math.min(MOST, sums[at + BYTE_VARIANCE] + bytes * bytes * (packets - 1) / packets);
    sums[at + SAMPLES]++;
    sums[at + HOUR_PACKETS] += packets;
    sums[at + HOUR_BYTES] += bytes;
    sums[at + KINDS + kind.ordinal()] += packets;
    if (sums[at + PACKETS] > suspectPackets || sums[at + BYTES] > suspectBytes) {
      countSource(row, source, o, now);
    }
  }

  private int row(long h, long now) {
    int bucket = (int) h & mask & -WAYS;
    int tag = (int) (h >>> 32) | 1;
    int victim = bucket;
    float least = Float.MAX_VALUE;
    for (int row = bucket; row < bucket + WAYS; row++) {
      if (tags[row] == tag
          && keys[3 * row] == key[0]
          && keys[3 * row + 1] == key[1]
          && keys[3 * row + 2] == key[2]) {
        return row;
      }
    }
    for (int row = bucket; row < bucket + WAYS; row++) {
      float load = tags[row] == 0 ? -1 : load(row, now);
      if (load < least) {
        least = load;
        victim = row;
      }
    }
    open(victim, tag, now);
    return victim;
  }

  private float load(int row, long now) {
    int at = row * STRIDE;
    return (float)
        ((sums[at + PACKETS] / suspectPackets + sums[at + BYTES] / suspectBytes)
            * decay.at(now - last[row]));
  }

  private void open(int row, int tag, long now) {
    tags[row] = tag;
    System.arraycopy(key, 0, keys, 3 * row, 3);
    Arrays.fill(sums, row * STRIDE, (row + 1) * STRIDE, 0);
    last[row] = now;
    first[row] = now;
    generation[row] = now / GENERATION_MILLIS;
    exampleCount[row] = 0;
    int from = row * GENERATIONS * SOURCE_REGISTERS;
    Arrays.fill(ranks, from, from + GENERATIONS * SOURCE_REGISTERS, (byte) 0);
  }

  /// Lets the sums of a row decay up to now.
  void age(int row, long now) {
    long passed = now - last[row];
    if (passed <= 0) {
      return;
    }
    last[row] = now;
    int at = row * STRIDE;
    float left = decay.at(passed);
    float hour =
        passed < SHORT_MILLIS
            ? 1 - passed / (float) HOUR_MILLIS
            : (float) Math.exp(-passed / HOUR_MILLIS);
    float hourPackets = sums[at + HOUR_PACKETS] * hour;
    float hourBytes = sums[at + HOUR_BYTES] * hour;
    for (int i = at; i < at + STRIDE; i++) {
      sums[i] *= left;
    }
    sums[at + PACKET_VARIANCE] *= left;
    sums[at + BYTE_VARIANCE] *= left;
    sums[at + HOUR_PACKETS] = hourPackets;
    sums[at + HOUR_BYTES] = hourBytes;
  }

  private void countSource(int row, long mark, Observation o, long now) {
    long current = now / GENERATION_MILLIS;
    for (long g = Math.max(generation[row], current - GENERATIONS) + 1; g <= current; g++) {
      int from = (int) (row * GENERATIONS + g % GENERATIONS) * SOURCE_REGISTERS;
      Arrays.fill(ranks, from, from + SOURCE_REGISTERS, (byte) 0);
    }
    generation[row] = current;
    int at =
        (int) (row * GENERATIONS + current % GENERATIONS) * SOURCE_REGISTERS
            + HyperLogLog.register(mark, SOURCE_REGISTERS);
    ranks[at] = (byte) Math.max(ranks[at], HyperLogLog.rank(mark, SOURCE_REGISTERS));
    int example = row * EXAMPLES + (exampleCount[row]++ & EXAMPLES - 1);
    examples[2 * example] = o.sourceHigh;
    examples[2 * example + 1] = o.sourceLow;
  }

  /// A sum as a rate a second.
  double perSecond(int row, int sum) {
    return sums[row * STRIDE + sum] * 1000.0 / windowMillis;
  }

  /// Half the 95 % interval of a rate a second.
  double error(int row, int variance) {
    return Estimate.Z95 * Math.sqrt(sums[row * STRIDE + variance]) * 1000 / windowMillis;
  }

  /// The samples that a smoothed rate rests on: those of twice the time constant.
  double samples(int row) {
    return 2.0 * sums[row * STRIDE + SAMPLES];
  }

  /// The average a second over the hour before, or infinite for a row that is younger.
  double hourly(int row, int sum, long now) {
    return now - first[row] < HOUR_MILLIS
        ? Double.POSITIVE_INFINITY
        : sums[row * STRIDE + sum] * 1000.0 / HOUR_MILLIS;
  }

  float kind(int row, FloodKind kind) {
    return sums[row * STRIDE + KINDS + kind.ordinal()];
  }

  long distinctSources(int row) {
    var union = new byte[SOURCE_REGISTERS];
    int from = row * GENERATIONS * SOURCE_REGISTERS;
    for (int i = 0; i < GENERATIONS * SOURCE_REGISTERS; i++) {
      int register = i % SOURCE_REGISTERS;
      union[register] = (byte) Math.max(union[register], ranks[from + i]);
    }
    return HyperLogLog.estimate(union, 0, SOURCE_REGISTERS);
  }

  List<IpAddress> examples(int row) {
    var list = new ArrayList<IpAddress>();
    for (int i = 0; i < Math.min(EXAMPLES, exampleCount[row]); i++) {
      int at = 2 * (row * EXAMPLES + i);
      var address = new IpAddress(PackedKey.version(who(row)), examples[at], examples[at + 1]);
      if (!list.contains(address)) {
        list.add(address);
      }
    }
    return list;
  }
}
