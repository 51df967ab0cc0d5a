package io.cistern.benchmarks;

import io.cistern.sflow.Datagram;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.MalformedDatagramException;
import io.cistern.sflow.Structure;
import io.cistern.sflow.Structures;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Time a flow sample: of a datagram of three, of one of seven, over the lab capture; time a
/// datagram of counters.
///
/// Each is measured over native memory, over heap memory, and over both by turns in one JVM. The
/// heap is touched before, so that what records allocate is not billed with the kernel's page
/// faults.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SflowBenchmark {
  /// The same datagrams in the memory that the parameter names.
  @State(Scope.Thread)
  public static class Input {
    /// Where the bytes are.
    @Param({"native", "heap", "both"})
    public String memory = "native";

    private MemorySegment[] three = {};
    private MemorySegment[] seven = {};
    private MemorySegment[] lab = {};
    private int turn;

    /// Puts the datagrams there.
    @Setup(Level.Trial)
    public void place() {
      three = placed(ThreeSamples.datagram().encode());
      seven = placed(SflowDatagrams.seven());
      List<byte[]> datagrams = SflowDatagrams.lab();
      lab = new MemorySegment[datagrams.size()];
      for (int i = 0; i < lab.length; i++) {
        MemorySegment[] copies = placed(datagrams.get(i));
        lab[i] = copies[i % copies.length];
      }
    }

    private MemorySegment[] placed(byte[] bytes) {
      return switch (memory) {
        case "native" -> new MemorySegment[] {inNativeMemory(bytes)};
        case "heap" -> new MemorySegment[] {MemorySegment.ofArray(bytes)};
        default -> new MemorySegment[] {inNativeMemory(bytes), MemorySegment.ofArray(bytes)};
      };
    }

    MemorySegment next(MemorySegment[] copies) {
      return copies[turn++ & copies.length - 1];
    }
  }

  /// A datagram of so many flow samples, in native memory.
  @State(Scope.Thread)
  public static class Sweep {
    /// The number of samples; 300 are the most that fit UDP.
    @Param({"1", "3", "7", "20", "100", "300"})
    public int samples = 1;

    private Datagram decoded = ThreeSamples.datagram();
    private MemorySegment datagram = MemorySegment.NULL;

    /// Makes the datagram.
    @Setup(Level.Trial)
    public void encode() throws MalformedDatagramException {
      datagram = inNativeMemory(SflowDatagrams.flows(samples));
      decoded = Datagram.decode(datagram);
    }
  }

  /// Datagrams of counters, in native memory.
  @State(Scope.Thread)
  public static class Counters {
    private final MemorySegment counters = inNativeMemory(SflowDatagrams.counters());
    private final MemorySegment host = inNativeMemory(SflowDatagrams.host());
    private final long[] values = new long[256];
    private final boolean[] present = new boolean[256];
  }

  /// A cursor for each benchmark.
  @State(Scope.Thread)
  public static class Cursor {
    private final DatagramCursor cursor = new DatagramCursor();
    private final Datagram three = ThreeSamples.datagram();
  }

  private static MemorySegment inNativeMemory(byte[] bytes) {
    MemorySegment segment = Arena.global().allocate(bytes.length, 8);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  static long walk(DatagramCursor cursor, MemorySegment datagram) {
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

  /// The cursor finds every record and reads the sampled headers' bounds.
  @Benchmark
  @OperationsPerInvocation(ThreeSamples.SAMPLES)
  public long walk(Input in, Cursor on) {
    return walk(on.cursor, in.next(in.three));
  }

  /// A cursor's work by the number of samples: a line through the origin, or it is not linear.
  @Benchmark
  public long walkBySamples(Sweep in, Cursor on) {
    return walk(on.cursor, in.datagram);
  }

  /// The records' work by the number of samples.
  @Benchmark
  public Datagram recordsBySamples(Sweep in) throws MalformedDatagramException {
    return Datagram.decode(in.datagram);
  }

  /// The encoder's work by the number of samples.
  @Benchmark
  public byte[] encodeBySamples(Sweep in) {
    return in.decoded.encode();
  }

  /// The same checks in a bare loop.
  @Benchmark
  @OperationsPerInvocation(ThreeSamples.SAMPLES)
  public long bareWalk(Input in) {
    return BareWalk.walk(in.next(in.three));
  }

  /// The cursor over a full datagram.
  @Benchmark
  @OperationsPerInvocation(SflowDatagrams.SEVEN)
  public long walkSeven(Input in, Cursor on) {
    return walk(on.cursor, in.next(in.seven));
  }

  /// The cursor over datagrams that differ.
  @Benchmark
  @OperationsPerInvocation(SflowDatagrams.LAB_SAMPLES)
  public long walkLab(Input in, Cursor on) {
    long sum = 0;
    for (MemorySegment datagram : in.lab) {
      sum += walk(on.cursor, datagram);
    }
    return sum;
  }

  /// The bare loop over datagrams that differ.
  @Benchmark
  @OperationsPerInvocation(SflowDatagrams.LAB_SAMPLES)
  public long bareWalkLab(Input in) {
    long sum = 0;
    for (MemorySegment datagram : in.lab) {
      sum += BareWalk.walk(datagram);
    }
    return sum;
  }

  /// Makes records of everything.
  @Benchmark
  @OperationsPerInvocation(ThreeSamples.SAMPLES)
  public Datagram records(Input in) throws MalformedDatagramException {
    return Datagram.decode(in.next(in.three));
  }

  /// Makes records of a full datagram.
  @Benchmark
  @OperationsPerInvocation(SflowDatagrams.SEVEN)
  public Datagram recordsSeven(Input in) throws MalformedDatagramException {
    return Datagram.decode(in.next(in.seven));
  }

  /// Encodes a datagram.
  @Benchmark
  @OperationsPerInvocation(ThreeSamples.SAMPLES)
  public byte[] encode(Cursor of) {
    return of.three.encode();
  }

  /// Reads every number of an interface's counters, 32 of them.
  @Benchmark
  public long numbersOfInterface(Counters in, Cursor on) {
    return numbers(on.cursor, in.counters, in);
  }

  /// Reads every number of a host's eight records.
  @Benchmark
  public long numbersOfHost(Counters in, Cursor on) {
    return numbers(on.cursor, in.host, in);
  }

  /// Makes records of an interface's counters.
  @Benchmark
  public Datagram recordsOfInterface(Counters in) throws MalformedDatagramException {
    return Datagram.decode(in.counters);
  }

  /// Makes records of a host's counters.
  @Benchmark
  public Datagram recordsOfHost(Counters in) throws MalformedDatagramException {
    return Datagram.decode(in.host);
  }

  private static long numbers(DatagramCursor cursor, MemorySegment datagram, Counters into) {
    long sum = 0;
    cursor.wrap(datagram);
    while (cursor.nextSample()) {
      while (cursor.nextRecord()) {
        Structure<?> structure =
            Structures.standard().counterRecord(cursor.recordEnterprise(), cursor.recordFormat());
        if (structure != null) {
          structure.readNumbers(
              datagram, cursor.recordOffset(), cursor.recordLength(), into.values, into.present);
          sum += into.values[0];
        }
      }
    }
    return sum;
  }
}
