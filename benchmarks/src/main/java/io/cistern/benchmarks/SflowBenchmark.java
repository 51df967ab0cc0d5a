package io.cistern.benchmarks;

import io.cistern.sflow.Datagram;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.MalformedDatagramException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Time a flow sample, over a datagram of three.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ThreeSamples.SAMPLES)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SflowBenchmark {
  private final MemorySegment datagram = ThreeSamples.inNativeMemory();
  private final DatagramCursor cursor = new DatagramCursor();

  /// Finds every record and reads the sampled header's bounds.
  @Benchmark
  public long walk() {
    long sum = 0;
    cursor.wrap(datagram);
    while (cursor.nextSample()) {
      sum += cursor.samplingRate();
      while (cursor.nextRecord()) {
        if (cursor.isSampledHeader()) {
          sum += cursor.headerOffset() + cursor.headerLength();
        }
      }
    }
    return sum;
  }

  /// Makes records of everything.
  @Benchmark
  public Datagram records() throws MalformedDatagramException {
    return Datagram.decode(datagram);
  }
}
