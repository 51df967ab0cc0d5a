package io.cistern.benchmarks;

import io.cistern.flowtrack.FlowSnapshot;
import io.cistern.flowtrack.FlowTracker;
import io.cistern.flowtrack.FlowTrackerOptions;
import io.cistern.flowtrack.Observation;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Time an observation, with the default dimensions and scan evidence, over 65,536 flows whose
/// sizes fall off as their rank (Zipf, exponent 1); and time a snapshot of the top 100.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FlowTrackerBenchmark {
  private static final int FLOWS = 1 << 16;
  private static final int DRAWS = 1 << 20;

  private final FlowTracker tracker = new FlowTracker(FlowTrackerOptions.defaults());
  private final Observation observation = new Observation();
  private final int[] ranks = new int[DRAWS];
  private int next;
  private long timeMillis = 1_800_000_000_000L;

  public FlowTrackerBenchmark() {
    var random = new SplittableRandom(42);
    for (int i = 0; i < DRAWS; i++) {
      ranks[i] = (int) Math.pow(FLOWS, random.nextDouble()) - 1;
    }
    for (int i = 0; i < DRAWS; i++) {
      observe();
    }
  }

  /// One sampled packet.
  @Benchmark
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public void observe() {
    int flow = ranks[next++ & DRAWS - 1];
    if ((next & 0x3ff) == 0) {
      timeMillis++;
    }
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
        .tcpFlags(0x10)
        .payloadLength(1448);
    tracker.observe(observation);
  }

  /// What is published every second.
  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public FlowSnapshot snapshot() {
    return tracker.snapshot(timeMillis, 100);
  }
}
