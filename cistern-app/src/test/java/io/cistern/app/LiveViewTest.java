package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.app.view.AgentView;
import io.cistern.app.view.LossView;
import io.cistern.app.view.MetricNameView;
import io.cistern.app.view.QueryRefusedException;
import io.cistern.app.view.SeriesQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the running collector tells its readers, with the lab capture.
class LiveViewTest {
  @TempDir private static Path directory;

  private static Replayed lab;

  @BeforeAll
  static void play() throws IOException {
    lab = Replayed.ofDatagrams(directory, Replayed.lab());
  }

  @AfterAll
  static void close() throws IOException {
    lab.close();
  }

  @Nested
  class Status {
    @Test
    void countsWhatCame() {
      var status = lab.view().status();
      assertThat(status.datagrams()).isEqualTo(330);
      assertThat(status.samples()).isEqualTo(1866);
      assertThat(status.store().rows()).isEqualTo(62);
      assertThat(status.store().intervalSeconds()).isOne();
      assertThat(status.store().retentionSeconds()).as("kept for good").isNull();
      assertThat(status.time().toEpochMilli()).isEqualTo(lab.nowMillis());
    }

    @Test
    void hasNoLossAndNothingToWarnOf() {
      var loss = lab.view().status().loss();
      assertThat(
              List.of(
                  loss.datagramsLost(),
                  loss.samplesLost(),
                  loss.agentDrops(),
                  loss.socketDrops(),
                  loss.queueDrops(),
                  loss.decodeErrors()))
          .containsOnly(0L);
      assertThat(lab.view().status().warnings()).isEmpty();
      assertThat(lab.view().health().healthy()).isTrue();
    }
  }

  @Nested
  class Loss {
    @Test
    void isNobodysWhereNothingWasLost() {
      LossView loss = lab.view().loss();
      assertThat(loss.agents()).isEmpty();
      assertThat(loss.total().unknownStructures()).isEmpty();
      assertThat(loss.total().decodeErrors()).isEmpty();
    }
  }

  @Nested
  class MetricNames {
    @Test
    void areThoseOfTheDeclarations() {
      var names = lab.view().metricNames();
      assertThat(names).extracting(MetricNameView::metric).doesNotHaveDuplicates();
      assertThat(names)
          .filteredOn(n -> n.metric().equals("if_in_octets"))
          .singleElement()
          .satisfies(n -> {
            assertThat(n.kind()).isEqualTo("counter64");
            assertThat(n.unit()).isEqualTo("bytes");
            assertThat(n.field()).isEqualTo("ifInOctets");
          });
    }

    @Test
    void holdEveryMetricThatAnAgentHas() {
      var known = lab.view().metricNames().stream().map(MetricNameView::metric).toList();
      lab.view().metrics("127.0.0.1").orElseThrow().stream()
          .filter(m -> !m.kind().equals("text"))
          .forEach(m -> assertThat(known).contains(m.metric()));
    }
  }

  @Nested
  class SeriesOf {
    private static SeriesQuery query(String metric, long from, long to, long step) {
      return SeriesQuery.builder()
          .agent("127.0.0.1")
          .instance("if/2")
          .metric(metric)
          .fromMillis(from)
          .toMillis(to)
          .stepMillis(step)
          .build();
    }

    @Test
    void aCounterAreRatesAndOfAGaugeAverages() throws Exception {
      long now = lab.nowMillis();
      var rate = lab.view().series(query("if_in_octets", now - 60_000, now + 1, 0)).getFirst();
      assertThat(rate.fn()).isEqualTo("rate");
      assertThat(rate.unit()).isEqualTo("bytes/s");
      var speed = lab.view().series(query("if_speed", now - 60_000, now + 1, 0)).getFirst();
      assertThat(speed.fn()).isEqualTo("avg");
    }

    @Test
    void tooManyPointsIsRefusedWithTheLimit() {
      long now = lab.nowMillis();
      assertThatThrownBy(() -> lab.view().series(query("if_in_octets", 0, now, 1)))
          .isInstanceOf(QueryRefusedException.class)
          .hasMessageContaining("limit");
    }
  }

  @Nested
  class Agents {
    @Test
    void areKnownByTheirAddress() {
      assertThat(lab.view().knows("127.0.0.1")).isTrue();
      assertThat(lab.view().knows("127.0.0.2")).isFalse();
      assertThat(lab.view().agents()).extracting(AgentView::silent).containsOnly(false);
      assertThat(lab.view().agent("127.0.0.2")).isEmpty();
    }
  }
}
