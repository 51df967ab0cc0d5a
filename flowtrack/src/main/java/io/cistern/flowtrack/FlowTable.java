package io.cistern.flowtrack;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The flows, in memory that never grows: buckets of eight slots; a newcomer to a full bucket takes
/// the slot of the flow with the smallest decayed estimate, so that a flood of forged addresses
/// pushes out mice and not elephants. Allocation-free but for [#largest] and a listener.
final class FlowTable {
  /*
   * Look-ups wait for memory, so what they need lies together: of a bucket two lines of the cache
   * with the tags, the observers and the rates that decide who has to go and who is largest; of a
   * flow two more, its key and its sums. Arrays as large as these begin at a page with a header of
   * 16 bytes: what makes a line of it is left out.
   */
  private static final int LINE = 64;
  private static final int HEADER = 16;
  private static final int WAYS = 8;
  private static final int FIN_OR_RST = 5;

  /* A bucket of 32 ints: eight of each. */
  private static final int TAG = 0; // 0: free
  private static final int EGRESS = 2; // the bit of a tag: sampled at the output interface
  private static final int BYTE_HEAT = WAYS; // float: bytes a second over 60 s, at the last sample
  private static final int PACKET_HEAT = 2 * WAYS; // float
  private static final int OBSERVER = 3 * WAYS;
  private static final int BUCKET = 4 * WAYS;
  private static final int FIRST_BUCKET = (LINE - HEADER) / Integer.BYTES;

  /* A row of 16 longs per flow; the first seven are its key. */
  private static final int KEY = 7;
  private static final int WHO = PackedKey.WHO;
  private static final int PORTS = PackedKey.PORTS; // and, above them, the VNI
  private static final int INTERFACES = PackedKey.INTERFACES;
  private static final int FIRST = 7;
  private static final int LAST = 8;
  private static final int SAMPLES = 9; // as SampleCount
  private static final int PACKETS = 10;
  private static final int BYTES = 11;
  private static final int VARIANCES = 12;
  private static final int RATES = 13; // two floats: bytes and packets a second over 10 s
  private static final int FAST_RATES = 14; // the same over 1 s
  private static final int MARKS =
      15; // TCP flags, details, traffic class, since when rates are counted
  private static final int STRIDE = 16;
  private static final int FIRST_ROW = (LINE - HEADER) / Long.BYTES;

  private static final long PORT_MASK =
      PackedKey.DESTINATION_PORT_MASK | PackedKey.SOURCE_PORT_MASK;
  private static final int VNI_SHIFT = 34;
  private static final int FLAGS_KNOWN = 1 << 9; // above the nine flags
  private static final int GROUPS_SHIFT = 10; // four groups of details that are known
  private static final int HAS_INNER = 1 << 14;
  private static final int CLASS_KNOWN = 1 << 15;
  private static final int CLASS_SHIFT = 16;
  private static final int SINCE_SHIFT = 24;
  private static final long MARKS_MASK = (1L << SINCE_SHIFT) - 1;

  private static final long SWEEP_MILLIS = 5_000; // one round of the cursor

  private final Decay overSecond = new Decay(1_000);
  private final Decay overTen = new Decay(10_000);
  private final Decay overMinute = new Decay(60_000);

  private final KeyedHash hash;
  private final MonotoneTime time;
  private final KeyShape fiveTuple;
  private final long idleMillis;
  private final long activeMillis;
  private final long finishMillis;
  private final int mask;
  private final long[] key = new long[KEY];
  private final int[] buckets;
  private final long[] rows;
  private final DetailsTable details; // read and written only where there is news
  private @Nullable FlowListener listener;

  private int size;
  private long evicted;
  private long expired;
  private int cursor;
  private long sweptMillis = Long.MIN_VALUE;

