package io.cistern.benchmarks;

import io.cistern.sflow.DataSource;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.FlowSample;
import io.cistern.sflow.PacketInterface;
import io.cistern.sflow.Sample;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.ExtendedSwitch;
import io.cistern.sflow.record.SampledHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;

/// A datagram such as switches send: three flow samples, each with 128 bytes of a TCP packet and
/// the VLANs it crossed.
final class ThreeSamples {
  static final int SAMPLES = 3;

  private ThreeSamples() {}

  /// The datagram in native memory, as the collector receives it.
  static MemorySegment inNativeMemory() {
    byte[] bytes = datagram().encode();
    MemorySegment segment = Arena.global().allocate(bytes.length, 8);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  static Datagram datagram() {
    List<Sample> samples =
        IntStream.range(0, SAMPLES).<Sample>mapToObj(ThreeSamples::sample).toList();
    return new Datagram(5, Address.ipv4(0xc0000201L), 1, 42, 100_000, samples);
  }

  /// 128 bytes: Ethernet, IPv4, TCP with data.
  static byte[] tcpHeader(int host) {
    var bytes = new byte[128];
    var out = java.nio.ByteBuffer.wrap(bytes);
    out.putLong(0x0200_0000_0001_0200L).putInt(2).putShort((short) 0x0800);
    out.putInt(0x4500_05dc).putInt(0x1234_4000).putInt(0x4006_0000);
    out.putInt(0xc000_0200 | host).putInt(0xc633_6401);
    out.putShort((short) (40_000 + host)).putShort((short) 443);
    out.putInt(1).putInt(2).putInt(0x8010_0200).putInt(0);
    return bytes;
  }

  private static FlowSample sample(int i) {
    return new FlowSample(
        false,
        i + 1,
        new DataSource(0, 3),
        1000,
        1000L * (i + 1),
        0,
        new PacketInterface(0, 3),
        new PacketInterface(0, 4),
        List.of(
            new SampledHeader(1, 1518, 4, Bytes.of(tcpHeader(i + 1))),
            new ExtendedSwitch(10, 0, 10, 0)),
        List.of());
  }
}
