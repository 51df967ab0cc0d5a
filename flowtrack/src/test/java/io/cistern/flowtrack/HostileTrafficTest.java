package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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

  /// A minute of forged sources, a tenth of a million a second, with ten heavy hitters below.
  @Test
  void aMinuteOfForgedSourcesChangesNothingOfTheHeavyHitters() {
    var tracker = new FlowTracker(Seeds.small(seed).withTopCapacity(2048));
    tracker.define(TopDefinition.byDistinct("by", List.of(KeyField.SOURCE), KeyField.DESTINATION));
    flood(tracker, 100_000, T0); // warm up
    tracker.snapshot(T0 + 10_000, 10);
    long before = allocated();
    long allocatedByReading = 0;
    for (int second = 0; second < 60; second++) {
      long now = T0 + 10_000 + second * 1000L;
      flood(tracker, 100_000, now, 1_000);
      long reading = allocated();
      tracker.snapshot(now + 1000, 10);
      allocatedByReading += allocated() - reading;
    }
    assertThat(allocated() - before - allocatedByReading).isLessThan(500_000);
    var snapshot = tracker.snapshot(T0 + 70_000, 10);
    assertThat(snapshot.stats().flows()).isLessThanOrEqualTo(1 << 12);
    assertThat(snapshot.top(Dimension.SOURCE).subList(0, 10))
        .extracting(e -> e.key().source().low())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0x0a000000L, 0x0a00000aL).boxed().toList());
    assertThat((double) snapshot.distinct().sources().estimate())
        .isBetween(5_200_000.0, 6_400_000.0); // 58 s of them, 6 sigma
    assertThat(snapshot.floods().getFirst().kinds()).containsExactly(FloodKind.SYN);
  }

  /* Keys that collide under one seed do not under another: who does not know it cannot choose them. */
  @Test
  void keysThatCollideUnderOneSeedDoNotUnderAnother() {
    var known = new KeyedHash(seed);
    var keys = new ArrayList<Long>();
    var key = new long[] {0, 0, 4};
    for (long low = 0; keys.size() < 2_000; low++) {
      key[1] = low;
      if ((known.of(key, 3) & 0xff8) == 0) { // one bucket of eight in 512
        keys.add(low);
      }
    }
    var other = new KeyedHash(seed + 1);
    var buckets = new HashMap<Long, Integer>();
    for (long low : keys) {
      key[1] = low;
      buckets.merge(other.of(key, 3) & 0xff8, 1, Integer::sum);
    }
    assertThat(buckets.size()).as("of 512").isGreaterThan(450);
    assertThat(Collections.max(buckets.values())).isLessThan(25);
  }

  @Test
  void everyBitOfAKeyChangesHalfOfTheHash() {
    var hash = new KeyedHash(seed);
    var random = new SplittableRandom(seed);
    for (int word = 0; word < PackedKey.LENGTH; word++) {
      for (int bit = 0; bit < 64; bit += 7) {
        int changed = 0;
        for (int i = 0; i < 200; i++) {
          var key = random.longs(PackedKey.LENGTH).toArray();
          long before = hash.of(key, PackedKey.LENGTH);
          key[word] ^= 1L << bit;
          changed += Long.bitCount(before ^ hash.of(key, PackedKey.LENGTH));
        }
        assertThat(changed / 200.0).isBetween(29.0, 35.0);
      }
    }
  }
}
