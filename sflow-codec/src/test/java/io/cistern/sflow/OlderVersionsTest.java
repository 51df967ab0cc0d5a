package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.AsPathSegment;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.EthernetCounters;
import io.cistern.sflow.record.ExtendedGateway;
import io.cistern.sflow.record.ExtendedRouter;
import io.cistern.sflow.record.ExtendedSwitch;
import io.cistern.sflow.record.ExtendedUrl;
import io.cistern.sflow.record.ExtendedUser;
import io.cistern.sflow.record.IfCounters;
import io.cistern.sflow.record.SampledHeader;
import io.cistern.sflow.record.UnknownFlowRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Versions 2 and 4. The values are those that sflowtool 6.11 shows for the same datagrams.
@DisplayName("sFlow versions 2 and 4")
class OlderVersionsTest {
  private static final List<Long> PATH = List.of(65003L, 65004L);

  private final DatagramCursor cursor = new DatagramCursor();

  private static byte[] bytes(int version) {
    String start = "0000000" + version;
    return Corpus.values("synthetic_v2_v4").stream()
        .map(entry -> entry.get("hex").asString())
        .filter(hex -> hex.startsWith(start))
        .findFirst()
        .map(HexFormat.of()::parseHex)
        .orElseThrow();
  }

  private static Datagram decode(byte[] bytes) throws MalformedDatagramException {
    return Datagram.decode(Corpus.segment(bytes));
  }

  /* A version 4 datagram of one sample, whose words follow. */
  private static byte[] datagram(int... sample) {
    var out = ByteBuffer.allocate(24 + 4 * sample.length);
    out.putInt(4).putInt(1).putInt(0xc0000201).putInt(1).putInt(1000).putInt(1);
    Arrays.stream(sample).forEach(out::putInt);
    return out.array();
  }

  @Nested
  class Records {
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void areThoseOfVersion5(int version) throws MalformedDatagramException {
      Datagram datagram = decode(bytes(version));
      assertThat(datagram.version()).isEqualTo(version);
      assertThat(datagram.agent()).isEqualTo(Address.ipv4(0xc633_6408L));
      assertThat(datagram.subAgentId()).isZero();
      assertThat(datagram.sequenceNumber()).isEqualTo(version == 4 ? 135 : 136);
      assertThat(datagram.uptimeMillis()).isEqualTo(5000);
      assertThat(datagram.samples()).hasSize(2);

      var flow = (FlowSample) datagram.samples().get(0);
      assertThat(flow.source()).isEqualTo(new DataSource(0, 3));
      assertThat(flow.samplingRate()).isEqualTo(100);
      assertThat(flow.samplePool()).isEqualTo(10_000);
      assertThat(flow.input()).isEqualTo(new PacketInterface(0, 3));
      assertThat(flow.output()).isEqualTo(new PacketInterface(0, 4));
      var header = (SampledHeader) flow.records().get(0);
      assertThat(header.protocol()).isEqualTo(1);
      assertThat(header.frameLength()).isEqualTo(72);
      assertThat(header.stripped()).isZero();
      assertThat(header.header().length()).isEqualTo(68);
      assertThat(header.header().toString()).startsWith("00112233445566778899aabb0800");
      assertThat(flow.records().subList(1, 6))
          .containsExactly(
              new ExtendedSwitch(10, 0, 20, 7),
              new ExtendedRouter(Address.ipv4(0xcb00_7101L), 24, 16),
              new ExtendedGateway(
                  Address.UNKNOWN,
                  65000,
                  65001,
                  65002,
                  List.of(new AsPathSegment(2, PATH)),
                  version == 4 ? List.of(4_259_840_001L) : List.of(),
                  version == 4 ? 100 : 0),
              new ExtendedUser(0, "alice", 0, "bob"),
              new ExtendedUrl(1, "GET /x", ""));

      var counters = (CountersSample) datagram.samples().get(1);
      var interfaces = (IfCounters) counters.records().get(0);
      assertThat(interfaces.ifSpeed()).isEqualTo(15_480_970_995L);
      assertThat(interfaces.ifOutOctets()).isEqualTo(58_430_643_965L);
      assertThat(counters.records().get(1))
          .isEqualTo(new EthernetCounters(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));
      assertThat(counters.records()).hasSize(2);
    }
  }

