package io.cistern.flowtrack;

import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.datasketches.frequencies.FrequentLongsSketch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The parts of a tracker beside what others have for it: one sample, with its key made of the
/// packet's fields.
///
/// Keys follow Zipf's law with exponent 1: a million addresses for the heavy hitters, 65,536
/// five-tuples for the flows. `HashMap` and fastutil keep every flow that ever was; the flow table
/// also tells rates, errors, flags, and ends flows.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FlowTrackerPartsBenchmark {
  private static final int DRAWS = 1 << 20;
  private static final int COUNTERS = 2048;
  private static final double PACKET_VARIANCE = 1000.0 * 999;
  private static final double BYTE_VARIANCE = PACKET_VARIANCE * 1514 * 1514;
  private static final int SKETCH_SLOTS = 4096; // of which it uses three quarters
  private static final int FLOWS = 1 << 16;
  private static final int COLLISIONS = 1 << 12;

  /// A five-tuple as a program would write it.
  private record Tuple(long source, long destination, int ports, int protocol) {}

  /// What is known of a flow.
  private static final class Sums {
    long packets;
    long bytes;
    long lastMillis;

    void add(long length, long now) {
      packets += 1000;
      bytes += 1000 * length;
      lastMillis = now;
    }
  }

  private final int[] addresses = zipf(1 << 20);
  private final int[] tuples = zipf(FLOWS);
  private final KeyedHash hash = new KeyedHash(42);
  private final KeyShape source = new KeyShape(List.of(KeyField.SOURCE));
  private final SlidingTop spaceSaving = new SlidingTop(source, COUNTERS, 2, false, hash);
  private final FrequentLongsSketch sketch = new FrequentLongsSketch(SKETCH_SLOTS);
  private final Observation observation = new Observation();
  private final long[] packet = new long[PackedKey.PACKET_LENGTH];
  private final KeyedHash secret = new KeyedHash(System.nanoTime());
  private final SlidingTop underSecret = new SlidingTop(source, COUNTERS, 2, false, secret);
  private final long[] collisions = collisions(hash);
  private final long[] anyKeys = new SplittableRandom(42).longs(COLLISIONS, 0, 1L << 32).toArray();
  private final FlowTable table =
      new FlowTable(
          1 << 18,
          Duration.ofSeconds(60),
          Duration.ofSeconds(300),
          Duration.ofSeconds(5),
          hash,
          new MonotoneTime());
  private final Map<Tuple, Sums> map = new HashMap<>();
  private final Map<Tuple, Sums> fastutil = new Object2ObjectOpenHashMap<>();
  private int next;
  private long timeMillis = 1_800_000_000_000L;

  private static int[] zipf(int keys) {
    var random = new SplittableRandom(42);
    var draws = new int[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = (int) Math.pow(keys, random.nextDouble()) - 1;
    }
    return draws;
  }

  /// Addresses that share a bucket under one seed, found by trying.
  private static long[] collisions(KeyedHash known) {
    var shape = new KeyShape(List.of(KeyField.SOURCE));
    var packet = new long[PackedKey.PACKET_LENGTH];
    packet[PackedKey.WHO] = 4;
    return LongStream.range(0, 1L << 32)
        .filter(address -> {
          packet[1] = address;
          known.mixAddresses(packet);
          return (shape.hash(packet, known) & 2 * COUNTERS - 1) == 0;
        })
        .limit(COLLISIONS)
        .toArray();
  }

  private int draw(int[] from) {
    if ((next & 0x3ff) == 0) {
      timeMillis++;
    }
    return from[next++ & DRAWS - 1];
  }

  /// Bytes of an address in 2,048 counters: keyed hash, look-up, sums and their variance.
  @Benchmark
  public void spaceSaving() {
    count(0x0a000000L + draw(addresses), spaceSaving, hash);
  }

  private void count(long address, SlidingTop counters, KeyedHash under) {
    packet[1] = address;
    packet[PackedKey.WHO] = 4;
    under.mixAddresses(packet);
    counters.count(packet, 1_514_000, 1000, PACKET_VARIANCE, BYTE_VARIANCE);
  }

  /// Addresses searched for their collisions under a seed that is not the one in use.
  @Benchmark
  public void collidingAddresses() {
    count(collisions[next++ & COLLISIONS - 1], underSecret, secret);
  }

  /// As many random addresses: what those may cost at most twice of.
  @Benchmark
  public void randomAddresses() {
    count(anyKeys[next++ & COLLISIONS - 1], underSecret, secret);
  }

  /// The same with Apache DataSketches: bytes of a long in up to 3,072 counters.
  @Benchmark
  public void dataSketchesFrequentItems() {
    sketch.update(0x0a000000L + draw(addresses), 1_514_000);
  }

  /// A flow of the bounded table.
  @Benchmark
  public void flowTable() {
    int flow = draw(tuples);
    observation
        .clear()
        .timeMillis(timeMillis)
        .observer(1)
        .interfaces(3, 4)
        .samplingRate(1000)
        .frameLengthBytes(1514)
        .ipVersion(4)
        .source(0, 0x0a00_0000L + (flow >>> 2))
        .destination(0, 0xc633_6400L + (flow & 0xff))
        .protocol(6)
        .ports(1024 + (flow >>> 1), 443)
        .tcpFlags(0x10);
    PackedKey.pack(observation, packet);
    hash.mixAddresses(packet);
    table.count(packet, observation, timeMillis, 1_514_000, PACKET_VARIANCE, BYTE_VARIANCE);
  }

  private void count(Map<Tuple, Sums> flows) {
    int flow = draw(tuples);
    var tuple =
        new Tuple(
            0x0a00_0000L + (flow >>> 2),
            0xc633_6400L + (flow & 0xff),
            (1024 + (flow >>> 1)) << 16 | 443,
            6);
    flows.computeIfAbsent(tuple, _ -> new Sums()).add(1514, timeMillis);
  }

  /// A flow of the JDK's map.
  @Benchmark
  public void hashMap() {
    count(map);
  }

  /// A flow of fastutil's map.
  @Benchmark
  public void fastutilMap() {
    count(fastutil);
  }
}
