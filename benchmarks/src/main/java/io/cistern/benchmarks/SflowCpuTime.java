package io.cistern.benchmarks;

import io.cistern.sflow.Datagram;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.MalformedDatagramException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// CPU time of this thread a flow sample, the least of many short rounds: what [SflowBenchmark]
/// measures, on a machine that is not quiet enough for it. A round is shorter than the time that
/// the kernel gives a thread, so that some are not disturbed.
///
/// `java -Xms256m -Xmx256m -XX:+AlwaysPreTouch -cp benchmarks/target/benchmarks.jar
/// io.cistern.benchmarks.SflowCpuTime walk|bare|records|encode native|heap|both lab|SAMPLES
/// SECONDS`
public final class SflowCpuTime {
  private static final long ROUND_SAMPLES = 20_000;

  private final String work;
  private final MemorySegment[] datagrams;
  private final Datagram[] decoded;
  private final DatagramCursor cursor = new DatagramCursor();
  private Object last = "";

  private SflowCpuTime(String work, String memory, List<byte[]> datagrams)
      throws MalformedDatagramException {
    this.work = work;
    var placed = new ArrayList<MemorySegment>();
    for (byte[] bytes : datagrams) {
      if (!memory.equals("heap")) {
        placed.add(Arena.global().allocateFrom(ValueLayout.JAVA_BYTE, bytes));
      }
      if (!memory.equals("native")) {
        placed.add(MemorySegment.ofArray(bytes));
      }
    }
    this.datagrams = placed.toArray(MemorySegment[]::new);
    decoded = new Datagram[this.datagrams.length];
    for (int i = 0; i < decoded.length; i++) {
      decoded[i] = Datagram.decode(this.datagrams[i]);
    }
  }

  /// Measures.
  ///
  /// @param arguments the work, the memory, the datagrams, the seconds
  /// @throws MalformedDatagramException never: the datagrams are our own
  public static void main(String[] arguments) throws MalformedDatagramException {
    boolean isLab = arguments[2].equals("lab");
    int samples = isLab ? SflowDatagrams.LAB_SAMPLES : Integer.parseInt(arguments[2]);
    List<byte[]> datagrams = isLab ? SflowDatagrams.lab() : List.of(SflowDatagrams.flows(samples));
    int copies = arguments[1].equals("both") ? 2 : 1;
    double least =
        new SflowCpuTime(arguments[0], arguments[1], datagrams)
            .least(copies * samples, Long.parseLong(arguments[3]));
    System.out.printf(
        Locale.ROOT, "%s: %.2f ns a flow sample%n", String.join(" ", arguments), least);
  }

  private double least(long samples, long seconds) throws MalformedDatagramException {
    var thread = ManagementFactory.getThreadMXBean();
    long turns = Math.max(1, ROUND_SAMPLES / samples);
    double least = Double.MAX_VALUE;
    for (long end = System.nanoTime() + seconds * 1_000_000_000; System.nanoTime() < end; ) {
      long start = thread.getCurrentThreadCpuTime();
      last = run(turns);
      long time = thread.getCurrentThreadCpuTime() - start;
      least = Math.min(least, (double) time / (turns * samples));
    }
    return least;
  }

  private Object run(long turns) throws MalformedDatagramException {
    return switch (work) {
      case "walk" -> walk(turns);
      case "bare" -> bare(turns);
      case "records" -> records(turns);
      case "encode" -> encode(turns);
      default -> throw new IllegalArgumentException("no such work: " + work);
    };
  }

  private long walk(long turns) {
    long sum = 0;
    for (long i = 0; i < turns; i++) {
      for (MemorySegment datagram : datagrams) {
        sum += SflowBenchmark.walk(cursor, datagram);
      }
    }
    return sum;
  }

  private long bare(long turns) {
    long sum = 0;
    for (long i = 0; i < turns; i++) {
      for (MemorySegment datagram : datagrams) {
        sum += BareWalk.walk(datagram);
      }
    }
    return sum;
  }

  private Object records(long turns) throws MalformedDatagramException {
    for (long i = 0; i < turns; i++) {
      for (MemorySegment datagram : datagrams) {
        last = Datagram.decode(datagram);
      }
    }
    return last;
  }

  private Object encode(long turns) {
    for (long i = 0; i < turns; i++) {
      for (Datagram datagram : decoded) {
        last = datagram.encode();
      }
    }
    return last;
  }
}
