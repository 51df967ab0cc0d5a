package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.ExtendedSwitch;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.SampledHeader;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramCursorTest {
  private static final Bytes PACKET = Bytes.parseHex("00112233445566778899aabb0800");

  private final DatagramCursor cursor = new DatagramCursor();

  private static byte[] datagram(Address agent, Sample... samples) {
    return new Datagram(5, agent, 7, 42, 0xffff_ffffL, List.of(samples)).encode();
  }

  private static FlowSample flow(boolean expanded, FlowRecord... records) {
    return new FlowSample(
        expanded,
        9,
        new DataSource(1, 100),
        512,
        0xffff_fff0L,
        3,
        new PacketInterface(0, 0x3fff_ffff),
        new PacketInterface(2, 7),
        List.of(records),
        List.of());
  }

  private static byte[] golden() {
    return datagram(
        Address.ipv4(0xc633_6407L),
        flow(false, new ExtendedSwitch(1, 2, 3, 4), new SampledHeader(1, 64, 4, PACKET)));
  }

  private boolean wrap(byte[] bytes) {
    return cursor.wrap(Corpus.segment(bytes));
  }

  @Nested
  class Wrap {
    @Test
    void readsTheHeader() {
      assertThat(wrap(golden())).isTrue();
      assertThat(cursor.version()).isEqualTo(5);
      assertThat(cursor.agentAddressType()).isEqualTo(1);
      assertThat(cursor.agentAddressHigh()).isZero();
      assertThat(cursor.agentAddressLow()).isEqualTo(0xc633_6407L);
      assertThat(cursor.subAgentId()).isEqualTo(7);
      assertThat(cursor.sequenceNumber()).isEqualTo(42);
      assertThat(cursor.uptimeMillis()).isEqualTo(0xffff_ffffL);
      assertThat(cursor.sampleCount()).isEqualTo(1);
    }

    @Test
    void readsIpv6AndUnknownAgents() {
      assertThat(wrap(datagram(Address.ipv6(0x2001_0db8_0000_0000L, 1)))).isTrue();
      assertThat(cursor.agentAddressHigh()).isEqualTo(0x2001_0db8_0000_0000L);
      assertThat(cursor.agentAddressLow()).isEqualTo(1);
      assertThat(cursor.subAgentId()).isEqualTo(7);
      assertThat(wrap(datagram(Address.UNKNOWN))).isTrue();
      assertThat(cursor.agentAddressLow()).isZero();
      assertThat(cursor.sequenceNumber()).isEqualTo(42);
    }

    @Test
    void readsADatagramInsideASegment() {
      byte[] bytes = golden();
      var buffer = new byte[bytes.length + 20];
      System.arraycopy(bytes, 0, buffer, 11, bytes.length);
      assertThat(cursor.wrap(MemorySegment.ofArray(buffer), 11, bytes.length)).isTrue();
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(Bytes.of(MemorySegment.ofArray(buffer), cursor.headerOffset(), 14))
          .isEqualTo(PACKET);
    }

    @ParameterizedTest
    @CsvSource({"00050018, 5", "00090002, 9", "000a0100, 10", "00010001, 1", "47455420, 0"})
    void namesNetflow(String start, int version) {
      byte[] bytes = new byte[48];
      System.arraycopy(HexFormat.of().parseHex(start), 0, bytes, 0, 4);
      assertThat(wrap(bytes)).isFalse();
      assertThat(cursor.error()).isEqualTo(DecodeError.NOT_SFLOW);
      assertThat(cursor.netflowVersion()).isEqualTo(version);
    }

    @Test
    void forgetsTheDatagramBefore() {
      wrap(new byte[3]);
      assertThat(cursor.error()).isEqualTo(DecodeError.TRUNCATED);
      assertThat(cursor.subAgentId()).isZero();
      assertThat(wrap(golden())).isTrue();
      assertThat(cursor.error()).isEqualTo(DecodeError.NONE);
    }
  }

  @Nested
  class NextSample {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsBothForms(boolean expanded) {
      wrap(datagram(Address.UNKNOWN, flow(expanded)));
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.sampleKind()).isEqualTo(SampleKind.FLOW);
      assertThat(cursor.isExpanded()).isEqualTo(expanded);
      assertThat(cursor.sampleSequenceNumber()).isEqualTo(9);
      assertThat(cursor.sourceClass()).isEqualTo(1);
      assertThat(cursor.sourceIndex()).isEqualTo(100);
      assertThat(cursor.samplingRate()).isEqualTo(512);
      assertThat(cursor.samplePool()).isEqualTo(0xffff_fff0L);
      assertThat(cursor.drops()).isEqualTo(3);
      assertThat(cursor.inputFormat()).isZero();
      assertThat(cursor.inputValue()).isEqualTo(0x3fff_ffff);
      assertThat(cursor.outputFormat()).isEqualTo(2);
      assertThat(cursor.outputValue()).isEqualTo(7);
      assertThat(cursor.recordCount()).isZero();
      assertThat(cursor.nextRecord()).isFalse();
      assertThat(cursor.nextSample()).isFalse();
      assertThat(cursor.error()).isEqualTo(DecodeError.NONE);
    }

    @Test
    void doesNotMaskExpandedInterfaces() {
      var arista =
          new FlowSample(
              true,
              1,
              new DataSource(0, 1_285_816_721L),
              1,
              1,
              0,
              new PacketInterface(0, 1_285_816_721L),
              new PacketInterface(0, 0xffff_fffeL),
              List.of(),
              List.of());
      wrap(datagram(Address.UNKNOWN, arista));
      cursor.nextSample();
      assertThat(cursor.sourceIndex()).isEqualTo(1_285_816_721L);
      assertThat(cursor.inputValue()).isEqualTo(1_285_816_721L);
      assertThat(cursor.outputValue()).isEqualTo(0xffff_fffeL);
    }

    @Test
    void readsDiscardedPackets() {
      var packet =
          new DiscardedPacket(
              5,
              new DataSource(0, 4),
              6,
              7,
              8,
              258,
              List.of(new SampledHeader(1, 64, 4, PACKET)),
              List.of());
      wrap(datagram(Address.UNKNOWN, packet));
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.sampleKind()).isEqualTo(SampleKind.DISCARDED_PACKET);
      assertThat(cursor.sourceIndex()).isEqualTo(4);
      assertThat(cursor.drops()).isEqualTo(6);
      assertThat(cursor.inputValue()).isEqualTo(7);
      assertThat(cursor.outputValue()).isEqualTo(8);
      assertThat(DiscardReason.of(cursor.discardReason())).contains(DiscardReason.ACL);
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.headerLength()).isEqualTo(14);
    }

    @Test
    void stepsOverUnknownSamples() {
      wrap(
          datagram(
              Address.UNKNOWN,
              new UnknownSample(9999, 3, Bytes.parseHex("0102030405")),
              flow(true)));
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.sampleKind()).isEqualTo(SampleKind.UNKNOWN);
      assertThat(cursor.sampleEnterprise()).isEqualTo(9999);
      assertThat(cursor.sampleFormat()).isEqualTo(3);
      assertThat(cursor.sampleLength()).isEqualTo(5);
      assertThat(cursor.nextRecord()).isFalse();
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.sampleKind()).isEqualTo(SampleKind.FLOW);
    }

    @Test
    void stepsOverASampleTooShortForItself() {
      byte[] bytes = datagram(Address.UNKNOWN, new UnknownSample(0, 1, PACKET), flow(true));
      wrap(bytes); // a flow sample of 14 bytes
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.sampleSequenceNumber()).isEqualTo(9);
      assertThat(cursor.error()).isEqualTo(DecodeError.BAD_LENGTH);
      assertThat(cursor.errorOffset()).isEqualTo(24);
    }

    @Test
    void countsTrailingBytes() {
      byte[] bytes = golden();
      wrap(Arrays.copyOf(bytes, bytes.length + 11));
      while (cursor.nextSample()) {}
      assertThat(cursor.trailingBytes()).isEqualTo(11);
      assertThat(cursor.error()).isEqualTo(DecodeError.NONE);
    }

    @Test
    void stopsAtItsCap() {
      var bytes = ByteBuffer.allocate(24 + 8 * 2000);
      bytes.putInt(5).putInt(0).putInt(0).putInt(0).putInt(0).putInt(2000);
      while (bytes.remaining() >= 8) {
        bytes.putInt(4000).putInt(0);
      }
      wrap(bytes.array());
      int samples = 0;
      while (cursor.nextSample()) {
        samples++;
      }
      assertThat(samples).isEqualTo(DatagramCursor.MAX_SAMPLES);
      assertThat(cursor.error()).isEqualTo(DecodeError.BAD_COUNT);
    }
  }

  @Nested
  class NextRecord {
    @Test
    void readsTheSampledHeader() {
      wrap(golden());
      cursor.nextSample();
      assertThat(cursor.recordCount()).isEqualTo(2);
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.recordTag()).isEqualTo(1001);
      assertThat(cursor.isSampledHeader()).isFalse();
      assertThat(cursor.headerLength()).isZero();
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.isSampledHeader()).isTrue();
      assertThat(cursor.headerProtocol()).isEqualTo(1);
      assertThat(cursor.frameLength()).isEqualTo(64);
      assertThat(cursor.stripped()).isEqualTo(4);
      assertThat(cursor.headerLength()).isEqualTo(14);
      assertThat(cursor.nextRecord()).isFalse();
    }

    @Test
    void deliversWhatIsCompleteOfADatagramCutShort() {
      byte[] bytes = golden();
      wrap(Arrays.copyOf(bytes, bytes.length - 6));
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.recordTag()).isEqualTo(1001);
      assertThat(cursor.nextRecord()).isFalse();
      assertThat(cursor.nextSample()).isFalse();
      assertThat(cursor.error()).isEqualTo(DecodeError.TRUNCATED);
    }

    @Test
    void deliversARecordThatLeavesItsSampleButNotTheDatagram() {
      byte[] bytes =
          datagram(Address.UNKNOWN, flow(false, new ExtendedSwitch(1, 2, 3, 4)), flow(true));
      ByteBuffer.wrap(bytes).putInt(24 + 4, 32 + 8 + 8); // the sample is 8 bytes short
      wrap(bytes);
      assertThat(cursor.nextSample()).isTrue();
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.recordLength()).isEqualTo(16);
      assertThat(cursor.nextRecord()).isFalse();
      assertThat(cursor.error()).isEqualTo(DecodeError.BAD_LENGTH);
    }

    @Test
    void clampsTheHeaderToItsRecord() {
      byte[] bytes = golden();
      ByteBuffer.wrap(bytes).putInt(bytes.length - 20, 4096);
      wrap(bytes);
      cursor.nextSample();
      cursor.nextRecord();
      assertThat(cursor.nextRecord()).isTrue();
      assertThat(cursor.headerLength()).isEqualTo(16); // the record's padding is taken for header
      assertThat(cursor.error()).isEqualTo(DecodeError.BAD_LENGTH);
    }
  }
}
