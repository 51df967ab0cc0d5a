package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.intake.FedAgent;
import io.cistern.app.metrics.CounterRow;
import io.cistern.app.metrics.RecordPlan;
import io.cistern.app.view.MetricView;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Metrics of the elements of lists in counter records: the lanes of an optical module.
class ElementMetricsTest {
  private final FedAgent agent = new FedAgent();

  @BeforeEach
  void send() throws IOException {
    try (var in = getClass().getResourceAsStream("/reported/sfp-four-lanes.bin")) {
      agent.read(Objects.requireNonNull(in).readAllBytes());
    }
  }

  private List<MetricView> metrics() {
    return new AgentAnswers(agent.streams(), agent.now()).metrics("192.0.2.12").orElseThrow();
  }

  private Object value(String metric) {
    return metrics().stream()
        .filter(m -> m.metric().equals(metric))
        .map(MetricView::value)
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void areThoseOfEachLane() {
    for (int lane = 1; lane <= 4; lane++) {
      assertThat(value("sfp_lane_" + lane + "_rx_power")).isEqualTo(650L - lane);
      assertThat(value("sfp_lane_" + lane + "_tx_power")).isEqualTo(700L);
      assertThat(value("sfp_lane_" + lane + "_tx_bias_current")).isEqualTo(6_000L + lane);
    }
    assertThat(metrics())
        .anySatisfy(m -> {
          assertThat(m.metric()).isEqualTo("sfp_lane_4_rx_power");
          assertThat(m.instance()).isEqualTo("if/5");
          assertThat(m.kind()).isEqualTo("gauge");
          assertThat(m.unit()).isEqualTo("uW");
        });
  }

  @Test
  void areAbsentWhereThereIsNoLane() {
    assertThat(metrics())
        .extracting(MetricView::metric)
        .filteredOn(name -> name.startsWith("sfp_lane_"))
        .hasSize(4 * 9);
  }

  @Test
  void areInTheRowForTheStore() {
    CounterRow.Part optics =
        agent.rows().getFirst().parts().stream()
            .filter(part -> part.plan().structure().name().equals("sfp"))
            .findFirst()
            .orElseThrow();
    RecordPlan plan = optics.plan();
    assertThat(optics.value(plan.indexOf("sfp_lane_1_rx_power"))).isEqualTo(649);
    assertThat(IntStream.range(0, plan.metrics().size()).filter(optics::isPresent).count())
        .isEqualTo(4 + 4 * 9);
  }
}
