package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.ExtendedSwitch;
import io.cistern.sflow.record.SampledHeader;
import io.cistern.sflow.record.VendorCounterRecord;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.net.DatagramPacket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The examples of the README, run.
@DisplayName("the README's examples")
class ReadmeTest {
  /// As in the README.
  @SflowStructure(enterprise = 8072, format = 1, name = "fan_tray", prefix = "fan_tray")
  public record FanTray(
      @State long tray, @Gauge("rpm") long speed, @Counter long failures, String serial)
      implements VendorCounterRecord {}

  @Test
  void decodeADatagram() throws MalformedDatagramException {
    var seen = new ArrayList<String>();
    for (Corpus.Capture capture : Corpus.own()) {
      for (byte[] payload : capture.datagrams()) {
        var packet = new DatagramPacket(payload, payload.length);
        Datagram datagram =
            Datagram.decode(packet.getData(), packet.getOffset(), packet.getLength());
        for (Sample sample : datagram.samples()) {
          switch (sample) {
            case FlowSample flow -> seen.add("1 in " + flow.samplingRate() + ": " + flow.records());
            case CountersSample counters -> seen.add(counters.source() + ": " + counters.records());
            case DiscardedPacket discarded ->
                seen.add(DiscardReason.of(discarded.reason()).toString());
            case RtMetric metrics -> seen.add(metrics.dataSource() + ": " + metrics.metrics());
            default -> seen.add(sample.toString());
          }
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(250).contains("Optional[ACL]");
  }

  @Test
  void encodeOneAndWalkItWithoutAllocation() throws MalformedDatagramException {
    byte[] packet = HexFormat.of().parseHex("0200000000010200000000020800" + "4500");
    FlowSample sample =
        FlowSample.builder()
            .sequenceNumber(1)
            .source(DataSource.ifIndex(3))
            .samplingRate(1000)
            .samplePool(1000)
            .input(PacketInterface.ifIndex(3))
            .output(PacketInterface.ifIndex(4))
            .record(new SampledHeader(1, 1518, 4, Bytes.of(packet)))
            .record(new ExtendedSwitch(10, 0, 20, 0))
            .build();
    Datagram datagram =
        Datagram.builder()
            .agent(Address.ipv4(0xc0000201L))
            .sequenceNumber(1)
            .uptimeMillis(60_000)
            .sample(sample)
            .build();
    byte[] payload = datagram.encode();
    assertThat(Datagram.decode(MemorySegment.ofArray(payload))).isEqualTo(datagram);

    var seen = new ArrayList<Long>();
    MemorySegment receiveBuffer = Corpus.segment(payload);
    DatagramCursor cursor = new DatagramCursor();
    if (cursor.wrap(receiveBuffer, 0, payload.length)) {
      while (cursor.nextSample()) {
        while (cursor.nextRecord()) {
          if (cursor.isSampledHeader()) {
            seen.add(cursor.samplingRate());
            seen.add(cursor.frameLength());
            seen.add(cursor.headerOffset());
            seen.add((long) cursor.headerLength());
          }
        }
      }
    }
    assertThat(cursor.error()).isEqualTo(DecodeError.NONE);
    assertThat(seen).containsExactly(1000L, 1518L, 28L + 8 + 32 + 8 + 16, 16L);
  }

  @Test
  void addAStructureOfYourOwn() throws MalformedDatagramException {
    Structures structures =
        Structures.standard().toBuilder().add(MethodHandles.lookup(), FanTray.class).build();

    var tray = new FanTray(1, 1200, 3, "A-17");
    var sample = new CountersSample(false, 1, new DataSource(2, 9), List.of(tray), List.of());
    var datagram = new Datagram(5, Address.ipv4(0xc000_0201L), 0, 1, 1000, List.of(sample));
    byte[] payload = new DatagramEncoder(structures).encode(datagram);
    assertThat(new DatagramDecoder(structures).decode(payload)).isEqualTo(datagram);

    Structure<?> structure = Objects.requireNonNull(structures.counterRecord(8072, 1));
    assertThat(structure.numericFields())
        .extracting(Field::metric)
        .containsExactly("fan_tray_tray", "fan_tray_speed", "fan_tray_failures");
    var cursor = new DatagramCursor();
    var segment = MemorySegment.ofArray(payload);
    assertThat(cursor.wrap(segment) && cursor.nextSample() && cursor.nextRecord()).isTrue();
    var values = new long[3];
    structure.readNumbers(
        segment, cursor.recordOffset(), cursor.recordLength(), values, new boolean[3]);
    assertThat(values).containsExactly(1, 1200, 3);
  }

  @Test
  void showTheDeclarationThatIsTested() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(
            "@State long tray, @Gauge(\"rpm\") long speed, @Counter long failures, String serial")
        .contains(
            "Structures.standard().toBuilder().add(MethodHandles.lookup(), FanTray.class).build()")
        .contains("new DatagramDecoder(structures).decode(payload)")
        .contains("Datagram.decode(packet.getData(), packet.getOffset(), packet.getLength())");
  }
}