  FlowTable(
      int capacity,
      Duration idle,
      Duration active,
      Duration finish,
      KeyedHash hash,
      MonotoneTime time) {
    this.hash = hash;
    this.time = time;
    fiveTuple = new KeyShape(Dimension.FIVE_TUPLE.fields());
    idleMillis = idle.toMillis();
    activeMillis = active.toMillis();
    finishMillis = finish.toMillis();
    mask = capacity - 1;
    buckets = new int[FIRST_BUCKET + capacity / WAYS * BUCKET];
    rows = new long[FIRST_ROW + capacity * STRIDE];
    details = new DetailsTable(capacity);
  }

  private FlowTable(FlowTable other) {
    hash = other.hash;
    time = new MonotoneTime();
    fiveTuple = other.fiveTuple;
    idleMillis = other.idleMillis;
    activeMillis = other.activeMillis;
    finishMillis = other.finishMillis;
    mask = other.mask;
    buckets = new int[other.buckets.length];
    rows = new long[other.rows.length];
    details = new DetailsTable(mask + 1);
  }

  /// One of the same size, to copy into.
  static FlowTable like(FlowTable other) {
    return new FlowTable(other);
  }

  /// Takes over the flows of a table of the same size, to be read.
  void copyFrom(FlowTable other) {
    time.copyFrom(other.time);
    System.arraycopy(other.buckets, 0, buckets, 0, buckets.length);
    for (int slot = 0; slot <= mask; slot++) {
      if (buckets[inBucket(slot)] != 0) {
        System.arraycopy(other.rows, row(slot), rows, row(slot), STRIDE);
      }
    }
    details.copyFrom(other.details);
  }

  void listener(@Nullable FlowListener to) {
    listener = to;
  }

  private static int row(int slot) {
    return FIRST_ROW + slot * STRIDE;
  }

  /// Where the tag of a slot is; the other fields of its bucket are as far from there as they say.
  private static int inBucket(int slot) {
    return FIRST_BUCKET + (slot & -WAYS) * (BUCKET / WAYS) + (slot & WAYS - 1);
  }

  private float heat(int slot, int field) {
    return Float.intBitsToFloat(buckets[inBucket(slot) + field]);
  }

  int size() {
    return size;
  }

  int capacity() {
    return mask + 1;
  }

  long evicted() {
    return evicted;
  }

  long expired() {
    return expired;
  }

  void count(
      long[] packet,
      Observation o,
      long now,
      long bytes,
      double packetVariance,
      double byteVariance) {
    System.arraycopy(packet, 0, key, 0, KEY);
    key[PORTS] = packet[PORTS] & PORT_MASK | packet[PackedKey.VNI] << VNI_SHIFT;
    long addresses = packet[PackedKey.SOURCE_PART] + packet[PackedKey.DESTINATION_PART];
    if (o.ipVersion == 0) {
      addresses = keyByLink(o);
    } else if (PacketDetails.hasInner(o)) {
      addresses += inner(o.details);
    }
    long h = hash.of(addresses, key[WHO], key[PORTS], key[INTERFACES]);
    int tag = (int) (h >>> 32) & ~2 | 1 | (PackedKey.isEgress(key[WHO]) ? 2 : 0);
    int home = (int) h & mask;
    int slot = find(home, tag, o);
    if (slot < 0) {
      slot = claim(home, now);
      open(slot, tag, now);
    } else {
      var end = end(slot, now);
      if (end != null) {
        complete(slot, now, end);
        restart(slot, now);
      }
    }
    add(slot, o, now, bytes);
    int at = row(slot) + VARIANCES;
    rows[at] = Variances.plus(rows[at], packetVariance, byteVariance);
  }

  /// A packet without IP is told apart by its link addresses and its type, in the place of the IP
  /// addresses.
  private long keyByLink(Observation o) {
    boolean isTyped = (o.known & PacketDetails.ETHER_TYPE) != 0;
    key[0] = isTyped ? (o.details[0] >>> 48) + 1 : 0;
    key[1] = (o.known & PacketDetails.SOURCE_MAC) == 0 ? 0 : mac(o.details[0]);
    key[3] = (o.known & PacketDetails.DESTINATION_MAC) == 0 ? 0 : mac(o.details[1]);
    return hash.sourcePart(key[0], key[1]) + hash.destinationPart(0, key[3]);
  }

