package io.cistern.benchmarks;

import io.cistern.sflow.CountersSample;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.FlowSample;
import io.cistern.sflow.MalformedRecordException;
import io.cistern.sflow.PacketInterface;
import io.cistern.sflow.Sample;
import io.cistern.sflow.SampleKind;
import io.cistern.sflow.Structure;
import io.cistern.sflow.Structures;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.ExtendedSwitch;
import io.cistern.sflow.record.SampledHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Datagrams of the shapes that agents send, made by our own encoder, and those of the lab capture.
final class SflowDatagrams {
  static final int SEVEN = 7;

  /// The flow samples taken from the lab capture.
  static final int LAB_SAMPLES = 1024;

  private static final int PCAP_HEADER = 24;
  private static final int PACKET_HEADER = 16;
  private static final int UDP_PAYLOAD = 14 + 20 + 8; // after Ethernet and IPv4 without options

  private SflowDatagrams() {}

  /// Seven flow samples, a switch's datagram that is full.
  static byte[] seven() {
    return flows(SEVEN);
  }

  /// So many flow samples.
  static byte[] flows(int samples) {
    return datagram(
        IntStream.range(0, samples).mapToObj(i -> flow(i, 128)).map(Sample.class::cast).toList());
  }

  /// The counters of one interface: generic and Ethernet.
  static byte[] counters() {
    return datagram(List.of(countersSample(0, 1, 2)));
  }

  /// The counters of one host, as hsflowd sends them.
  static byte[] host() {
    return datagram(List.of(countersSample(2, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010)));
  }

  /// Datagrams of the lab capture with [#LAB_SAMPLES] flow samples in all; where the capture is
  /// absent, datagrams of its shape: one to six samples with headers of 60 to 128 bytes.
  static List<byte[]> lab() {
    Path capture =
        Path.of(System.getProperty("cistern.shared", "../shared"), "captures/lab/ovs-hsflowd.pcap");
    List<byte[]> datagrams = Files.exists(capture) ? captured(capture) : shaped();
    if (!Files.exists(capture)) {
      System.out.println("no lab capture at " + capture.toAbsolutePath() + ": datagrams like it");
    }
    var chosen = new ArrayList<byte[]>();
    int samples = 0;
    for (int i = 0; samples < LAB_SAMPLES; i = (i + 1) % datagrams.size()) {
      int more = flowSamples(datagrams.get(i));
      if (more > 0 && samples + more <= LAB_SAMPLES) {
        chosen.add(datagrams.get(i));
        samples += more;
      }
    }
    return chosen;
  }

  private static List<byte[]> captured(Path capture) {
    try {
      var in = ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.LITTLE_ENDIAN);
      var datagrams = new ArrayList<byte[]>();
      for (int at = PCAP_HEADER; at + PACKET_HEADER <= in.limit(); ) {
        int length = in.getInt(at + 8);
        if (length > UDP_PAYLOAD) {
          var payload = new byte[length - UDP_PAYLOAD];
          in.get(at + PACKET_HEADER + UDP_PAYLOAD, payload);
          datagrams.add(payload);
        }
        at += PACKET_HEADER + length;
      }
      return datagrams;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> shaped() {
    return IntStream.range(0, 300)
        .mapToObj(i ->
            datagram(
                IntStream.rangeClosed(0, i % 6)
                    .mapToObj(s -> flow(s, 60 + (17 * i + 31 * s) % 69))
                    .map(Sample.class::cast)
                    .toList()))
        .toList();
  }

  /* The flow samples of a datagram that has nothing else; 0 for others. */
  private static int flowSamples(byte[] datagram) {
    var cursor = new DatagramCursor();
    int samples = 0;
    cursor.wrap(MemorySegment.ofArray(datagram));
    while (cursor.nextSample()) {
      if (cursor.sampleKind() != SampleKind.FLOW) {
        return 0;
      }
      samples++;
    }
    return samples;
  }

  private static byte[] datagram(List<Sample> samples) {
    return new Datagram(5, Address.ipv4(0xc0000201L), 1, 42, 100_000, samples).encode();
  }

  private static FlowSample flow(int i, int headerLength) {
    byte[] header = java.util.Arrays.copyOf(ThreeSamples.tcpHeader(i + 1), headerLength);
    return new FlowSample(
        false,
        i + 1,
        new DataSource(0, 3),
        1000,
        1000L * (i + 1),
        0,
        new PacketInterface(0, 3),
        new PacketInterface(0, 4),
        List.of(new ExtendedSwitch(10, 0, 20, 0), new SampledHeader(1, 1518, 4, Bytes.of(header))),
        List.of());
  }

  private static CountersSample countersSample(int sourceClass, int... formats) {
    List<CounterRecord> records = IntStream.of(formats).mapToObj(SflowDatagrams::record).toList();
    return new CountersSample(false, 1, new DataSource(sourceClass, 1), records, List.of());
  }

  private static CounterRecord record(int format) {
    Structure<?> structure =
        java.util.Objects.requireNonNull(Structures.standard().counterRecord(0, format));
    int length = structure.fields().stream().mapToInt(f -> f.type().minimumLength()).sum();
    var body = new byte[length];
    for (int i = 3; i < length; i += 4) {
      body[i] = (byte) i;
    }
    try {
      return (CounterRecord) structure.decode(MemorySegment.ofArray(body), 0, length);
    } catch (MalformedRecordException e) {
      throw new IllegalStateException(e);
    }
  }
}
