package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a sender of forged packets, or a clock, may not be able to do.
class HostileTrafficTest {
  private static final long T0 = 1_800_000_000_000L;

  private final long seed = Seeds.seed("HostileTrafficTest");
  private final Observation o = new Observation();

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /// A million packets of as many sources in ten seconds, ten heavy hitters and a scanner among
  /// them.
  private void flood(FlowTracker tracker, int packets, long from) {
    flood(tracker, packets, from, 10_000);
  }

  private void flood(FlowTracker tracker, int packets, long from, long millis) {
    var random = new SplittableRandom(seed + from);
    for (int i = 0; i < packets; i++) {
      long now = from + millis * i / packets;
      Traffic.syn(o, now, random.nextLong() & 0xffffffffL, 0xc0000201L, random.nextInt(65536));
      tracker.observe(o.ports(random.nextInt(65536), 80));
      if (i % 10 == 0) {
        tracker.observe(Traffic.packet(o, now, i / 10 % 10, 1514));
      }
      if (i % 10_000 == 0) {
        tracker.observe(Traffic.syn(o, now, 0x01020304L, 0xc6336400L + i / 10_000, 22));
      }
    }
  }

  @Test
  void floodOfForgedSourcesAllocatesNothingAndHidesNobody() {
    var tracker = new FlowTracker(Seeds.small(seed));
    flood(tracker, 100_000, T0); // warm up
    tracker.snapshot(T0 + 10_000, 10);
    long before = allocated();
    flood(tracker, 1_000_000, T0 + 10_000);
    assertThat(allocated() - before).as("bytes allocated by 1.1 million calls").isLessThan(100_000);

    var snapshot = tracker.snapshot(T0 + 20_000, 10);
    assertThat(snapshot.stats().flows()).isLessThanOrEqualTo(snapshot.stats().flowCapacity());
    assertThat(snapshot.stats().evictedFlows()).isGreaterThan(500_000);
    assertThat(snapshot.stats().scanRecords()).isLessThanOrEqualTo(3 << 10);
    var heavy = LongStream.range(0x0a000000L, 0x0a00000aL).boxed().toList();
    assertThat(snapshot.top(Dimension.SOURCE).subList(0, 10))
        .extracting(e -> e.key().source().low())
        .containsExactlyInAnyOrderElementsOf(heavy);
    assertThat(snapshot.flows().subList(0, 10))
        .extracting(f -> f.key().source().low())
        .containsExactlyInAnyOrderElementsOf(heavy);
    for (var entry : snapshot.top(Dimension.SOURCE).subList(0, 10)) {
      assertThat(entry.estimate().bytes()).isEqualTo(11_000L * 1514);
    }
    assertThat(snapshot.scans()).extracting(s -> s.scanner().low()).containsExactly(0x01020304L);
  }

  @Test
  void ordinaryTrafficAllocatesNothing() {
    var tracker = new FlowTracker(Seeds.small(seed));
    var traffic = new Traffic(seed, 3_000, 1.0);
    run(tracker, traffic, T0);
    long before = allocated();
    run(tracker, traffic, T0 + 100_000);
    assertThat(allocated() - before).isLessThan(50_000);
  }

  private void run(FlowTracker tracker, Traffic traffic, long from) {
    for (int i = 0; i < 200_000; i++) {
      int key = traffic.key();
      tracker.observe(
          Traffic.packet(o, from + i / 2, key, 100)
              .protocol(6)
              .tcpFlags(i % 3 == 0 ? 2 : 16)
              .payloadLength(i % 3 == 1 ? 10 : 0)
              .samplingRate(100));
    }
  }

  @Test
  void timeGoingBackwardsIsHarmless() {
    var tracker = new FlowTracker(Seeds.small(seed));
    long[] times = {T0, T0 - 1000, T0 + 1, T0 - 86_400_000, T0 - 86_399_000, 0, -5, 1, 2};
    for (long time : times) {
      tracker.observe(Traffic.packet(o, time, 1, 100));
    }
    var snapshot = tracker.snapshot(3, 5);
    assertThat(snapshot.total().estimate().samples()).isEqualTo(times.length);
    var flow = snapshot.flows().getFirst();
    assertThat(flow.estimate().samples()).isEqualTo(times.length);
    assertThat(flow.lastMillis()).isBetween(0L, 3L);
    assertThat(flow.firstMillis()).isLessThanOrEqualTo(flow.lastMillis());
  }

