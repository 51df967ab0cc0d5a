package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.view.AgentView;
import io.cistern.app.view.InterfaceView;
import io.cistern.app.view.MetricNameView;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reported cases of interfaces and their counters, from the capture to the answer.
class ReportedInterfacesTest {
  @TempDir private Path directory;

  private static List<SeriesView> series(
      Replayed replayed, String metric, @Nullable String function) throws Exception {
    long now = replayed.nowMillis();
    return replayed
        .view()
        .series(
            SeriesQuery.builder()
                .instance("if/*")
                .metric(metric)
                .fromMillis(now - 3_600_000)
                .toMillis(now + 60_000)
                .function(function)
                .build());
  }

  private static List<InterfaceView> interfaces(Replayed replayed) {
    String agent = replayed.view().agents().getFirst().agent();
    return replayed.view().interfaces(agent).orElseThrow();
  }

  @Test
  void aLagItsMembersAndItsRoutedVlanCountOnce() throws Exception {
    try (var replayed = Replayed.of(directory, "reported/lag-members-and-svi.pcap")) {
      AgentView agent = replayed.view().agents().getFirst();
      assertThat(agent.interfaces()).isEqualTo(4);
      assertThat(agent.inBitsPerSecond()).isEqualTo(16_000_000);
      assertThat(agent.outBitsPerSecond()).isEqualTo(16_000_000);
    }
  }

  @Test
  void anIfIndexThatAnotherPortTakesOverHasNoRateBeyondItsLine() throws Exception {
    try (var replayed = Replayed.of(directory, "reported/counter-jump-over-line-rate.pcap")) {
      SeriesView rates = series(replayed, "if_in_octets", "rate").getFirst();
      assertThat(rates.points())
          .extracting(SeriesView.Point::value)
          .filteredOn(Objects::nonNull)
          .isNotEmpty()
          .allSatisfy(rate -> assertThat(rate).isBetween(0.0, 1_000.0));
      assertThat(series(replayed, "if_in_octets", "last").getFirst().points())
          .as("counters are stored as they are")
          .extracting(SeriesView.Point::value)
          .contains(1e12);
      assertThat(interfaces(replayed).getFirst().in().bitsPerSecond()).isBetween(0.0, 8_000.0);
    }
  }

  @Test
  void lanesOfAnOpticalModuleAreSeries() throws Exception {
    try (var replayed = Replayed.of(directory, "reported/sfp-four-lanes.bin")) {
      assertThat(series(replayed, "sfp_lane_*_rx_power", "last"))
          .extracting(s -> s.metric() + " " + s.points().getLast().value())
          .containsExactly(
              "sfp_lane_1_rx_power 649.0",
              "sfp_lane_2_rx_power 648.0",
              "sfp_lane_3_rx_power 647.0",
              "sfp_lane_4_rx_power 646.0");
      assertThat(series(replayed, "sfp_lane_*_tx_power", "last")).hasSize(4);
      assertThat(series(replayed, "sfp_lane_*_tx_bias_current", "last")).hasSize(4);
      assertThat(replayed.view().metricNames())
          .extracting(MetricNameView::metric)
          .contains("sfp_lane_1_rx_power", "bst_port_egress_queue_0_uc_pc");
    }
  }

  @Test
  void bothDirectionsSampledAreComparedEachWithItsOwn() throws Exception {
    try (var replayed = Replayed.of(directory, "reported/ingress-and-egress-sampled.pcap")) {
      var coverage = Objects.requireNonNull(interfaces(replayed).getFirst().coverage());
      assertThat(coverage.ratio()).isEqualTo(1);
      assertThat(coverage.samples()).isEqualTo(10);
    }
  }
}
