package io.cistern.benchmarks;

import io.cistern.protodecode.HeaderDecoder;
import io.cistern.protodecode.HeaderFields;
import io.cistern.protodecode.Packet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;

/// Time a sampled header, over headers of one kind in shuffled order, all in one native segment as
/// a datagram has them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(HeaderTraffic.COUNT)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class HeaderBenchmark {
  /// Which headers.
  @Param public HeaderTraffic traffic = HeaderTraffic.LAB;

  private final HeaderDecoder decoder = new HeaderDecoder();
  private final HeaderFields fields = new HeaderFields();
  private final int[] offsets = new int[HeaderTraffic.COUNT];
  private final int[] inners = new int[HeaderTraffic.COUNT];
  private List<byte[]> headers = List.of();
  private MemorySegment segment = MemorySegment.NULL;

  /// Lays the headers one behind the other, and sees to it that pcap4j does its work.
  @Setup
  public void layOut() throws IllegalRawDataException {
    headers = traffic.headers();
    segment = Arena.ofAuto().allocate(headers.stream().mapToInt(h -> h.length).sum(), 64);
    int offset = 0;
    int transports = 0;
    for (int i = 0; i < offsets.length; i++) {
      byte[] header = headers.get(i);
      offsets[i] = offset;
      inners[i] = HeaderTraffic.innerFrame(header);
      MemorySegment.copy(header, 0, segment, ValueLayout.JAVA_BYTE, offset, header.length);
      offset += header.length;
      var packet = EthernetPacket.newPacket(header, 0, header.length);
      transports += packet.contains(TcpPacket.class) || packet.contains(UdpPacket.class) ? 1 : 0;
    }
    if (traffic != HeaderTraffic.BOMBS && transports < offsets.length / 2) {
      throw new IllegalStateException("pcap4j found only this many transports: " + transports);
    }
  }

  /// Read by hand and not kept, for comparison.
  @Benchmark
  public long bare() {
    long sum = 0;
    for (int i = 0; i < offsets.length; i++) {
      sum += BareLoop.read(segment, offsets[i], headers.get(i).length);
    }
    return sum;
  }

  /// Into reusable fields.
  @Benchmark
  public long fields() {
    long sum = 0;
    for (int i = 0; i < offsets.length; i++) {
      int length = headers.get(i).length;
      decoder.decode(HeaderDecoder.ETHERNET, segment, offsets[i], length, fields);
      sum += fields.sourceLow() + fields.destinationPort();
    }
    return sum;
  }

  /// Into records.
  @Benchmark
  public void records(Blackhole hole) {
    for (int i = 0; i < offsets.length; i++) {
      int length = headers.get(i).length;
      hole.consume(Packet.decode(HeaderDecoder.ETHERNET, segment, offsets[i], length));
    }
  }

  /// Into records, by way of reusable fields.
  @Benchmark
  public void recordsAndFields(Blackhole hole) {
    for (int i = 0; i < offsets.length; i++) {
      int length = headers.get(i).length;
      hole.consume(
          decoder.decodePacket(HeaderDecoder.ETHERNET, segment, offsets[i], length, fields));
    }
  }

  /// Into the packets of pcap4j, without a copy of the bytes. It ends at the UDP of a tunnel.
  @Benchmark
  public void pcap4j(Blackhole hole) throws IllegalRawDataException {
    for (byte[] header : headers) {
      hole.consume(EthernetPacket.newPacket(header, 0, header.length));
    }
  }

  /// As [#pcap4j], and it is handed the frame inside VXLAN too: the same layers as ours.
  @Benchmark
  public void pcap4jWithInner(Blackhole hole) throws IllegalRawDataException {
    for (int i = 0; i < offsets.length; i++) {
      byte[] header = headers.get(i);
      hole.consume(EthernetPacket.newPacket(header, 0, header.length));
      int inner = inners[i];
      if (inner != 0) {
        hole.consume(EthernetPacket.newPacket(header, inner, header.length - inner));
      }
    }
  }
}
