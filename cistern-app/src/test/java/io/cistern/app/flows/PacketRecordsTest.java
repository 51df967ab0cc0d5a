package io.cistern.app.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.flowtrack.FlowDetails;
import io.cistern.flowtrack.IpAddress;
import io.cistern.flowtrack.Observation;
import io.cistern.flowtrack.TunnelKind;
import io.cistern.protodecode.HeaderDecoder;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketRecordsTest {
  private static final String MACS = "020000000002 020000000001";
  private static final String IP = "45000028 00010000 40060000 c0000201 c6336407";
  private static final String TCP = "1f900016 00000001 00000000 50020000 00000000";
  private static final String IPV4_RECORD =
      "00000028 00000006 c0000201 c6336407 00001f90 00000016 00000012 00000008";
  private static final String IPV6_RECORD =
      "00000100 00000011 20010db8000000000000000000000001 20010db8000000000000000000000002"
          + "00000035 00000036 00000000 000000b8";

  private final Observation o = new Observation();
  private final PacketRecords records = new PacketRecords(o);
  private final byte[] sample = new byte[4096]; // of which all records are
  private int end;

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private void begin() {
    o.clear();
    records.begin();
  }

  private void header(String hex) {
    byte[] b = bytes(hex);
    records.header(HeaderDecoder.ETHERNET, 100, 4, MemorySegment.ofArray(b), 0, b.length);
  }

  private void record(int tag, String hex) {
    byte[] b = bytes(hex);
    System.arraycopy(b, 0, sample, end, b.length);
    records.record(tag, MemorySegment.ofArray(sample), end, b.length);
    end += b.length;
  }

  /// What a record beside a whole header tells.
  private FlowDetails beside(int tag, String hex) {
    begin();
    header(MACS + "0800" + IP + TCP);
    record(tag, hex);
    assertThat(records.end()).isTrue();
    return o.details();
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  @Nested
  class Headers {
    @Test
    void tellWhatTheyHaveWhateverRecordsSay() {
      begin();
      record(3, IPV4_RECORD.replace("00000016 00000012", "00000017 00000001"));
      header(MACS + "81006064 0800" + IP + TCP);
      record(1001, "00000007 00000001 00000008 00000002");
      assertThat(records.end()).isTrue();
      assertThat(o.destinationPort()).isEqualTo(22);
      assertThat(o.tcpFlags()).isEqualTo(2);
      assertThat(o.vlan()).isEqualTo(100);
      assertThat(o.details().vlanPriority()).isEqualTo(3);
      assertThat(o.details().sourceMac()).isEqualTo(0x0200_0000_0001L);
    }

    @Test
    void thatAreCutAreCompletedByTheRecordOfTheSamePacket() {
      begin();
      header(MACS + "0800" + IP);
      record(3, IPV4_RECORD);
      assertThat(records.end()).isTrue();
      assertThat(o.sourcePort()).isEqualTo(8080);
      assertThat(o.destinationPort()).isEqualTo(22);
      assertThat(o.tcpFlags()).isEqualTo(18);
      assertThat(o.frameLengthBytes()).isEqualTo(96);
    }

    @Test
    void thatAreCutAreNotCompletedByAnotherPacket() {
      begin();
      header(MACS + "0800" + IP);
      record(3, IPV4_RECORD.replace("c6336407", "c6336408"));
      assertThat(records.end()).isTrue();
      assertThat(o.destinationPort()).isEqualTo(-1);
      assertThat(o.tcpFlags()).isEqualTo(-1);
    }

    @Test
    void thatAreUselessLeaveItToTheRecord() {
      begin();
      header(MACS + "9999 0001");
      record(4, IPV6_RECORD);
      assertThat(records.end()).isTrue();
      assertThat(o.ipVersion()).isEqualTo(6);
      assertThat(o.sourceLow()).isEqualTo(1);
      assertThat(o.destinationLow()).isEqualTo(2);
      assertThat(o.protocol()).isEqualTo(17);
      assertThat(o.sourcePort()).isEqualTo(53);
      assertThat(o.trafficClass()).isEqualTo(0xb8);
      assertThat(o.frameLengthBytes()).as("the header's").isEqualTo(96);
    }

    @Test
    void withOnlyAPriorityHaveNoVlan() {
      begin();
      header(MACS + "8100a000 0800" + IP + TCP);
      assertThat(records.end()).isTrue();
      assertThat(o.vlan()).isEqualTo(-1);
      assertThat(o.details().vlanPriority()).isEqualTo(5);
    }

    @Test
    void ofPseudowiresShowThePacketInside() {
      begin();
      header(MACS + "8847 00010140 00000007" + MACS + "0800" + IP + TCP);
      assertThat(records.end()).isTrue();
      assertThat(o.ipVersion()).isEqualTo(4);
      assertThat(o.destinationPort()).isEqualTo(22);
      assertThat(o.details().tunnel()).isEqualTo(TunnelKind.PSEUDOWIRE);
      assertThat(o.details().tunnelId()).isEqualTo(16);
    }
  }

  @Nested
  class Samples {
    @Test
    void ofTransactionsAreNoPackets() {
      begin();
      record(2202, "00".repeat(48));
      record(1001, "00000007 00000001 00000008 00000002");
      assertThat(records.end()).isFalse();
    }

    @Test
    void haveTheLengthOfSampledEthernetLessItsFcs() {
      begin();
      record(2, "000003e8 020000000001 0000 020000000002 0000 000086dd");
      record(4, IPV6_RECORD);
      assertThat(records.end()).isTrue();
      assertThat(o.frameLengthBytes()).isEqualTo(996);
      assertThat(records.frameBytes()).isEqualTo(996);
      assertThat(o.details().destinationMac()).isEqualTo(0x0200_0000_0002L);
      assertThat(o.details().etherType()).isEqualTo(0x86dd);
    }

    @Test
    void mayHaveMacsWithoutPadding() {
      begin();
      record(2, "00000040 020000000001 020000000002 00000806");
      assertThat(records.end()).isTrue();
      assertThat(o.details().sourceMac()).isEqualTo(0x0200_0000_0001L);
      assertThat(o.details().destinationMac()).isEqualTo(0x0200_0000_0002L);
      assertThat(o.details().etherType()).isEqualTo(0x806);
      assertThat(o.ipVersion()).isZero();
    }
  }

  @Nested
  class Vlans {
    @ParameterizedTest
    @CsvSource({
      "64, 2, c8, 3, 100, 2",
      "ffffffff, ffffffff, c8, 3, 200, 3",
      "0, 0, 0, 0, -1, -1",
      "64, ffffffff, 0, 0, 100, -1"
    })
    void comeFromTheSourceElseTheDestination(
        String from, String fromPriority, String to, String toPriority, int vlan, int priority) {
      String record = "";
      for (String word : new String[] {from, fromPriority, to, toPriority}) {
        record += "0".repeat(8 - word.length()) + word;
      }
      assertThat(beside(1001, record).vlanPriority()).isEqualTo(priority);
      assertThat(o.vlan()).isEqualTo(vlan);
    }

    @Test
    void ofTheIngressStackAreBelievedFirst() {
      begin();
      header(MACS + "0800" + IP + TCP);
      record(1035, "00000001 8100000a");
      record(1034, "00000002 88a8e00b 8100000c");
      record(1001, "00000007 00000001 00000008 00000002");
      assertThat(records.end()).isTrue();
      assertThat(o.vlan()).isEqualTo(11);
      assertThat(o.details().vlanPriority()).isEqualTo(7);
      assertThat(o.details().innerVlan()).isEqualTo(12);
    }
  }

  @Nested
  class Routes {
    @Test
    void areThoseOfExtendedRouter() {
      var details = beside(1002, "00000001 c0000263 00000018 00000000");
      assertThat(details.nextHop()).isEqualTo(ip("192.0.2.99"));
      assertThat(details.sourcePrefixLength()).isEqualTo(24);
      assertThat(details.destinationPrefixLength()).as("0 is not known").isEqualTo(-1);
      details = beside(1002, "00000002 20010db8000000000000000000000009 ffffffff 00000040");
      assertThat(details.nextHop()).isEqualTo(ip("2001:db8::9"));
      assertThat(details.sourcePrefixLength()).isEqualTo(-1);
      assertThat(details.destinationPrefixLength()).isEqualTo(64);
      assertThat(beside(1002, "00000000 00000018 00000018").nextHop()).isEqualTo(IpAddress.NONE);
    }

    @Test
    void endInTheLastSystemOfTheLastSegment() {
      String gateway =
          "00000000 00000001 00000002 00000003"
              + "00000002 00000002 00000002 0000000a 0000000b 00000001 00000001 0000000c"
              + "00000000 00000064";
      var details = beside(1003, gateway);
      assertThat(details.sourceAs()).isEqualTo(2);
      assertThat(details.sourcePeerAs()).isEqualTo(3);
      assertThat(details.destinationPeerAs()).isEqualTo(10);
      assertThat(details.destinationAs()).isEqualTo(12);
    }

    @Test
    void ofVersion2AreAFlatPath() {
      int older = 0xf_ffff << 12 | 1003;
      var details = beside(older, "00000001 00000002 00000003 00000002 0000fde9 0000fdea");
      assertThat(details.destinationPeerAs()).isEqualTo(65_001);
      assertThat(details.destinationAs()).isEqualTo(65_002);
    }

    @Test
    void areNotKnownWhereThePathIsEmpty() {
      var details = beside(1003, "00000000 00000001 00000000 00000000 00000000 00000000 00000000");
      assertThat(details.sourceAs()).isEqualTo(-1);
      assertThat(details.destinationAs()).isEqualTo(-1);
    }

    @Test
    void leadThroughNat() {
      var details = beside(1007, "00000001 0a000001 00000001 0a000002");
      assertThat(details.translatedSource()).isEqualTo(ip("10.0.0.1"));
      assertThat(details.translatedDestination()).isEqualTo(ip("10.0.0.2"));
      assertThat(beside(1020, "00000400 00000401").translatedDestinationPort()).isEqualTo(1025);
    }

    @Test
    void leadThroughQueues() {
      assertThat(beside(1036, "00000003").queue()).isEqualTo(3);
      assertThat(beside(4413 << 12 | 1, "00000004").queue()).isEqualTo(4);
      assertThat(beside(1039, "ffffffff").maxTransitDelayNanos()).isEqualTo(0xffffffffL);
      assertThat(beside(1040, "00000000").maxQueueDepthBytes()).isZero();
    }
  }

  @Nested
  class Tunnels {
    @Test
    void haveTheEndsThatRecordsTell() {
      String outer =
          "00000100 00000011 c0000263 c0000264 0000c000 000012b5 00000000 00000000"; // to VXLAN
      begin();
      header(MACS + "0800" + IP + TCP);
      record(1029, "00000007");
      record(1030, "00000008");
      record(1023, outer);
      assertThat(records.end()).isTrue();
      var details = o.details();
      assertThat(o.vni()).as("the ingress's").isEqualTo(8);
      assertThat(details.tunnel()).isEqualTo(TunnelKind.VXLAN);
      assertThat(details.tunnelId()).isEqualTo(8);
      assertThat(details.tunnelSource()).isEqualTo(ip("192.0.2.99"));
      assertThat(details.tunnelDestination()).isEqualTo(ip("192.0.2.100"));
      assertThat(details.inner().source()).isEqualTo(ip("192.0.2.1"));
      assertThat(details.inner().destinationPort()).isEqualTo(22);
    }

    @Test
    void ofIpv6HaveThemToo() {
      var details = beside(1026, IPV6_RECORD);
      assertThat(details.tunnelSource()).isEqualTo(ip("2001:db8::1"));
      assertThat(details.tunnelDestination()).isEqualTo(ip("2001:db8::2"));
    }

    @Test
    void ofLabelsAreKnownByThem() {
      var details = beside(1006, "00000000 00000001 0002a1ff 00000000");
      assertThat(details.tunnel()).isEqualTo(TunnelKind.MPLS);
      assertThat(details.tunnelId()).isEqualTo(42);
      assertThat(beside(1006, "00000000 00000000 00000001 0002b1ff").tunnelId()).isEqualTo(43);
      details = beside(1009, "00000003 61626300 00000007 00000000");
      assertThat(details.tunnel()).isEqualTo(TunnelKind.PSEUDOWIRE);
      assertThat(details.tunnelId()).isEqualTo(7);
    }
  }

  @Nested
  class HostileBytes {
    private static final int[] TAGS = {
      2,
      3,
      4,
      1001,
      1002,
      1003,
      1006,
      1007,
      1009,
      1012,
      1020,
      1023,
      1024,
      1025,
      1026,
      1029,
      1030,
      1034,
      1035,
      1036,
      1039,
      1040,
      0xf_ffff << 12 | 1003,
      4413 << 12 | 1
    };

    /* A record that is read beyond its end leaves its segment, which throws. */
    @Test
    void areReadWithinTheirRecord() {
      long seed = Long.getLong("cistern.seed", System.nanoTime());
      System.out.println("PacketRecordsTest: -Dcistern.seed=" + seed);
      var random = new SplittableRandom(seed);
      for (int round = 0; round < 200; round++) {
        for (int tag : TAGS) {
          for (int length = 0; length <= 64; length++) {
            byte[] b = new byte[length];
            random.nextBytes(b);
            for (int i = 0; i < length; i++) { // counts and types are small
              b[i] = (i & 3) < 3 && random.nextInt(4) > 0 ? 0 : (byte) (b[i] & 7);
            }
            begin();
            records.record(tag, MemorySegment.ofArray(b), 0, length);
            if (records.end()) {
              assertThat(records.frameBytes()).isGreaterThanOrEqualTo(-1);
            }
            o.details();
          }
        }
      }
    }
  }
}