  private static long mac(long word) {
    return (word & PacketDetails.MAC_MASK) + 1;
  }

  private long inner(long[] words) {
    long addresses = hash.hash(hash.hash(words[6], words[7]), hash.hash(words[8], words[9]));
    return hash.hash(addresses, hash.hash(words[10], words[11]));
  }

  /// The way `i` of the bucket of a slot, which itself is way 0.
  private static int way(int home, int i) {
    return home & -WAYS | home + i & WAYS - 1;
  }

  private int find(int home, int tag, Observation o) {
    for (int i = 0; i < WAYS; i++) {
      int slot = way(home, i);
      if (buckets[inBucket(slot)] == tag && matches(row(slot)) && hasInnerOf(slot, o)) {
        return slot;
      }
    }
    return -1;
  }

  private boolean matches(int row) {
    long different = 0;
    for (int i = 0; i < KEY; i++) {
      different |= rows[row + i] ^ key[i];
    }
    return different == 0;
  }

  private boolean hasInnerOf(int slot, Observation o) {
    boolean hasInner = (rows[row(slot) + MARKS] & HAS_INNER) != 0;
    return hasInner == PacketDetails.hasInner(o) && (!hasInner || details.hasInnerOf(slot, o));
  }

  private int claim(int home, long now) {
    int victim = home;
    float smallest = Float.MAX_VALUE;
    for (int i = 0; i < WAYS; i++) {
      int slot = way(home, i);
      if (buckets[inBucket(slot)] == 0) {
        return slot;
      }
      float heat = heat(slot, BYTE_HEAT) * overMinute.at(now - rows[row(slot) + LAST]);
      if (heat < smallest) {
        smallest = heat;
        victim = slot;
      }
    }
    var end = end(victim, now);
    complete(victim, now, end == null ? FlowEnd.EVICTED : end);
    free(victim);
    return victim;
  }

  private void complete(int slot, long now, FlowEnd end) {
    if (end == FlowEnd.EVICTED) {
      evicted++;
    } else {
      expired++;
    }
    if (listener != null) {
      listener.completed(flow(slot, now), end);
    }
  }

  private void free(int slot) {
    buckets[inBucket(slot)] = 0;
    details.release(slot);
    size--;
  }

  private void open(int slot, int tag, long now) {
    int at = inBucket(slot);
    buckets[at] = tag;
    buckets[at + OBSERVER] = PackedKey.observer(key[WHO]);
    buckets[at + BYTE_HEAT] = 0;
    buckets[at + PACKET_HEAT] = 0;
    int row = row(slot);
    System.arraycopy(key, 0, rows, row, KEY);
    rows[row + LAST] = now;
    rows[row + RATES] = 0;
    rows[row + FAST_RATES] = 0;
    rows[row + MARKS] = now << SINCE_SHIFT;
    restart(slot, now);
    size++;
  }

  /// A new flow of the same key: the sums begin anew, the rates go on.
  private void restart(int slot, long now) {
    int row = row(slot);
    rows[row + FIRST] = now;
    rows[row + SAMPLES] = 0;
    rows[row + PACKETS] = 0;
    rows[row + BYTES] = 0;
    rows[row + VARIANCES] = 0;
    rows[row + MARKS] &= ~MARKS_MASK;
    details.release(slot);
  }

