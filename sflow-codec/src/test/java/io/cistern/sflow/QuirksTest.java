package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.AsPathSegment;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.Extended80211Aggregation;
import io.cistern.sflow.record.Extended80211Payload;
import io.cistern.sflow.record.Extended80211PayloadHeader;
import io.cistern.sflow.record.ExtendedFunction;
import io.cistern.sflow.record.ExtendedGateway;
import io.cistern.sflow.record.ExtendedHwTrap;
import io.cistern.sflow.record.ExtendedRouter;
import io.cistern.sflow.record.ExtendedSwitch;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.FormerPmacctClass;
import io.cistern.sflow.record.FormerPmacctClassName;
import io.cistern.sflow.record.FormerPmacctTag;
import io.cistern.sflow.record.HostDescr;
import io.cistern.sflow.record.IfCounters;
import io.cistern.sflow.record.LagPortStats;
import io.cistern.sflow.record.PmacctClassName;
import io.cistern.sflow.record.PmacctTag;
import io.cistern.sflow.record.SampledEthernet;
import io.cistern.sflow.record.SampledHeader;
import io.cistern.sflow.record.SampledIpv4;
import io.cistern.sflow.record.Transaction;
import io.cistern.sflow.record.UnknownCounterRecord;
import io.cistern.sflow.record.UnknownFlowRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What real agents get wrong, each with its vector. Tests on the shared captures are skipped, and
/// say so, where these are absent.
@DisplayName("quirks of real agents")
class QuirksTest {
  private static final Bytes PACKET = Bytes.parseHex("00112233445566778899aabb0800");

  private static Datagram decode(byte[] bytes) throws MalformedDatagramException {
    Datagram datagram = Datagram.decode(Corpus.segment(bytes));
    assertThat(datagram.encode()).isEqualTo(bytes);
    return datagram;
  }

  private static Datagram quirk(String name) throws MalformedDatagramException {
    return decode(
        Corpus.values("synthetic_quirks").stream()
            .filter(entry -> entry.get("name").asString().contains(name))
            .findFirst()
            .map(entry -> HexFormat.of().parseHex(entry.get("hex").asString()))
            .orElseThrow());
  }

  private static byte[] shared(String file) {
    return sharedAll(file).getFirst();
  }

  private static List<byte[]> sharedAll(String file) {
    return Corpus.shared("sflow").stream()
        .filter(capture -> capture.name().equals(file))
        .findFirst()
        .orElseThrow()
        .datagrams();
  }

  private static FlowSample flow(Datagram datagram) {
    return (FlowSample) datagram.samples().getFirst();
  }

  /* A datagram of one compact flow sample with one record, written word by word. */
  private static byte[] flowOf(int tag, String body) {
    byte[] record = HexFormat.of().parseHex(body);
    int padded = record.length + 3 & ~3;
    var out = ByteBuffer.allocate(24 + 8 + 32 + 8 + padded);
    out.putInt(5).putInt(0).putInt(0).putInt(1).putInt(1000).putInt(1);
    out.putInt(1).putInt(32 + 8 + padded);
    out.putInt(1).putInt(3).putInt(100).putInt(1).putInt(0).putInt(1).putInt(2).putInt(1);
    out.putInt(tag).putInt(record.length).put(record);
    return out.array();
  }

  // 1
  @Test
  void brocadeLeavesFourBytesAfterTheLastRecord() throws MalformedDatagramException {
    FlowSample sample = flow(quirk("Brocade"));
    assertThat(sample.records()).containsExactly(new ExtendedSwitch(1, 2, 3, 4));
    assertThat(sample.leftovers())
        .containsExactly(new Leftover(1, -1, Bytes.EMPTY, Bytes.parseHex("00000000")));
  }

  // 2
  @Test
  void huaweiLeavesOutThePaddingOfMacs() throws MalformedDatagramException {
    FlowSample sample = flow(quirk("Huawei"));
    assertThat(sample.records())
        .containsExactly(new SampledEthernet(100, 0x0200_0000_0001L, 0x0200_0000_0002L, 2048));
    assertThat(sample.leftovers()).containsExactly(new Leftover(0, 20, Bytes.EMPTY, Bytes.EMPTY));
  }

