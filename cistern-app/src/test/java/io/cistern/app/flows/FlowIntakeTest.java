package io.cistern.app.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.flowtrack.FlowTrackerOptions;
import io.cistern.protodecode.HeaderDecoder;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlowIntakeTest {
  private static final String MACS = "020000000002020000000001";
  private static final String IP_OF_1500 = "450005dc0001000040060000c0000201c6336407";
  private static final String TCP = "1f90001600000001000000005010000000000000";

  private final FlowIntake flows = new FlowIntake(FlowTrackerOptions.defaults());

  /// The frame's length on the wire of which the agent says `frameLength` and `stripped`.
  private long frameBytes(int protocol, String header, long frameLength, long stripped) {
    byte[] bytes = HexFormat.of().parseHex(header);
    flows.begin(1, 0, 0, 1);
    flows.header(protocol, frameLength, stripped, MemorySegment.ofArray(bytes), 0, bytes.length);
    return flows.end();
  }

  @Nested
  class FrameLength {
    private static final String FRAME = MACS + "0800" + IP_OF_1500 + TCP;

    @Test
    void isTheAgentsLessTheFcsThatWasStripped() {
      assertThat(frameBytes(HeaderDecoder.ETHERNET, FRAME, 1518, 4)).isEqualTo(1514);
      assertThat(frameBytes(HeaderDecoder.ETHERNET, FRAME, 1514, 0)).isEqualTo(1514);
    }

    @Test
    void countsPaddingThatIpDoesNot() {
      String small = MACS + "0800" + "450000280001000040060000c0000201c6336407" + TCP;
      assertThat(frameBytes(HeaderDecoder.ETHERNET, small, 64, 4)).isEqualTo(60);
    }

    @Test
    void isNoShorterThanThePacketInIt() {
      assertThat(frameBytes(HeaderDecoder.ETHERNET, FRAME, 128, 0)).isEqualTo(1514);
      assertThat(frameBytes(HeaderDecoder.IPV4, IP_OF_1500 + TCP, 128, 0)).isEqualTo(1500);
    }

    @Test
    void isTheAgentsWhereThereIsNoIp() {
      assertThat(frameBytes(HeaderDecoder.ETHERNET, MACS + "9000" + "00".repeat(46), 64, 4))
          .isEqualTo(60);
    }

    @Test
    void hasNoFcsWhereOnlyEthernetWasStripped() {
      assertThat(frameBytes(HeaderDecoder.IPV4, IP_OF_1500 + TCP, 1514, 14)).isEqualTo(1514);
    }
  }
}
