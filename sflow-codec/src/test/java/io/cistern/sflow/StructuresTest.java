package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Extended80211Aggregation;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.IfCounters;
import io.cistern.sflow.record.UnknownCounterRecord;
import io.cistern.sflow.record.UnknownFlowRecord;
import io.cistern.sflow.record.VendorCounterRecord;
import io.cistern.sflow.record.VendorFlowRecord;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StructuresTest {
  /// A vendor's structure, declared outside the sealed family.
  @SflowStructure(enterprise = 8072, format = 1, name = "fan_tray", prefix = "fan_tray")
  public record FanTray(
      @State long tray,
      @Gauge("rpm") long speed,
      @Counter long failures,
      String serial,
      @Mac List<Long> macs)
      implements VendorCounterRecord {}

  /// Another one that takes the same place.
  @SflowStructure(enterprise = 8072, format = 1, name = "other", prefix = "other")
  public record Other(@State long tray) implements VendorCounterRecord {}

  /// A flow record of the same number: numbers are those of a family.
  @SflowStructure(enterprise = 8072, format = 1, name = "rack")
  public record Rack(long unit) implements VendorFlowRecord {}

  /// One that takes the name of a standard metric.
  @SflowStructure(enterprise = 8072, format = 2, name = "thief", prefix = "if")
  public record Thief(@Counter long inOctets) implements VendorCounterRecord {}

  /// A record that nobody can put into a sample.
  @SflowStructure(enterprise = 8072, format = 3, name = "stray")
  public record Stray(long value) {}

  /// A record that does not say what it is.
  public record Undeclared(long value) implements VendorCounterRecord {}

  private static final FanTray TRAY = new FanTray(1, 1200, 3, "Zürich", List.of(0x0200_0000_0001L));

  private static Structures.Builder more() {
    return Structures.standard().toBuilder();
  }

  private static Datagram counters(FanTray tray) {
    var sample = new CountersSample(true, 1, new DataSource(2, 9), List.of(tray), List.of());
    return new Datagram(5, Address.ipv4(0xc000_0201L), 0, 1, 1000, List.of(sample));
  }

  private static Datagram flow(FlowRecord... records) {
    var in = new PacketInterface(0, 1);
    var sample =
        new FlowSample(
            false, 1, new DataSource(0, 1), 100, 100, 0, in, in, List.of(records), List.of());
    return new Datagram(5, Address.ipv4(0xc000_0201L), 0, 1, 1000, List.of(sample));
  }

  private static FlowRecord firstRecord(Datagram datagram) {
    return ((FlowSample) datagram.samples().getFirst()).records().getFirst();
  }

  @Nested
  class Standard {
    @Test
    void hasWhatTheLibraryDeclares() {
      Structures standard = Structures.standard();
      assertThat(standard.of(IfCounters.class)).isSameAs(standard.counterRecord(0, 1));
      assertThat(standard.all()).contains(standard.of(IfCounters.class)).hasSizeGreaterThan(117);
      assertThat(standard.counterRecord(0, 4095)).isNull();
      assertThat(standard.of(UnknownCounterRecord.class)).isNull();
    }

    @Test
    void staysAsItIsWhenAnotherIsMadeOfIt() {
      int before = Structures.standard().all().size();
      Structures larger = more().add(MethodHandles.lookup(), FanTray.class).build();
      assertThat(larger.all()).hasSize(before + 1);
      assertThat(Structures.standard().all()).hasSize(before);
      assertThat(Structures.standard().counterRecord(8072, 1)).isNull();
      assertThat(Structures.standard().of(FanTray.class)).isNull();
    }
  }

  @Nested
  class Add {
    @Test
    void makesAVendorsStructureOneOfOurs() throws MalformedDatagramException {
      Structures structures = more().add(MethodHandles.lookup(), FanTray.class).build();
      Datagram datagram = counters(TRAY);
      byte[] bytes = new DatagramEncoder(structures).encode(datagram);
      assertThat(new DatagramDecoder(structures).decode(bytes)).isEqualTo(datagram);
      assertThat(Objects.requireNonNull(structures.counterRecord(8072, 1)).numericFields())
          .extracting(Field::metric)
          .containsExactly("fan_tray_tray", "fan_tray_speed", "fan_tray_failures");
    }

    @Test
    void leavesOtherDecodersAlone() throws MalformedDatagramException {
      Structures structures = more().add(MethodHandles.lookup(), FanTray.class).build();
      byte[] bytes = new DatagramEncoder(structures).encode(counters(TRAY));
      var sample = (CountersSample) Datagram.decode(bytes).samples().getFirst();
      UnknownCounterRecord unknown = (UnknownCounterRecord) sample.records().getFirst();
      assertThat(unknown.enterprise()).isEqualTo(8072);
      assertThat(Datagram.decode(bytes).encode()).isEqualTo(bytes);
      assertThatThrownBy(() -> counters(TRAY).encode())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("FanTray");
    }

    @Test
    void reachesRecordsInsideOthers() throws MalformedDatagramException {
      Structures structures = more().add(MethodHandles.lookup(), Rack.class).build();
      var pdu = new Extended80211Aggregation.Pdu(List.of(new Rack(7)));
      Datagram datagram = flow(new Extended80211Aggregation(List.of(pdu)));
      byte[] bytes = new DatagramEncoder(structures).encode(datagram);
      assertThat(new DatagramDecoder(structures).decode(bytes)).isEqualTo(datagram);
      var plain = (Extended80211Aggregation) firstRecord(Datagram.decode(bytes));
      assertThat(plain.pdus().getFirst().records().getFirst())
          .isInstanceOf(UnknownFlowRecord.class);
    }

    @Test
    void takesTheSameNumberInEitherFamily() {
      Structures structures =
          more()
              .add(MethodHandles.lookup(), FanTray.class)
              .add(MethodHandles.lookup(), Rack.class)
              .build();
      assertThat(structures.flowRecord(8072, 1)).isSameAs(structures.of(Rack.class));
      assertThat(structures.counterRecord(8072, 1)).isSameAs(structures.of(FanTray.class));
    }

    @Test
    void takesStructuresOfOtherSets() throws MalformedDatagramException {
      var ifCounters = Objects.requireNonNull(Structures.standard().of(IfCounters.class));
      Structures one = Structures.builder().add(ifCounters).build();
      assertThat(one.all()).containsExactly(ifCounters);
      byte[] bytes = new DatagramEncoder(one).encode(flow());
      assertThat(new DatagramDecoder(one).decode(bytes)).isEqualTo(flow());
    }

    @Test
    void refusesANumberThatIsTaken() {
      Structures.Builder builder = more().add(MethodHandles.lookup(), FanTray.class);
      assertThatThrownBy(() -> builder.add(MethodHandles.lookup(), Other.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the number of other (8072:1), declared by ")
          .hasMessageContaining("is taken by fan_tray (8072:1), declared by ");
    }

    @Test
    void refusesAStructureTwice() {
      Structures.Builder builder = more().add(MethodHandles.lookup(), FanTray.class);
      assertThatThrownBy(() -> builder.add(MethodHandles.lookup(), FanTray.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is taken by fan_tray");
    }

    @Test
    void refusesAMetricThatIsTaken() {
      assertThatThrownBy(() -> more().add(MethodHandles.lookup(), Thief.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("metric if_in_octets of thief (8072:2)")
          .hasMessageContaining("taken by if_counters (0:1)");
    }

    @Test
    void refusesWhatIsNoStructure() {
      assertThatThrownBy(() -> more().add(MethodHandles.lookup(), Stray.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be either a FlowRecord or a CounterRecord");
      assertThatThrownBy(() -> more().add(MethodHandles.lookup(), Undeclared.class))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no @SflowStructure");
    }

    @Test
    void leavesTheBuilderAsItWasWhenItRefuses() {
      Structures.Builder builder = more();
      assertThatThrownBy(() -> builder.add(MethodHandles.lookup(), Thief.class))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(builder.build().all()).isEqualTo(Structures.standard().all());
    }
  }

  @Nested
  class Build {
    @Test
    void makesASetThatLaterAdditionsDoNotReach() {
      Structures.Builder builder = more();
      Structures before = builder.build();
      builder.add(MethodHandles.lookup(), FanTray.class);
      assertThat(before.counterRecord(8072, 1)).isNull();
      assertThat(before.of(FanTray.class)).isNull();
      assertThat(builder.build().of(FanTray.class)).isNotNull();
    }
  }
}