  @Test
  void othersDoNot() throws MalformedDatagramException {
    Datagram datagram = decode(shared("gopacket_SFlowEthernetFramePacket.bin"));
    assertThat(flow(datagram).records())
        .containsExactly(new SampledEthernet(16, 0x2590a25358L, 0x1db5a25fc0L, 3));
  }

  // 3, 23: several packet records in one sample are all delivered, in their order
  @Test
  void huaweiDescribesAPacketThrice() throws MalformedDatagramException {
    var records =
        List.of(
            new SampledHeader(1, 64, 4, PACKET),
            new SampledEthernet(60, 1, 2, 0x0800),
            new SampledIpv4(46, 6, Address.ipv4(1), Address.ipv4(2), 3, 4, 0x10, 0));
    var sample =
        new FlowSample(
            false,
            1,
            new DataSource(0, 1),
            1,
            1,
            0,
            new PacketInterface(0, 1),
            new PacketInterface(0, 2),
            List.copyOf(records),
            List.of());
    byte[] bytes = new Datagram(5, Address.UNKNOWN, 0, 1, 2, List.of(sample)).encode();
    assertThat(flow(decode(bytes)).records()).isEqualTo(records);
  }

  /* One compact flow sample with a sampled Ethernet header. */
  private static FlowSample header(long frameLength, String packet, FlowRecord... others) {
    var records = new ArrayList<FlowRecord>(List.of(others));
    records.add(new SampledHeader(1, frameLength, 4, Bytes.parseHex(packet.replace(" ", ""))));
    return new FlowSample(
        false,
        1,
        new DataSource(0, 1),
        1,
        1,
        0,
        new PacketInterface(0, 1),
        new PacketInterface(0, 2),
        records,
        List.of());
  }

  private static Datagram datagram(Sample... samples) {
    return new Datagram(5, Address.UNKNOWN, 0, 1, 2, List.of(samples));
  }

  // 4: both lengths are delivered as they are; the larger is the caller's to take
  @Test
  void juniperSaysAFrameLengthBelowTheIpLength() throws MalformedDatagramException {
    String ip = "4500 05dc 0000 4000 4006 0000 c0000201 c0000202"; // 1500 bytes
    byte[] bytes = datagram(header(132, "020000000001 020000000002 0800" + ip)).encode();
    assertThat(decode(bytes).encode()).isEqualTo(bytes);
    var cursor = new DatagramCursor();
    var segment = Corpus.segment(bytes);
    assertThat(cursor.wrap(segment) && cursor.nextSample() && cursor.nextRecord()).isTrue();
    assertThat(cursor.frameLength()).isEqualTo(132);
    assertThat(Bytes.of(segment, cursor.headerOffset() + 16, 2)).isEqualTo(Bytes.parseHex("05dc"));
  }

