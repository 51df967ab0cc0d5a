package io.cistern.app.agents;

import static io.cistern.app.intake.FedAgent.counters;
import static io.cistern.app.intake.FedAgent.ethernet;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.intake.FedAgent;
import io.cistern.app.view.AgentView;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.LagPortStats;
import io.cistern.sflow.record.OfPort;
import io.cistern.sflow.record.PortName;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PortTotalsTest {
  private final FedAgent agent = new FedAgent();

  /// Sends counters of an interface twice, ten seconds apart, as they are at 0 and at `octets`.
  private void send(long ifIndex, long octets, LongFunction<CounterRecord[]> records) {
    agent.send(ifIndex, records.apply(0));
    agent.pass(10_000);
    agent.send(ifIndex, records.apply(octets));
  }

  private void send(long ifIndex, long octets) {
    send(ifIndex, octets, o -> new CounterRecord[] {ethernet(ifIndex, o, o)});
  }

  private void sendOfType(long ifIndex, long type, long octets) {
    send(
        ifIndex,
        octets,
        o -> new CounterRecord[] {counters(ifIndex, type, 10_000_000_000L, 1, o, o, 0, 0)});
  }

  private static LagPortStats member(long aggregator) {
    return new LagPortStats(1, 2, aggregator, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private List<AgentView> views() {
    return new AgentAnswers(agent.streams(), agent.now()).agents();
  }

  private @Nullable Double in() {
    return views().getFirst().inBitsPerSecond();
  }

  @Test
  void areThoseOfPhysicalPorts() {
    long[] types = {6, 62, 69, 117, 24, 53, 131, 135, 136, 161, 209};
    for (long octets : new long[] {0, 1_000}) {
      for (long type : types) {
        agent.send(type, counters(type, type, 10_000_000_000L, 1, octets, octets, 0, 0));
      }
      agent.pass(10_000);
    }
    assertThat(in()).isEqualTo(4 * 800.0);
    assertThat(views().getFirst().outBitsPerSecond()).isEqualTo(4 * 800.0);
    assertThat(views().getFirst().interfaces()).isEqualTo(11);
  }

  /// As hsflowd does: a bond has the type of its members, and is its own aggregator.
  @Test
  void leaveOutAnAggregatorThatPassesForAPort() {
    for (long ifIndex : new long[] {1, 2, 100}) {
      send(ifIndex, 1_000, o -> new CounterRecord[] {ethernet(ifIndex, o, o), member(100)});
    }
    assertThat(in()).isEqualTo(2 * 800.0);
  }

  @Test
  void haveAPortThatIsItsOwnAggregator() {
    send(1, 1_000, o -> new CounterRecord[] {ethernet(1, o, o), member(1)});
    send(2, 1_000, o -> new CounterRecord[] {ethernet(2, o, o), member(0)});
    assertThat(in()).isEqualTo(2 * 800.0);
  }

  @Test
  void leaveOutTheLocalPortOfAnOpenVswitchBridge() {
    send(6, 9_000, o -> new CounterRecord[] {ethernet(6, o, o), new OfPort(7, 0xfffe)});
    send(7, 9_000, o -> new CounterRecord[] {ethernet(7, o, o), new OfPort(7, 0xfffffffeL)});
    assertThat(in()).isNull();
    send(2, 1_000, o -> new CounterRecord[] {ethernet(2, o, o), new OfPort(7, 1)});
    assertThat(in()).isEqualTo(800.0);
  }

  @Test
  void haveAPortOfTwoSubAgentsOnce() {
    send(3, 1_000);
    agent.as(100_000);
    send(3, 1_000);
    send(4, 500);
    assertThat(views()).extracting(AgentView::inBitsPerSecond).containsExactly(800.0, 400.0);
  }

  /// Members on one line card, the aggregator on another.
  @Test
  void leaveOutAnAggregatorOfAnotherSubAgent() {
    send(1, 1_000, o -> new CounterRecord[] {ethernet(1, o, o), member(100)});
    agent.as(1);
    send(100, 1_000);
    assertThat(views()).extracting(AgentView::inBitsPerSecond).containsExactly(800.0, null);
  }

  @Test
  void areUnknownWhereNoPortIsPhysical() {
    sendOfType(1, 53, 1_000);
    assertThat(in()).isNull();
  }

  @Test
  void areUnknownUntilEveryPortIsKnown() {
    send(1, 1_000);
    assertThat(in()).isEqualTo(800.0);
    agent.send(2, ethernet(2, 5, 5));
    assertThat(in()).isNull();
    agent.pass(10_000);
    agent.send(2, ethernet(2, 1_005, 5));
    assertThat(in()).isEqualTo(2 * 800.0);
    assertThat(views().getFirst().outBitsPerSecond()).isEqualTo(800.0);
  }

  @Test
  void areUnknownWhereAPortDoesNotCount() {
    send(1, 1_000);
    send(2, -1);
    assertThat(in()).isNull();
  }

  @Test
  void areUnknownWhereTheTypeOfAnInterfaceIs() {
    send(1, 1_000);
    agent.send(2, new PortName("eth2"));
    assertThat(in()).isNull();
  }
}