  @Test
  void leapsOfTimeAreHarmless() {
    var tracker = new FlowTracker(Seeds.small(seed));
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      long time = i % 2 == 0 ? random.nextLong() : T0 + i;
      tracker.observe(Traffic.syn(o, time, 1, i, 22));
      tracker.snapshot(time, 5);
    }
    tracker.observe(Traffic.packet(o, T0, 5, 100));
    tracker.observe(Traffic.packet(o, T0 + 100, 5, 100));
    var flow = tracker.snapshot(T0 + 200, 5).flows().getFirst();
    assertThat(flow.estimate().samples()).isEqualTo(2);
  }

  @Test
  void absurdRatesAndLengthsAreHarmless() {
    var tracker = new FlowTracker(Seeds.small(seed));
    for (int i = 0; i < 100_000; i++) {
      tracker.observe(
          Traffic.packet(o, T0, i % 1000, 0)
              .samplingRate(Long.MAX_VALUE)
              .frameLengthBytes(Long.MAX_VALUE));
    }
    var top = tracker.snapshot(T0, 5).top(Dimension.SOURCE).getFirst();
    assertThat(top.estimate().bytes()).isPositive();
    assertThat(top.upperBytes()).isGreaterThanOrEqualTo(top.lowerBytes());
  }

  /// A million forged sources a second, at the default sizes, with ten heavy hitters and a scanner
  /// among them: for a minute with `-Dcistern.forgedSeconds=60`.
  @Test
  void aMillionForgedSourcesASecondChangeNothing() {
    int seconds = Integer.getInteger("cistern.forgedSeconds", 3);
    long start = allocated();
    var tracker = new FlowTracker(FlowTrackerOptions.builder().seed(seed).build());
    assertThat(allocated() - start).as("bytes of a tracker").isLessThan(128L << 20);
    flood(tracker, 100_000, T0, 100); // warm up
    tracker.snapshot(T0 + 100, 10);
    long allocatedByFlood = 0;
    for (int second = 0; second < seconds; second++) {
      long now = T0 + 1000 + second * 1000L;
      long before = allocated();
      flood(tracker, 1_000_000, now, 1_000);
      allocatedByFlood += allocated() - before;
      tracker.snapshot(now + 1000, 10);
    }
    assertThat(allocatedByFlood).isLessThan(100_000);
    var snapshot = tracker.snapshot(T0 + 1000 + seconds * 1000L, 10);
    long inWindow = Math.min(seconds, 54) * 10_000L; // of each; the window is 54 to 60 s long
    var heavy = LongStream.range(0x0a000000L, 0x0a00000aL).boxed().toList();
    var top = snapshot.top(Dimension.SOURCE).subList(0, 10);
    assertThat(top)
        .extracting(e -> e.key().source().low())
        .containsExactlyInAnyOrderElementsOf(heavy);
    for (var entry : top) {
      assertThat(entry.estimate().packets()).isBetween(inWindow, inWindow + 61_000);
      assertThat(entry.upperBytes()).isLessThan(entry.estimate().bytes() * 101 / 100);
    }
    assertThat(snapshot.flows().subList(0, 10))
        .extracting(f -> f.key().source().low())
        .containsExactlyInAnyOrderElementsOf(heavy);
    for (var flow : snapshot.flows().subList(0, 10)) {
      assertThat(flow.estimate().packets()).isEqualTo(seconds * 10_000L + 1000);
    }
    assertThat(snapshot.stats().flows()).isLessThanOrEqualTo(1 << 18);
    double sources = (double) snapshot.distinct().sources().estimate();
    assertThat(sources).isBetween(0.9e6 * Math.min(seconds, 54), 1.1e6 * Math.min(seconds + 1, 61));
    assertThat(snapshot.floods().getFirst().kinds()).containsExactly(FloodKind.SYN);
  }

  @Test
  void everyBitOfAKeyChangesHalfOfTheHash() {
    var hash = new KeyedHash(seed);
    var shape = new KeyShape(List.of(KeyField.values()));
    var random = new SplittableRandom(seed);
    for (int word = 0; word < PackedKey.LENGTH; word++) {
      for (int bit = 0; bit < 25; bit += 3) {
        int changed = 0;
        for (int i = 0; i < 200; i++) {
          var packet = random.longs(PackedKey.PACKET_LENGTH).toArray();
          hash.mixAddresses(packet);
          long before = shape.hash(packet, hash);
          packet[word] ^= 1L << bit;
          hash.mixAddresses(packet);
          changed += Long.bitCount(before ^ shape.hash(packet, hash));
        }
        assertThat(changed / 200.0).as("word %d, bit %d", word, bit).isBetween(29.0, 35.0);
      }
    }
  }
}