  private void add(int slot, Observation o, long now, long bytes) {
    int row = row(slot);
    long age = now - rows[row + LAST];
    rows[row + LAST] = now;
    rows[row + SAMPLES] += SampleCount.of(o.samplingRate);
    rows[row + PACKETS] = CounterTable.plus(rows[row + PACKETS], o.samplingRate);
    rows[row + BYTES] = CounterTable.plus(rows[row + BYTES], bytes);
    rows[row + MARKS] |= o.tcpFlags < 0 ? 0 : FLAGS_KNOWN | o.tcpFlags;
    if (o.trafficClass >= 0) {
      rows[row + MARKS] =
          rows[row + MARKS] & ~(0xffL << CLASS_SHIFT)
              | CLASS_KNOWN
              | (long) o.trafficClass << CLASS_SHIFT;
    }
    if (o.known != 0) {
      learn(slot, o);
    }
    // one look-up: 60 s are 6 times 10 s, which are 10 times 1 s
    float minute = overMinute.at(age);
    float square = minute * minute;
    float ten = square * square * square;
    square = ten * ten;
    float fourth = square * square;
    float second = fourth * fourth * square;
    warm(inBucket(slot) + BYTE_HEAT, minute, (float) bytes / 60f);
    warm(inBucket(slot) + PACKET_HEAT, minute, (float) o.samplingRate / 60f);
    rows[row + RATES] =
        rates(rows[row + RATES], ten, (float) bytes / 10f, (float) o.samplingRate / 10f);
    rows[row + FAST_RATES] =
        rates(rows[row + FAST_RATES], second, (float) bytes, (float) o.samplingRate);
  }

  /// The details are far away: they are written once a flow, and where something was measured.
  private void learn(int slot, Observation o) {
    int marks = (int) rows[row(slot) + MARKS];
    int news = PacketDetails.groups(o.known) & ~(marks >>> GROUPS_SHIFT);
    if (news != 0) {
      int learned = details.learn(slot, o, news) ? news << GROUPS_SHIFT : 0;
      rows[row(slot) + MARKS] |= learned | (PacketDetails.hasInner(o) ? HAS_INNER : 0);
    }
    if ((o.known & PacketDetails.MEASURES) != 0) {
      details.measure(slot, o);
    }
  }

  private void warm(int heat, float left, float more) {
    buckets[heat] = Float.floatToRawIntBits(Float.intBitsToFloat(buckets[heat]) * left + more);
  }

  private static long rates(long before, float left, float bytes, float packets) {
    int b = Float.floatToRawIntBits(byteRate(before) * left + bytes);
    int p = Float.floatToRawIntBits(packetRate(before) * left + packets);
    return (long) b << 32 | p & 0xffffffffL;
  }

  private static float byteRate(long rates) {
    return Float.intBitsToFloat((int) (rates >>> 32));
  }

  private static float packetRate(long rates) {
    return Float.intBitsToFloat((int) rates);
  }

  /// Why a flow is over, or null.
  private @Nullable FlowEnd end(int slot, long now) {
    int row = row(slot);
    long idle = now - rows[row + LAST];
    if (idle > finishMillis && (rows[row + MARKS] & FIN_OR_RST) != 0) {
      return FlowEnd.FINISHED;
    }
    if (idle > idleMillis) {
      return FlowEnd.IDLE;
    }
    return now - rows[row + FIRST] > activeMillis ? FlowEnd.ACTIVE : null;
  }

  /// Moves the cursor on, as far as the time that went by asks for, and frees flows that are over.
  void sweep(long now) {
    if (now == sweptMillis) {
      return;
    }
    if (sweptMillis == Long.MIN_VALUE) {
      sweptMillis = now;
    }
    long slots =
        Math.min(capacity(), capacity() * Math.min(now - sweptMillis, SWEEP_MILLIS) / SWEEP_MILLIS);
    if (slots == 0) {
      return; // let the time add up
    }
    sweptMillis = now;
    for (long i = 0; i < slots; i++) {
      var end = buckets[inBucket(cursor)] == 0 ? null : end(cursor, now);
      if (end != null) {
        complete(cursor, now, end);
        free(cursor);
      }
      cursor = cursor + 1 & mask;
    }
  }

