package io.cistern.app.discards;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.agents.StreamId;
import io.cistern.app.view.DiscardsView;
import io.cistern.app.view.DiscardsView.Discard;
import io.cistern.app.view.DiscardsView.Total;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.DiscardReason;
import io.cistern.sflow.DiscardedPacket;
import io.cistern.sflow.FlowSample;
import io.cistern.sflow.PacketInterface;
import io.cistern.sflow.Sample;
import io.cistern.sflow.SampleKind;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.ExtendedAcl;
import io.cistern.sflow.record.ExtendedEgressQueue;
import io.cistern.sflow.record.ExtendedFunction;
import io.cistern.sflow.record.ExtendedHwTrap;
import io.cistern.sflow.record.ExtendedLinuxDropReason;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.SampledHeader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscardIntakeTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Map<Integer, StreamId> STREAMS =
      Map.of(7, new StreamId("192.0.2.11", 0), 8, new StreamId("192.0.2.11", 1));
  private static final byte[] HEADER = // 198.51.100.9:1111 to 203.0.113.9:443
      HexFormat.of()
          .parseHex(
              "02000000000202000000000108004500002800010000400600"
                  + "00c6336409cb007109045701bb00000001000000015010"
                  + "03e800000000");

  private final DiscardIntake intake = new DiscardIntake();
  private final DatagramCursor cursor = new DatagramCursor();

  private void read(byte[] bytes) {
    read(bytes, 7);
  }

  private void read(byte[] bytes, int observer) {
    var segment = MemorySegment.ofArray(bytes);
    cursor.wrap(segment, 0, bytes.length);
    while (cursor.nextSample()) {
      intake.begin(observer, cursor.sourceIndex(), cursor);
      while (cursor.nextRecord()) {
        intake.record(cursor, segment);
      }
      if (cursor.sampleKind() == SampleKind.FLOW) {
        intake.endSample(cursor.samplingRate(), NOW);
      } else {
        intake.endNotification(NOW);
      }
    }
  }

  private static byte[] datagram(Sample sample) {
    return new Datagram(5, Address.ipv4(0xc000020bL), 0, 1, 1000, List.of(sample)).encode();
  }

  private static DiscardedPacket packet(long in, long out, long reason, FlowRecord... records) {
    return new DiscardedPacket(
        1, new DataSource(0, 5), 0, in, out, reason, List.of(records), List.of());
  }

  private void discard(long in, long out, long reason, FlowRecord... records) {
    read(datagram(packet(in, out, reason, records)));
  }

  private static SampledHeader header() {
    return new SampledHeader(1, 100, 4, Bytes.of(HEADER));
  }

  private DiscardsView view() {
    return new DiscardAnswers(List.of(intake.snapshot()), STREAMS).discards(null, 1000);
  }

  private Discard only() {
    assertThat(view().discards()).hasSize(1);
    return view().discards().getFirst();
  }

  @Test
  void knowsWhyWhereAndWhoseOfTheReportedCase() throws IOException {
    try (var in =
        Objects.requireNonNull(
            getClass().getResourceAsStream("/reported/discarded-packets-acl.bin"))) {
      read(in.readAllBytes());
    }
    var discard = only();
    assertThat(discard.discards()).isEqualTo(3);
    assertThat(discard.instance()).isEqualTo("if/3");
    assertThat(discard.reason()).isEqualTo("acl");
    assertThat(discard.aclName()).isEqualTo("DENY-IN");
    assertThat(discard.aclNumber()).isEqualTo(7);
    assertThat(discard.aclDirection()).isNull();
    assertThat(discard.kernelReason()).isEqualTo("NETFILTER_DROP");
    assertThat(discard.function()).isNull();
    assertThat(discard.protocol()).isEqualTo("tcp");
    assertThat(discard.source()).isEqualTo("198.51.100.9");
    assertThat(discard.destination()).isEqualTo("203.0.113.9");
    assertThat(discard.destinationPort()).isEqualTo(443);
    assertThat(discard.outputIf()).isNull();
    assertThat(discard.samples()).isZero();
    assertThat(view().totals())
        .extracting(Total::agent, Total::instance, Total::reason, Total::discards)
        .containsExactly(org.assertj.core.api.Assertions.tuple("192.0.2.11", "if/3", "acl", 3L));
  }

  @Test
  void takesEveryRecordThatTellsOfThePacket() {
    discard(
        3,
        4,
        DiscardReason.NO_BUFFER_SPACE.code(),
        header(),
        new ExtendedEgressQueue(0),
        new ExtendedAcl(0, "out", 2),
        new ExtendedFunction("ip_rcv+0x40"),
        new ExtendedHwTrap("l2_drops", "ttl_value_is_too_small"),
        new ExtendedLinuxDropReason("NOT_SPECIFIED"));
    var discard = only();
    assertThat(discard.reason()).isEqualTo("no_buffer_space");
    assertThat(discard.instance()).as("where an egress list did it").isEqualTo("if/4");
    assertThat(discard.egressQueue()).isZero();
    assertThat(discard.aclNumber()).isZero();
    assertThat(discard.aclDirection()).isEqualTo("egress");
    assertThat(discard.function()).isEqualTo("ip_rcv+0x40");
    assertThat(discard.trap()).isEqualTo("ttl_value_is_too_small");
    assertThat(discard.kernelReason()).isEqualTo("NOT_SPECIFIED");
  }

  @Test
  void leavesOutWhatIsNotTold() {
    discard(0, 0, DiscardReason.TTL_EXCEEDED.code());
    var discard = only();
    assertThat(discard.instance()).as("of the data source").isEqualTo("if/5");
    assertThat(discard.protocol()).isNull();
    assertThat(discard.source()).isNull();
    assertThat(discard.sourcePort()).isNull();
    assertThat(discard.aclName()).isNull();
    assertThat(discard.aclNumber()).isNull();
    assertThat(discard.function()).isNull();
    assertThat(discard.egressQueue()).isNull();
    assertThat(discard.inputIf()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"3, 0, if/3", "0, 4, if/4", "3, 4, if/3", "0x3fffffff, 4, if/4"})
  void isAtTheInterfaceThatIsKnown(long in, long out, String instance) {
    discard(in, out, 258);
    assertThat(only().instance()).isEqualTo(instance);
  }

  @Nested
  class Texts {
    @ParameterizedTest
    @CsvSource({
      "'\u202eNI-YNED', NI-YNED",
      "'a\u0007b\u001b[31mc', ab[31mc",
      "'\u2066x\u2069\u200f', x",
      "'Größe', Größe"
    })
    void holdNoControlAndNoDirection(String name, String shown) {
      discard(3, 0, 258, new ExtendedAcl(1, name, 1), new ExtendedFunction(name));
      assertThat(only().aclName()).isEqualTo(shown);
      assertThat(only().function()).isEqualTo(shown);
    }

    @Test
    void areCutBetweenCharacters() {
      discard(3, 0, 258, new ExtendedAcl(1, "x" + "ü".repeat(500), 1));
      assertThat(only().aclName()).isEqualTo("x" + "ü".repeat(31));
      assertThat(only().aclDirection()).isEqualTo("ingress");
    }

    @Test
    void ofControlsAloneAreNone() {
      discard(3, 0, 258, new ExtendedFunction("\u0000\u0001\u202e"));
      assertThat(only().function()).isNull();
    }
  }

  @Nested
  class FlowSamples {
    private void sample(long rate) {
      read(
          datagram(
              new FlowSample(
                  false,
                  1,
                  new DataSource(0, 3),
                  rate,
                  0,
                  0,
                  new PacketInterface(0, 3),
                  new PacketInterface(1, 258),
                  List.of(header()),
                  List.of())));
    }

    @Test
    void areCountedApartFromNotifications() {
      discard(3, 0, 258, header());
      sample(100);
      sample(100);
      var discard = only();
      assertThat(discard.discards()).isEqualTo(1);
      assertThat(discard.samples()).isEqualTo(2);
      assertThat(discard.packets()).isEqualTo(200);
      assertThat(view().totals().getFirst().discards()).isEqualTo(1);
      assertThat(view().totals().getFirst().packets()).isEqualTo(200);
    }

    @Test
    void standForAnUnknownNumberWhereTheRateIsNotTold() {
      sample(100);
      sample(0);
      assertThat(only().samples()).isEqualTo(2);
      assertThat(only().packets()).isNull();
      assertThat(view().totals().getFirst().packets()).isNull();
    }
  }

  @Nested
  class Bounds {
    @Test
    void totalsAreExactWhereEntriesMakeRoom() {
      for (int i = 0; i < 100; i++) {
        discard(3, 0, 258, header());
      }
      for (int i = 0; i < 20_000; i++) {
        discard(3, 0, 258, new ExtendedFunction("f" + i));
      }
      var view = view();
      assertThat(view.discards()).hasSizeLessThanOrEqualTo(1000);
      assertThat(view.discards().getFirst().discards()).as("the frequent one stays").isEqualTo(100);
      assertThat(view.forgotten()).isGreaterThan(18_000);
      assertThat(view.totals()).extracting(Total::discards).containsExactly(20_100L);
    }

    @Test
    void inventedReasonsAreOneTotal() {
      for (int reason = 10_000; reason < 20_000; reason++) {
        discard(3, 0, reason);
      }
      assertThat(view().totals()).extracting(Total::reason).containsExactly("other");
      assertThat(view().totals().getFirst().discards()).isEqualTo(10_000);
      assertThat(view().discards()).extracting(Discard::reason).allMatch(r -> r.startsWith("1"));
    }

    @Test
    void inventedInterfacesAreNoneInTheEnd() {
      for (int ifIndex = 1; ifIndex <= 10_000; ifIndex++) {
        discard(ifIndex, 0, 258);
      }
      assertThat(view().totals()).hasSize(4_097);
      assertThat(view().totals().getFirst().instance()).isNull();
      assertThat(view().totals().stream().mapToLong(Total::discards).sum()).isEqualTo(10_000);
    }

    @Test
    void everyCutIsRead() {
      var whole =
          datagram(
              packet(
                  3,
                  0,
                  258,
                  header(),
                  new ExtendedAcl(7, "DENY-IN", 1),
                  new ExtendedHwTrap("group", "trap"),
                  new ExtendedFunction("NETFILTER_DROP")));
      for (int length = 28; length < whole.length; length++) {
        read(Arrays.copyOf(whole, length));
      }
      assertThat(view().totals()).isNotEmpty();
    }
  }

  @Nested
  class Answers {
    @Test
    void putSubAgentsOfAnAddressTogether() {
      read(datagram(packet(3, 0, 258)), 7);
      read(datagram(packet(3, 0, 258)), 8);
      assertThat(view().totals()).extracting(Total::discards).containsExactly(2L);
      assertThat(view().discards()).extracting(Discard::subAgent).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void areThoseOfOneAgent() {
      discard(3, 0, 258);
      var answers = new DiscardAnswers(List.of(intake.snapshot()), STREAMS);
      assertThat(answers.discards("192.0.2.11", 10).discards()).hasSize(1);
      assertThat(answers.discards("192.0.2.12", 10).discards()).isEmpty();
      assertThat(answers.discards("192.0.2.12", 10).totals()).isEmpty();
    }

    @Test
    void stayAsTheyWereWhenMoreComes() {
      discard(3, 0, 258);
      var before = intake.snapshot();
      discard(3, 0, 258);
      var view = new DiscardAnswers(List.of(before), STREAMS).discards(null, 10);
      assertThat(view.discards().getFirst().discards()).isEqualTo(1);
      assertThat(view.totals().getFirst().discards()).isEqualTo(1);
    }
  }
}