  @Nested
  class Cursor {
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void presentsThemAsVersion5(int version) {
      var segment = Corpus.segment(bytes(version));
      assertThat(cursor.wrap(segment)).isTrue();
      assertThat(cursor.version()).isEqualTo(version);
      assertThat(cursor.agentAddressLow()).isEqualTo(0xc633_6408L);
      assertThat(cursor.subAgentId()).isZero();
      assertThat(cursor.sequenceNumber()).isEqualTo(version == 4 ? 135 : 136);
      assertThat(cursor.uptimeMillis()).isEqualTo(5000);
      assertThat(cursor.sampleCount()).isEqualTo(2);
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.sampleKind()).isEqualTo(SampleKind.FLOW);
      assertThat(cursor.sampleSequenceNumber()).isEqualTo(version == 4 ? 135 : 136);
      assertThat(cursor.samplingRate()).isEqualTo(100);
      assertThat(cursor.recordCount()).isEqualTo(6);
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.isSampledHeader()).isTrue();
      assertThat(cursor.headerProtocol()).isEqualTo(1);
      assertThat(cursor.frameLength()).isEqualTo(72);
      assertThat(cursor.stripped()).isZero();
      assertThat(cursor.headerLength()).isEqualTo(68);
      assertThat(Bytes.of(segment, cursor.headerOffset(), 6))
          .isEqualTo(Bytes.parseHex("001122334455"));
      assertThat(cursor.recordEnterprise()).isEqualTo(DatagramCursor.OLDER);
      for (int tag : new int[] {1001, 1002}) {
        assertThat(cursor.nextRecord()).isTrue();
        assertThat(cursor.recordTag()).isEqualTo(tag);
      }
      for (int format : new int[] {1003, 1004, 1005}) {
        assertThat(cursor.nextRecord()).isTrue();
        assertThat(cursor.isSampledHeader()).isFalse();
        assertThat(cursor.recordEnterprise()).isEqualTo(DatagramCursor.OLDER);
        assertThat(cursor.recordFormat()).isEqualTo(format);
      }
      assertThat(cursor.nextRecord()).isFalse();
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.sampleKind()).isEqualTo(SampleKind.COUNTERS);
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.recordTag()).isEqualTo(1);
      assertThat(cursor.isSampledHeader()).isFalse();
      var numbers = new long[32];
      Objects.requireNonNull(Structures.standard().counterRecord(0, 1))
          .readNumbers(
              segment, cursor.recordOffset(), cursor.recordLength(), numbers, new boolean[32]);
      assertThat(numbers[2]).isEqualTo(15_480_970_995L);
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.recordTag()).isEqualTo(2);
      assertThat(cursor.nextRecord()).isFalse();
      assertThat(cursor.nextSample()).isFalse();
      assertThat(cursor.error()).isEqualTo(DecodeError.NONE);
      assertThat(cursor.trailingBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void givesNoRecordOfAnotherLayoutToAStructureOfVersion5(int version) throws SflowException {
      var segment = Corpus.segment(bytes(version));
      var read = new ArrayList<Object>();
      cursor.wrap(segment);
      while (cursor.nextSample()) {
        while (cursor.nextRecord()) {
          Structure<?> structure =
              cursor.sampleKind() == SampleKind.FLOW
                  ? Structures.standard()
                      .flowRecord(cursor.recordEnterprise(), cursor.recordFormat())
                  : Structures.standard()
                      .counterRecord(cursor.recordEnterprise(), cursor.recordFormat());
          if (structure != null) {
            read.add(structure.decode(segment, cursor.recordOffset(), cursor.recordLength()));
          }
        }
      }
      List<Object> whole =
          decode(bytes(version)).samples().stream()
              .<Object>flatMap(sample -> DatagramCheck.records(sample).stream())
              .toList();
      assertThat(read).hasSize(4); // all but the header, gateway, user and URL
      assertThat(whole).hasSize(8).containsAll(read);
    }

    @Test
    void ofVersion5IsNotTakenForOneOfThem() throws MalformedDatagramException {
      var unknown = new UnknownFlowRecord(DatagramCursor.OLDER, 1003, Bytes.of(new byte[28]));
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
              List.of(unknown),
              List.of());
      var datagram = new Datagram(5, Address.UNKNOWN, 0, 1, 2, List.of(sample));
      assertThat(decode(datagram.encode())).isEqualTo(datagram);
    }

    @Test
    void findsTheNextSampleWithoutReadingRecords() {
      cursor.wrap(Corpus.segment(bytes(4)));
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.sampleKind()).isEqualTo(SampleKind.COUNTERS);
    }

    @Test
    void readsSeveralOutputs() {
      int[] sample = {
        1,
        1,
        3,
        100,
        1,
        0,
        0x4000_0001,
        0x8000_0003, // two bits that version 5 takes for a format
        2,
        60,
        6,
        0x0a000001,
        0x0a000002,
        1,
        2,
        3,
        4,
        0
      };
      cursor.wrap(Corpus.segment(datagram(sample)));
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.inputFormat()).isZero();
      assertThat(cursor.inputValue()).isEqualTo(0x4000_0001L);
      assertThat(cursor.outputFormat()).isEqualTo(2);
      assertThat(cursor.outputValue()).isEqualTo(3);
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.recordTag()).isEqualTo(3);
      assertThat(cursor.recordLength()).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void knowsTheCountersOfEveryType(int type) {
      var sample = new int[5 + 42];
      sample[0] = 2;
      sample[4] = type;
      int[][] tags = {{1}, {1, 2}, {1, 3}, {1}, {1, 4}, {1}, {5}};
      cursor.wrap(Corpus.segment(datagram(sample)));
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.recordCount()).isEqualTo(tags[type - 1].length);
      for (int tag : tags[type - 1]) {
        assertThat(cursor.nextRecord()).isTrue();
        assertThat(cursor.recordTag()).isEqualTo(tag);
      }
      assertThat(cursor.nextRecord()).isFalse();
    }

    @Test
    void stopsAtWhatItDoesNotKnow() {
      cursor.wrap(Corpus.segment(datagram(3, 0, 0, 0, 0, 0, 0, 0)));
      assertThat(cursor.nextSample()).isFalse();
      assertThat(cursor.error()).isEqualTo(DecodeError.UNKNOWN_FORMAT);
      assertThat(cursor.errorOffset()).isEqualTo(24);

      int[] extended = {
        1, 1, 3, 100, 1, 0, 1, 2, 2, 60, 6, 0x0a000001, 0x0a000002, 1, 2, 3, 4, 2, 1, 1, 2, 3, 4, 9
      };
      cursor.wrap(Corpus.segment(datagram(extended)));
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.recordCount()).isEqualTo(3);
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.recordTag()).isEqualTo(1001);
      assertThat(cursor.nextRecord()).isFalse();
      assertThat(cursor.nextSample()).isFalse();
      assertThat(cursor.error()).isEqualTo(DecodeError.UNKNOWN_FORMAT);
      assertThat(cursor.errorOffset()).isEqualTo(24 + 4 * 23);
    }
  }

  @Test
  void keepWhatIsCompleteOfADatagramCutShort() {
    byte[] bytes = bytes(4);
    assertThatThrownBy(() -> decode(Arrays.copyOf(bytes, bytes.length - 4)))
        .isInstanceOfSatisfying(
            MalformedDatagramException.class,
            e -> {
              assertThat(e.error()).isEqualTo(DecodeError.TRUNCATED);
              List<Sample> samples = e.partial().orElseThrow().samples();
              assertThat(((FlowSample) samples.get(0)).records()).hasSize(6);
              assertThat(((CountersSample) samples.get(1)).records())
                  .singleElement()
                  .isInstanceOf(IfCounters.class);
            });
  }

  @Nested
  class Encode {
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void givesTheSameBytes(int version) throws MalformedDatagramException {
      assertThat(decode(bytes(version)).encode()).isEqualTo(bytes(version));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void keepsTheCountersType(int type) throws MalformedDatagramException {
      var sample = new int[5 + 42];
      sample[0] = 2;
      sample[3] = 30;
      sample[4] = type;
      assertThat(decode(datagram(sample)).encode()).isEqualTo(datagram(sample));
    }

    @Test
    void findsACountersTypeForSamplesMadeByHand() throws MalformedDatagramException {
      var ethernet = new EthernetCounters(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
      var counters = (CountersSample) decode(bytes(4)).samples().get(1);
      var sample =
          new CountersSample(
              false,
              1,
              new DataSource(0, 1),
              List.of(counters.records().get(0), ethernet),
              List.of());
      byte[] bytes = new Datagram(4, Address.UNKNOWN, 0, 1, 2, List.of(sample)).encode();
      assertThat(ByteBuffer.wrap(bytes).getInt(20 + 16)).isEqualTo(2);
      assertThat(((CountersSample) decode(bytes).samples().getFirst()).records())
          .isEqualTo(sample.records());
    }

    @Test
    void refusesWhatTheyDoNotHave() {
      var unknown = new UnknownSample(0, 9, Bytes.EMPTY);
      assertThatThrownBy(() -> new Datagram(4, Address.UNKNOWN, 0, 1, 2, List.of(unknown)).encode())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("version 4");
    }
  }
}
