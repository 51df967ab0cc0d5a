package io.cistern.app.agents;

import static io.cistern.app.intake.FedAgent.ethernet;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.intake.FedAgent;
import io.cistern.app.view.InterfaceView;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.PacketInterface;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which interface's coverage a sample counts for.
class SampledDirectionTest {
  private static final PacketInterface ONE = new PacketInterface(0, 1);
  private static final PacketInterface TWO = new PacketInterface(0, 2);

  private final FedAgent agent = new FedAgent();

  private void counters(long octets) {
    agent.pass(10_000);
    agent.send(1, ethernet(1, octets, 0));
    agent.send(2, ethernet(2, 0, octets));
  }

  private void samples(DataSource source, long rate) {
    for (int i = 0; i < 10; i++) {
      agent.sample(source, rate, 100, ONE, TWO, 1_000);
    }
  }

  private InterfaceView.@Nullable Coverage coverage(long ifIndex) {
    return new AgentAnswers(agent.streams(), agent.now())
        .interfaces("192.0.2.1").orElseThrow().stream()
            .filter(i -> i.ifIndex() == ifIndex)
            .findFirst()
            .orElseThrow()
            .coverage();
  }

  private void assertWhole(long ifIndex) {
    InterfaceView.Coverage coverage = Objects.requireNonNull(coverage(ifIndex));
    assertThat(coverage.ratio()).isEqualTo(1);
    assertThat(coverage.samples()).isEqualTo(10);
  }

  @Test
  void isThatOfTheDataSource() {
    counters(0);
    samples(new DataSource(0, 1), 100);
    samples(new DataSource(0, 2), 100);
    counters(1_000_000);
    assertWhole(1);
    assertWhole(2);
  }

  @Test
  void isIngressWhereTheSourceIsNeitherInterface() {
    counters(0);
    samples(new DataSource(2, 1_000), 100);
    counters(1_000_000);
    assertWhole(1);
    assertThat(coverage(2)).as("what went out was not sampled").isNull();
  }

  /// Open vSwitch samples, hsflowd beside it counts.
  @Test
  void isJoinedOverSubAgents() {
    agent.as(100_000);
    counters(0);
    agent.as(0);
    samples(new DataSource(2, 1_000), 100);
    agent.as(100_000);
    counters(1_000_000);
    assertWhole(1);
  }

  @Test
  void isUnknownWhereTheRateIsNotTold() {
    counters(0);
    samples(new DataSource(0, 1), 0);
    counters(1_000_000);
    assertThat(coverage(1)).isNull();
  }
}
