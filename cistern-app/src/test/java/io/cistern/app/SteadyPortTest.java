package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cistern.app.intake.FeedDatagram;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import io.cistern.sflow.CountersSample;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.IfCounters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A port of 100 Gbit/s that is steadily half full reads steady, live and stored, however much the
/// network delays its datagrams and however fast the agent's clock runs.
class SteadyPortTest {
  private static final long START = Replayed.RAW_TIME.toEpochMilli();
  private static final long BYTES_PER_SECOND = 6_250_000_000L;
  private static final int INTERVAL_SECONDS = 10;
  private static final int READINGS = 60;

  @TempDir private Path directory;

  /// @param jitterMillis the longest delay
  /// @param pace milliseconds of the agent's uptime in a second of ours
  /// @param error allowed, a fraction
  @ParameterizedTest
  @CsvSource({"0, 1000, 0.0005", "50, 1000, 0.01", "600, 1000, 0.01", "600, 1100, 0.02"})
  void readsSteady(int jitterMillis, int pace, double error) throws Exception {
    long seed = Long.getLong("cistern.seed", 20_261_201L);
    System.out.println("SteadyPortTest: -Dcistern.seed=" + seed);
    var random = new SplittableRandom(seed);
    var datagrams = new ArrayList<FeedDatagram>();
    for (int i = 1; i <= READINGS; i++) {
      long millis = 1_000L * INTERVAL_SECONDS * i;
      long delay = jitterMillis == 0 ? 0 : random.nextLong(jitterMillis);
      datagrams.add(
          new FeedDatagram(
              START + millis + delay,
              null,
              datagram(i, 50_000 + millis * pace / 1_000, BYTES_PER_SECOND * millis / 1_000)));
    }
    try (var replayed = Replayed.ofDatagrams(directory, datagrams)) {
      var port = replayed.view().interfaces("192.0.2.1").orElseThrow().getFirst();
      assertThat(port.in().bitsPerSecond())
          .isCloseTo(8.0 * BYTES_PER_SECOND, within(error * 8 * BYTES_PER_SECOND));
      // a clock that is off is followed once it was seen for some minutes
      long from = START + (pace == 1_000 ? 0 : 300_000);
      var query =
          SeriesQuery.builder()
              .agent("192.0.2.1")
              .instance("if/3")
              .metric("if_in_octets")
              .fromMillis(from)
              .toMillis(START + 3_600_000)
              .function("rate")
              .build();
      var points = replayed.view().series(query).getFirst().points();
      assertThat(points).hasSizeGreaterThan(READINGS / 2 - 3);
      for (SeriesView.Point point : points.subList(1, points.size())) {
        assertThat(point.value()).isCloseTo(BYTES_PER_SECOND, within(error * BYTES_PER_SECOND));
      }
    }
  }

  private static byte[] datagram(long sequence, long uptime, long octets) {
    var counters =
        new IfCounters(
            3,
            6,
            100_000_000_000L,
            1,
            3,
            octets,
            sequence,
            0,
            0,
            0,
            0,
            0,
            octets,
            sequence,
            0,
            0,
            0,
            0,
            2);
    var sample =
        new CountersSample(false, sequence, new DataSource(0, 3), List.of(counters), List.of());
    return new Datagram(
            5, Address.ipv4(0xc0000201L), 0, sequence, uptime, List.of(sample), List.of())
        .encode();
  }
}