  // 4
  @Test
  void juniperSendsRecordsThatRunPastTheDatagram() {
    FlowSample sample = header(64, PACKET.toString(), new ExtendedSwitch(1, 2, 3, 4));
    byte[] bytes = datagram(sample, sample).encode();
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 20); // in the header of the second sample
    assertThatThrownBy(() -> decode(cut))
        .isInstanceOfSatisfying(
            MalformedDatagramException.class,
            e -> {
              assertThat(e.error()).isEqualTo(DecodeError.TRUNCATED);
              List<Sample> samples = e.partial().orElseThrow().samples();
              assertThat(samples.getFirst()).isEqualTo(sample);
              assertThat(((FlowSample) samples.getLast()).records())
                  .containsExactly(new ExtendedSwitch(1, 2, 3, 4));
            });
  }

  // 5
  @ParameterizedTest
  @CsvSource({"false, 3fffffff, true", "true, 3fffffff, true", "true, ffffffff, true"})
  void internalHasTwoSpellings(boolean expanded, String value, boolean isInternal) {
    var side = new PacketInterface(0, Long.parseLong(value, 16));
    assertThat(side.isInternal()).as("expanded %s", expanded).isEqualTo(isInternal);
    assertThat(side.isIfIndex()).isFalse();
  }

  @Test
  void hsflowdWritesTheCompactInternalInExpandedSamples() throws MalformedDatagramException {
    int internal = 0;
    Corpus.Capture capture =
        Corpus.own().stream()
            .filter(c -> c.name().equals("hsflowd.pcap"))
            .findFirst()
            .orElseThrow();
    for (byte[] bytes : capture.datagrams()) {
      for (Sample sample : decode(bytes).samples()) {
        internal +=
            sample instanceof FlowSample flow
                    && flow.expanded()
                    && (flow.input().isInternal() || flow.output().isInternal())
                ? 1
                : 0;
      }
    }
    assertThat(internal).isPositive();
  }

  // 6
  @Test
  void aristaNumbersInterfacesAbove30Bits() throws MalformedDatagramException {
    long index = 1_285_816_721L;
    var sample =
        new FlowSample(
            true,
            1,
            new DataSource(0, index),
            1,
            1,
            0,
            new PacketInterface(0, index),
            new PacketInterface(0, 0xffff_fffeL),
            List.of(),
            List.of());
    byte[] bytes = new Datagram(5, Address.UNKNOWN, 0, 1, 2, List.of(sample)).encode();
    assertThat(decode(bytes).samples()).containsExactly(sample);
    assertThat(sample.input().isIfIndex()).isTrue();
  }

  // 7
  @Test
  void aCorruptRecordDoesNotCostItsNeighbours() throws MalformedDatagramException {
    Datagram datagram = decode(shared("goflow_utils_ExpandedSFlow.bin"));
    assertThat(datagram.samples()).hasSize(6);
  }

  // 8
  @Test
  void nexusKnowsNeitherInterface() {
    assertThat(new PacketInterface(0, 0).isIfIndex()).isFalse();
    assertThat(new PacketInterface(0, 0).isInternal()).isFalse();
  }

  // 9
  @Test
  void force10HasNoCommunities() throws MalformedDatagramException {
    // next hop unknown, as 1, src 2, peer 3, one sequence of two, no communities, localpref missing
    String body =
        "00000000 00000001 00000002 00000003 00000001 00000002 00000002 00000007 00000008"
            .replace(" ", "");
    FlowSample sample = flow(decode(flowOf(1003, body)));
    assertThat(sample.records())
        .containsExactly(
            new ExtendedGateway(
                Address.UNKNOWN,
                1,
                2,
                3,
                List.of(new AsPathSegment(2, List.of(7L, 8L))),
                List.of(),
                -1));
    assertThat(sample.leftovers()).containsExactly(new Leftover(0, 36, Bytes.EMPTY, Bytes.EMPTY));
  }

  // 10
  @Test
  void netflowIsNamed() {
    assertThat(sharedAll("tcpdump_sflow_multiple_counter_30_pdus.pcap"))
        .filteredOn(bytes -> bytes[1] == 5)
        .hasSize(5)
        .allSatisfy(
            bytes -> assertThatThrownBy(() -> decode(bytes)).hasMessageContaining("NetFlow v5"));
  }

  @ParameterizedTest
  @CsvSource({"0005001e, NetFlow v5", "00090004, NetFlow v9", "000a0040, IPFIX"})
  void everyNetflowIsNamed(String start, String name) {
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(start), 64);
    assertThatThrownBy(() -> decode(bytes)).hasMessageContaining(name);
  }

  // 11: states come as they are, all ones are no counter
  @ParameterizedTest
  @CsvSource({"0, 0, 5", "19, 4, 3", "4294967295, 4294967295, 4294967295"})
  void interfacesAreInStatesThatTheStandardDoesNotKnow(
      long promiscuous, long direction, long status) throws MalformedDatagramException {
    long unknown = 0xffff_ffffL;
    var interfaces =
        new IfCounters(
            1,
            6,
            1000,
            direction,
            status,
            7,
            8,
            unknown,
            unknown,
            9,
            10,
            unknown,
            11,
            12,
            unknown,
            unknown,
            13,
            14,
            promiscuous);
    var sample = new CountersSample(false, 1, new DataSource(0, 1), List.of(interfaces), List.of());
    byte[] bytes = datagram(sample).encode();
    assertThat(decode(bytes).samples()).containsExactly(sample);

    var cursor = new DatagramCursor();
    var segment = Corpus.segment(bytes);
    assertThat(cursor.wrap(segment) && cursor.nextSample() && cursor.nextRecord()).isTrue();
    Structure<?> structure = Objects.requireNonNull(Structures.standard().of(IfCounters.class));
    var values = new long[structure.numericFields().size()];
    var present = new boolean[values.length];
    structure.readNumbers(segment, cursor.recordOffset(), cursor.recordLength(), values, present);
    for (int i = 0; i < values.length; i++) {
      Field field = structure.numericFields().get(i);
      boolean isNumber = field.kind() == FieldKind.STATE || values[i] != unknown;
      assertThat(present[i]).as(field.name()).isEqualTo(isNumber);
    }
  }

  // 11
  @Test
  void prioritiesAndMasksAreUnknown() throws MalformedDatagramException {
    long unknown = 0xffff_ffffL;
    var priority = new ExtendedSwitch(10, unknown, 10, unknown);
    var mask = new ExtendedRouter(Address.ipv4(1), unknown, 24);
    assertThat(flow(decode(datagram(header(64, "00", priority, mask)).encode())).records())
        .startsWith(priority, mask);
  }

  // 12
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 10})
  void outputsThatAreSeveral(long count) throws MalformedDatagramException {
    byte[] bytes = flowOf(1036, "00000001");
    ByteBuffer.wrap(bytes).putInt(24 + 8 + 24, 0x8000_0000 | (int) count);
    assertThat(flow(decode(bytes)).output()).isEqualTo(new PacketInterface(2, count));
  }

  // 13: a restart is no error, and nothing is remembered of the datagram before
  @Test
  void sequencesAndUptimeStartAnew() {
    var cursor = new DatagramCursor();
    long[][] streams = {
      // sub-agent, sequence, uptime, sequence of the sample
      {1, 4_294_967_295L, 4_294_967_290L, 4_294_967_295L}, {1, 1, 20, 1}, {2, 7, 4_000_000, 3},
    };
    for (long[] stream : streams) {
      var sample = new CountersSample(false, stream[3], new DataSource(0, 1), List.of(), List.of());
      byte[] bytes =
          new Datagram(5, Address.ipv4(1), stream[0], stream[1], stream[2], List.of(sample))
              .encode();
      assertThat(cursor.wrap(Corpus.segment(bytes)) && cursor.nextSample()).isTrue();
      assertThat(
              new long[] {
                cursor.subAgentId(),
                cursor.sequenceNumber(),
                cursor.uptimeMillis(),
                cursor.sampleSequenceNumber()
              })
          .containsExactly(stream);
      assertThat(cursor.nextSample()).isFalse();
      assertThat(cursor.error()).isEqualTo(DecodeError.NONE);
    }
  }

  // 14
  @ParameterizedTest
  @CsvSource({"goflow2_ExpandedSFlowDecode.bin, 332", "preetam_flow_samples_2.bin, 244"})
  void bytesFollowTheLastSample(String file, long trailing) throws MalformedDatagramException {
    assertThat(decode(shared(file)).trailingBytes()).isEqualTo(trailing);
  }

  // 15
  @Test
  void aTruncatedDatagramDeliversItsCompleteRecords() {
    byte[] bytes = shared("gopacket_SFlowTestPacket11.bin"); // may skip: not within the catching
    assertThatThrownBy(() -> decode(bytes))
        .isInstanceOfSatisfying(
            MalformedDatagramException.class,
            e -> {
              assertThat(e.error()).isEqualTo(DecodeError.TRUNCATED);
              var sample = (CountersSample) e.partial().orElseThrow().samples().getFirst();
              assertThat(sample.records()).singleElement().isInstanceOf(LagPortStats.class);
            });
  }

  // 16
  @ParameterizedTest
  @ValueSource(strings = {"gopacket_SFlowTestPacket5.bin", "gopacket_SFlowTestPacket8.bin"})
  void aRecordMayLeaveItsSample(String file) {
    byte[] bytes = shared(file);
    assertThatThrownBy(() -> decode(bytes))
        .isInstanceOfSatisfying(
            MalformedDatagramException.class,
            e -> {
              assertThat(e.error()).isEqualTo(DecodeError.BAD_LENGTH);
              assertThat(flow(e.partial().orElseThrow()).records())
                  .singleElement()
                  .isInstanceOf(ExtendedRouter.class);
            });
  }

  // 16
  @Test
  void aRecordMayBeLongerThanItsDeclaration() throws MalformedDatagramException {
    FlowSample sample = flow(quirk("8 extra trailing bytes"));
    assertThat(sample.records()).containsExactly(new ExtendedSwitch(1, 2, 3, 4));
    assertThat(sample.leftovers())
        .containsExactly(new Leftover(0, -1, Bytes.EMPTY, Bytes.parseHex("ffffffffffffffff")));
  }

  // 17
  @Test
  void paddingMayBeMissingAtTheEnd() throws MalformedDatagramException {
    Datagram datagram = decode(shared("goflow2_SFlowDecodeDropExtendedFunction.bin"));
    var packet = (DiscardedPacket) datagram.samples().getFirst();
    assertThat(packet.records()).singleElement().isInstanceOf(ExtendedFunction.class);
  }

  /* The same in bytes of our own: at the end of its record, its sample and the datagram. */
  @Test
  void paddingMayBeMissingInARecordOfOurs() throws MalformedDatagramException {
    byte[] bytes = flowOf(1038, "00000006" + "616263646566");
    assertThat(flow(decode(bytes)).records()).containsExactly(new ExtendedFunction("abcdef"));
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 2);
    ByteBuffer.wrap(cut).putInt(24 + 4, cut.length - 24 - 8);
    assertThat(flow(decode(cut)).records()).containsExactly(new ExtendedFunction("abcdef"));
  }

  @Test
  void paddingMayHoldAnything() throws MalformedDatagramException {
    byte[] bytes = flowOf(1041, "00000001 61aabbcc 00000003 626364dd".replace(" ", ""));
    FlowSample sample = flow(decode(bytes));
    assertThat(sample.records()).containsExactly(new ExtendedHwTrap("a", "bcd"));
    assertThat(sample.leftovers())
        .containsExactly(new Leftover(0, -1, Bytes.parseHex("aabbccdd"), Bytes.EMPTY));
  }

  // 18
  @Test
  void uuidsHaveNoLength() throws MalformedDatagramException {
    var sample = (CountersSample) decode(shared("preetam_host_sample.bin")).samples().getFirst();
    assertThat(sample.records())
        .filteredOn(HostDescr.class::isInstance)
        .singleElement()
        .satisfies(record -> assertThat(((HostDescr) record).hostname()).isNotEmpty());
  }

  // 19: sflowtool shows the four states of this port in this order
  @Test
  void lacpStatesAreBytesInTheirOrder() throws MalformedRecordException {
    byte[] body = new byte[56];
    ByteBuffer.wrap(body).order(ByteOrder.BIG_ENDIAN).putInt(20, 0x0102_0304);
    var structure =
        (Structure<?>) java.util.Objects.requireNonNull(Structures.standard().counterRecord(0, 7));
    var lag = (LagPortStats) structure.decode(Corpus.segment(body), 0, 56);
    assertThat(
            List.of(
                lag.actorAdminState(),
                lag.actorOperState(),
                lag.partnerAdminState(),
                lag.partnerOperState()))
        .containsExactly(1, 2, 3, 4);
  }

  // 20
  @ParameterizedTest
  @CsvSource({"2003, 68", "2003, 80", "2106, 100", "2106, 108"})
  void someRecordsHaveTwoLengths(int format, int length) throws MalformedDatagramException {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) 1);
    var unknown = new UnknownCounterRecord(0, format, Bytes.of(body));
    var sample = new CountersSample(false, 1, new DataSource(2, 1), List.of(unknown), List.of());
    byte[] bytes = new Datagram(5, Address.UNKNOWN, 0, 1, 2, List.of(sample)).encode();
    var decoded = (CountersSample) decode(bytes).samples().getFirst();
    assertThat(decoded.records().getFirst()).isNotInstanceOf(UnknownCounterRecord.class);
    assertThat(decoded.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 332})
  void devHdrHasTwoCodes(int code) {
    assertThat(DiscardReason.of(code)).contains(DiscardReason.of(332).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {36, 366})
  void tcEgressHasTwoCodes(int code) {
    assertThat(DiscardReason.of(code)).contains(DiscardReason.of(366).orElseThrow());
  }

  // 21: which port holds the type is the agent's choice; both ports are delivered
  @ParameterizedTest
  @CsvSource({"0, 8", "8, 0", "3, 1"})
  void icmpTypesAreInThePorts(long srcPort, long dstPort) throws MalformedDatagramException {
    var echo = new SampledIpv4(84, 1, Address.ipv4(1), Address.ipv4(2), srcPort, dstPort, 0, 0);
    assertThat(flow(decode(datagram(header(98, "00", echo)).encode())).records()).contains(echo);
  }

  // 23: no header is looked into, whatever it holds and whatever its protocol says of it
  @ParameterizedTest
  @ValueSource(
      strings = {
        "020000000001 020000000002 88a8 0064 8100 000a 0800 4500", // nested VLANs
        "020000000001 020000000002 9100 0064 9200 000a 9300 000b 0800 4500",
        "6000 0000 0028 2f40 20010db8000000000000000000000001", // IPv6 that is called Ethernet
      })
  void headersAreBytes(String packet) throws MalformedDatagramException {
    FlowSample sample = header(1518, packet, new ExtendedSwitch(100, 0, 0, 0));
    assertThat(decode(datagram(sample).encode()).samples()).containsExactly(sample);
  }

  // section 4, 1013
  @Test
  void an80211PayloadHasTwoForms() throws MalformedDatagramException {
    assertThat(flow(quirk("80211_payload")).records())
        .containsExactly(new Extended80211Payload(1, Bytes.parseHex("01020304050607")));
    String header = "000fac04 00000001 00000040 00000004 00000006 0011223344550000";
    assertThat(flow(decode(flowOf(1013, header.replace(" ", "")))).records())
        .containsExactly(
            new Extended80211PayloadHeader(0x000f_ac04, 1, 64, 4, Bytes.parseHex("001122334455")));
  }

  // section 4, 1016
  @Test
  void anAggregationInAnAggregationIsNotEntered() throws MalformedDatagramException {
    var inner =
        new UnknownFlowRecord(0, 1016, Bytes.parseHex("000000010000000100000404000000000000"));
    var pdu = new Extended80211Aggregation.Pdu(List.of(new ExtendedSwitch(1, 2, 3, 4), inner));
    var record = new Extended80211Aggregation(List.of(pdu, pdu));
    var outer =
        new FlowSample(
            false,
            1,
            new DataSource(0, 1),
            1,
            1,
            0,
            new PacketInterface(0, 1),
            new PacketInterface(0, 2),
            List.of(record),
            List.of());
    byte[] bytes = new Datagram(5, Address.UNKNOWN, 0, 1, 2, List.of(outer)).encode();
    assertThat(flow(decode(bytes)).records()).containsExactly(record);
  }

  // section 4, 43874
  @Test
  void pmacctHadShorterTags() throws MalformedDatagramException {
    int tag = 43874 << 12 | 2;
    assertThat(flow(decode(flowOf(tag, "0000000700000008"))).records())
        .containsExactly(new PmacctTag(7, 8));
    assertThat(flow(decode(flowOf(tag, "00000000000000070000000000000008"))).records())
        .containsExactly(new PmacctTag(7, 8));
    assertThat(flow(decode(flowOf(43874 << 12 | 1, "68747470000000000000000000000000"))).records())
        .containsExactly(new PmacctClassName("http" + "\0".repeat(12)));
  }

  // section 5: before it had an enterprise of its own
  @Test
  void pmacctWroteUnderAnEnterpriseThatIsNotIts() throws MalformedDatagramException {
    int enterprise = 8800 << 12;
    String name = "68747470000000000000000000000000";
    assertThat(flow(decode(flowOf(enterprise | 1, name))).records())
        .containsExactly(new FormerPmacctClassName("http" + "\0".repeat(12)));
    assertThat(flow(decode(flowOf(enterprise | 2, "0000000700000008"))).records())
        .containsExactly(new FormerPmacctTag(7, 8));
    assertThat(flow(decode(flowOf(enterprise | 2, "00000000000000070000000000000008"))).records())
        .containsExactly(new FormerPmacctTag(7, 8));
    assertThat(flow(decode(flowOf(enterprise | 3, "0000000000000009"))).records())
        .containsExactly(new FormerPmacctClass(9));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 12})
  void aRecordMayEndAtAnyField(int length) throws MalformedDatagramException {
    // direction, wait, duration, status, 64 bits, 64 bits
    String whole = "00000001000000020000000300000004" + "00000000000000050000000000000006";
    for (int end = length; end <= 32; end += 4) {
      byte[] bytes = flowOf(2000, whole.substring(0, 2 * end));
      if (end % 8 == 0 || end < 16) {
        assertThat(flow(decode(bytes)).records().getFirst()).isInstanceOf(Transaction.class);
      } else { // in the middle of a field
        assertThat(flow(decode(bytes)).records().getFirst()).isInstanceOf(UnknownFlowRecord.class);
      }
    }
  }
}