  /// The flows with the highest rates over a minute, for every vantage.
  Largest largest(long now, int topN) {
    var largest = new Largest(topN);
    int observer = 0;
    int egress = 0;
    int byteFloor = Largest.NO_FLOOR;
    int packetFloor = Largest.NO_FLOOR;
    for (int slot = 0; slot <= mask; slot++) {
      int at = inBucket(slot);
      int tag = buckets[at];
      // A rate only decays, so the old one is an upper bound: most flows fall out here, before
      // their
      // row is touched. One branch, nearly never taken: which slots are free cannot be foretold.
      int elsewhere = buckets[at + OBSERVER] ^ observer | tag & EGRESS ^ egress;
      int above = byteFloor - buckets[at + BYTE_HEAT] | packetFloor - buckets[at + PACKET_HEAT];
      if (((elsewhere | -elsewhere | above) & (tag | -tag)) < 0) {
        observer = buckets[at + OBSERVER];
        egress = tag & EGRESS;
        var picks = largest.of((long) observer << 32 | (long) egress << 30);
        float bytes = Float.intBitsToFloat(buckets[at + BYTE_HEAT]);
        float packets = Float.intBitsToFloat(buckets[at + PACKET_HEAT]);
        if (picks.wants(bytes, packets) && end(slot, now) == null) {
          float left = overMinute.at(now - rows[row(slot) + LAST]);
          picks.offer(bytes * left, packets * left, slot);
        }
        byteFloor = picks.byteFloor();
        packetFloor = picks.packetFloor();
      }
    }
    return largest;
  }

  Flow flow(int slot, long now) {
    int row = row(slot);
    var packet = new long[PackedKey.LENGTH];
    System.arraycopy(rows, row, packet, 0, KEY);
    packet[PORTS] &= PORT_MASK;
    if (PackedKey.version(packet[WHO]) == 0) {
      Arrays.fill(packet, 0, WHO, 0); // where the link addresses are, see keyByLink
    }
    FlowKey flowKey = fiveTuple.flowKey(packet);
    long marks = rows[row + MARKS];
    long age = now - rows[row + LAST];
    long young = now - (marks >>> SINCE_SHIFT) & -1L >>> SINCE_SHIFT;
    return new Flow(
        buckets[inBucket(slot) + OBSERVER],
        PackedKey.isEgress(packet[WHO]),
        rows[row + INTERFACES] >>> 32,
        rows[row + INTERFACES] & 0xffffffffL,
        PackedKey.vlan(packet[WHO]),
        (int) (rows[row + PORTS] >>> VNI_SHIFT) - 1,
        flowKey,
        time.external(rows[row + FIRST]),
        time.external(rows[row + LAST]),
        Estimate.of(
            rows[row + SAMPLES],
            rows[row + PACKETS],
            rows[row + BYTES],
            Variances.packets(rows[row + VARIANCES]),
            Variances.bytes(rows[row + VARIANCES])),
        rate(rows[row + FAST_RATES], overSecond, age, young),
        rate(rows[row + RATES], overTen, age, young),
        rate(heat(slot, BYTE_HEAT), heat(slot, PACKET_HEAT), overMinute, age, young),
        (marks & FLAGS_KNOWN) == 0 ? -1 : (int) marks & 0x1ff,
        (marks & CLASS_KNOWN) == 0 ? -1 : (int) (marks >>> CLASS_SHIFT) & 0xff,
        details.details(slot, flowKey));
  }

  private static Rate rate(long rates, Decay decay, long age, long young) {
    return rate(byteRate(rates), packetRate(rates), decay, age, young);
  }

  private static Rate rate(float bytes, float packets, Decay decay, long age, long young) {
    // of a flow younger than the time constant, the smoothed rate has yet to rise: correct for it
    double scale = decay.at(age) / (1 - decay.at(Math.max(1000, young)));
    return new Rate(bytes * 8 * scale, packets * scale);
  }
}
