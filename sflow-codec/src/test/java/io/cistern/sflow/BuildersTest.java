package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.ExtendedEgressQueue;
import io.cistern.sflow.record.PortName;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BuildersTest {
  private static final Leftover LEFTOVER = Leftover.length(1, 20);
  private static final DataSource SOURCE = DataSource.ifIndex(7);

  private static final FlowSample FLOW =
      new FlowSample(
          true,
          1,
          SOURCE,
          2,
          3,
          4,
          PacketInterface.ifIndex(5),
          PacketInterface.several(6),
          List.of(new ExtendedEgressQueue(8)),
          List.of(LEFTOVER));
  private static final CountersSample COUNTERS =
      new CountersSample(true, 1, SOURCE, List.of(new PortName("e1")), List.of(LEFTOVER));
  private static final DiscardedPacket DISCARDED =
      new DiscardedPacket(
          1, SOURCE, 2, 3, 4, 258, List.of(new ExtendedEgressQueue(8)), List.of(LEFTOVER));
  private static final Datagram DATAGRAM =
      new Datagram(4, Address.ipv4(1), 2, 3, 4, List.of(FLOW, COUNTERS), List.of(LEFTOVER));

  @Nested
  class Build {
    @Test
    void putsEachPartInItsPlace() {
      assertThat(
              FlowSample.builder()
                  .expanded(true)
                  .sequenceNumber(1)
                  .source(SOURCE)
                  .samplingRate(2)
                  .samplePool(3)
                  .drops(4)
                  .input(PacketInterface.ifIndex(5))
                  .output(PacketInterface.several(6))
                  .record(new ExtendedEgressQueue(8))
                  .leftover(LEFTOVER)
                  .build())
          .isEqualTo(FLOW);
      assertThat(
              DiscardedPacket.builder()
                  .sequenceNumber(1)
                  .source(SOURCE)
                  .drops(2)
                  .inputIfIndex(3)
                  .outputIfIndex(4)
                  .reason(DiscardReason.ACL.code())
                  .record(new ExtendedEgressQueue(8))
                  .leftover(LEFTOVER)
                  .build())
          .isEqualTo(DISCARDED);
      assertThat(
              Datagram.builder()
                  .version(4)
                  .agent(Address.ipv4(1))
                  .subAgentId(2)
                  .sequenceNumber(3)
                  .uptimeMillis(4)
                  .samples(List.of(FLOW, COUNTERS))
                  .leftover(LEFTOVER)
                  .build())
          .isEqualTo(DATAGRAM);
    }

    @Test
    void leavesWhatIsNotSetUnknown() throws MalformedDatagramException {
      Datagram datagram = Datagram.builder().sample(FlowSample.builder().build()).build();
      assertThat(datagram.version()).isEqualTo(5);
      assertThat(Datagram.decode(datagram.encode())).isEqualTo(datagram);
      assertThat(FlowSample.builder().build().input().isIfIndex()).isFalse();
    }
  }

  @Nested
  class ToBuilder {
    @Test
    void keepsEveryPart() {
      assertThat(FLOW.toBuilder().build()).isEqualTo(FLOW);
      assertThat(COUNTERS.toBuilder().build()).isEqualTo(COUNTERS);
      assertThat(DISCARDED.toBuilder().build()).isEqualTo(DISCARDED);
      assertThat(DATAGRAM.toBuilder().build()).isEqualTo(DATAGRAM);
    }

    @Test
    void changesOnlyWhatIsSet() {
      Datagram next = DATAGRAM.toBuilder().sequenceNumber(9).sample(DISCARDED).build();
      assertThat(next.samples()).containsExactly(FLOW, COUNTERS, DISCARDED);
      assertThat(next.uptimeMillis()).isEqualTo(DATAGRAM.uptimeMillis());
      assertThat(DATAGRAM.samples()).hasSize(2);
    }
  }

  @Nested
  class OutputInterface {
    @Test
    void isOneSeveralOrADiscard() {
      assertThat(PacketInterface.ifIndex(3)).isEqualTo(new PacketInterface(0, 3));
      assertThat(PacketInterface.several(3)).isEqualTo(new PacketInterface(2, 3));
      assertThat(PacketInterface.discarded(DiscardReason.ACL))
          .isEqualTo(new PacketInterface(1, 258));
    }
  }
}
