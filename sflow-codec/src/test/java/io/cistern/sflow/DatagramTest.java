package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.ExtendedEgressQueue;
import io.cistern.sflow.record.ExtendedSwitch;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.HostCpu;
import io.cistern.sflow.record.PortName;
import io.cistern.sflow.record.SampledHeader;
import io.cistern.sflow.record.UnknownCounterRecord;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatagramTest {
  private static Datagram decode(byte[] bytes) throws MalformedDatagramException {
    return Datagram.decode(MemorySegment.ofArray(bytes));
  }

  @Nested
  class Decode {
    @Test
    void carriesWhatCouldBeRead() {
      byte[] bytes = sampleOf(new ExtendedSwitch(1, 2, 3, 4), new ExtendedEgressQueue(5)).encode();
      assertThatThrownBy(() -> decode(Arrays.copyOf(bytes, bytes.length - 2)))
          .isInstanceOfSatisfying(
              MalformedDatagramException.class,
              e -> {
                assertThat(e.error()).isEqualTo(DecodeError.TRUNCATED);
                assertThat(e.offset()).isEqualTo(24);
                assertThat(((FlowSample) e.partial().orElseThrow().samples().getFirst()).records())
                    .containsExactly(new ExtendedSwitch(1, 2, 3, 4));
              });
    }

    @Test
    void namesNetflow() {
      byte[] bytes = HexFormat.of().parseHex("0005001e00000000");
      assertThatThrownBy(() -> decode(bytes))
          .hasMessage(
              "not an sFlow datagram: NetFlow v5: offset=0, value=327710, limit=5, length=8");
    }

    @Test
    void sharesNothingWithItsBytes() throws MalformedDatagramException {
      byte[] bytes = sampleOf(new SampledHeader(1, 64, 4, Bytes.of((byte) 1, (byte) 2))).encode();
      Datagram datagram = decode(bytes);
      Arrays.fill(bytes, (byte) 0);
      assertThat(datagram.samples())
          .isEqualTo(sampleOf(new SampledHeader(1, 64, 4, Bytes.of((byte) 1, (byte) 2))).samples());
    }
  }

  @Nested
  class Encode {
    static Stream<byte[]> all() {
      return Corpus.all().stream().flatMap(capture -> capture.datagrams().stream());
    }

    @ParameterizedTest
    @MethodSource("all")
    void givesTheSameBytes(byte[] bytes) {
      Datagram datagram;
      try {
        datagram = decode(bytes);
      } catch (MalformedDatagramException _) {
        return; // which ones are malformed, SflowtoolAgreementTest knows
      }
      assertThat(HexFormat.of().formatHex(datagram.encode()))
          .isEqualTo(HexFormat.of().formatHex(bytes));
    }

    @Test
    void refusesNumbersThatDoNotFit() {
      var tooLarge = new CountersSample(false, 1, new DataSource(0, 1 << 24), List.of(), List.of());
      assertThatThrownBy(() -> datagram(tooLarge).encode())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("compact");
      assertThatThrownBy(() -> sampleOf(new ExtendedEgressQueue(1L << 32)).encode())
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsShortRecordsShort() throws MalformedDatagramException {
      var cpu = new HostCpu(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, -1, -1, -1);
      var sample = new CountersSample(true, 1, new DataSource(2, 1), List.of(cpu), List.of());
      byte[] bytes = datagram(sample).encode();
      assertThat(bytes).hasSize(24 + 8 + 16 + 8 + 68);
      assertThat(decode(bytes).samples()).containsExactly(sample);
    }

    @Test
    void keepsTextThatIsNoUtf8() throws MalformedDatagramException {
      byte[] latin1 = {
        'Z', (byte) 0xfc, 'r', 'i', (byte) 0xef, (byte) 0xbe, (byte) 0x80, (byte) 0xc3
      };
      var record =
          new UnknownCounterRecord(0, 1005, Bytes.of(concat(new byte[] {0, 0, 0, 8}, latin1)));
      var sample = new CountersSample(false, 1, new DataSource(0, 1), List.of(record), List.of());
      byte[] bytes = datagram(sample).encode();
      Datagram decoded = decode(bytes);
      assertThat(((CountersSample) decoded.samples().getFirst()).records().getFirst())
          .isInstanceOf(PortName.class);
      assertThat(decoded.encode()).isEqualTo(bytes);
    }
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static Datagram sampleOf(FlowRecord... records) {
    return datagram(
        new FlowSample(
            false,
            1,
            new DataSource(0, 1),
            1,
            1,
            0,
            new PacketInterface(0, 1),
            new PacketInterface(0, 2),
            List.of(records),
            List.of()));
  }

  private static Datagram datagram(Sample sample) {
    return new Datagram(5, Address.UNKNOWN, 0, 1, 2, List.of(sample));
  }
}
