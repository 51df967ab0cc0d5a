package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cistern.app.view.AgentView;
import io.cistern.app.view.LossView;
import io.cistern.app.view.MetricView;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sequence numbers as agents really number, by what people reported.
class SequencesTest {
  @TempDir private Path directory;

  @Test
  void ofAProcessThatBeganAgainCostNothing() throws Exception {
    try (var replayed = Replayed.of(directory, "reported/seq-restart-uptime-continues.pcap")) {
      AgentView agent = replayed.view().agents().getFirst();
      assertThat(agent.samples().counters()).isEqualTo(24);
      assertThat(agent.lost()).isEqualTo(new AgentView.Lost(0L, 0L, 0));
      LossView.AgentLedger ledger = replayed.view().loss().agents().getFirst();
      assertThat(ledger.restarts()).isEqualTo(1);
      assertThat(ledger.datagramsDuplicate()).isZero();
      assertThat(metrics(replayed, agent.agent(), "free_memory"))
          .extracting(MetricView::value)
          .containsExactly(24_000L);
      assertThat(series(replayed, agent.agent(), "free_memory", "avg"))
          .singleElement()
          .satisfies(s -> assertThat(s.points()).hasSize(24));
    }
  }

  @Test
  void ofTwoThreadsAreKeptApart() throws Exception {
    try (var replayed = Replayed.of(directory, "reported/two-threads-two-sequences.pcap")) {
      AgentView agent = replayed.view().agents().getFirst();
      assertThat(agent.samples().counters()).isEqualTo(24);
      assertThat(agent.lost()).isEqualTo(new AgentView.Lost(0L, 0L, 0));
      assertThat(metrics(replayed, agent.agent(), "vlan_octets"))
          .hasSize(2)
          .allSatisfy(m ->
              assertThat(Objects.requireNonNull(m.rate())).isCloseTo(100_000.0, within(1_000.0)));
      assertThat(series(replayed, agent.agent(), "vlan_octets", "rate"))
          .hasSize(2)
          .allSatisfy(s ->
              assertThat(Objects.requireNonNull(s.points().getLast().value()))
                  .isCloseTo(100_000.0, within(1_000.0)));
    }
  }

  private static List<MetricView> metrics(Replayed replayed, String agent, String metric) {
    return replayed.view().metrics(agent).orElseThrow().stream()
        .filter(m -> m.metric().endsWith(metric))
        .toList();
  }

  private static List<SeriesView> series(
      Replayed replayed, String agent, String metric, String function) throws Exception {
    long now = replayed.nowMillis();
    String name = metrics(replayed, agent, metric).getFirst().metric();
    return replayed
        .view()
        .series(
            SeriesQuery.builder()
                .agent(agent)
                .metric(name)
                .fromMillis(now - 3_600_000)
                .toMillis(now + 1_000)
                .function(function)
                .build());
  }
}
