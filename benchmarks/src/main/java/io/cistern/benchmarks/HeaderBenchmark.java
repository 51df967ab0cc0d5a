package io.cistern.benchmarks;

import io.cistern.protodecode.HeaderDecoder;
import io.cistern.protodecode.HeaderFields;
import io.cistern.protodecode.Packet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

/// Time a sampled header: 128 bytes of Ethernet, IPv4 and TCP.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeaderBenchmark {
  private final byte[] bytes = ThreeSamples.tcpHeader(1);
  private final MemorySegment header = Arena.global().allocate(bytes.length, 8);
  private final HeaderDecoder decoder = new HeaderDecoder();
  private final HeaderFields fields = new HeaderFields();

  public HeaderBenchmark() {
    MemorySegment.copy(bytes, 0, header, ValueLayout.JAVA_BYTE, 0, bytes.length);
  }

  /// Into reusable fields.
  @Benchmark
  public int fields() {
    decoder.decode(HeaderDecoder.ETHERNET, header, 0, bytes.length, fields);
    return fields.destinationPort();
  }

  /// Into records.
  @Benchmark
  public Packet records() {
    return Packet.decode(HeaderDecoder.ETHERNET, header, 0, bytes.length);
  }
}
