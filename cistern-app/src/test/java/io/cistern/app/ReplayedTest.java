package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.app.view.AgentView;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for every replay.
class ReplayedTest {
  private static final String AGENT = "127.0.0.1";

  @TempDir private Path directory;

  private static List<SeriesView> octets(Replayed replayed) throws Exception {
    long now = replayed.nowMillis();
    return replayed
        .view()
        .series(
            SeriesQuery.builder()
                .agent(AGENT)
                .instance("if/*")
                .metric("if_in_octets")
                .fromMillis(now - 600_000)
                .toMillis(now + 1)
                .function("rate")
                .build());
  }

  @Test
  void endsWithEverythingReadStoredAndPublished() throws Exception {
    var lab = Replayed.lab();
    try (var replayed = Replayed.ofDatagrams(directory, lab)) {
      assertThat(replayed.nowMillis()).isEqualTo(lab.getLast().timeMillis());
      var status = replayed.view().status();
      assertThat(status.datagrams()).isEqualTo(330);
      assertThat(status.samples()).isEqualTo(1866);
      assertThat(status.store().rows()).isEqualTo(62);
      assertThat(status.warnings()).isEmpty();
      assertThat(status.listen().sflow()).isEqualTo("a list");
      assertThat(replayed.view().health().healthy()).isTrue();
      assertThat(replayed.view().agents()).extracting(AgentView::datagrams).contains(310L, 20L);
      assertThat(octets(replayed)).hasSize(5);
    }
  }

  @Test
  void isTheSameEveryTime() throws Exception {
    try (var one = Replayed.ofDatagrams(directory.resolve("1"), Replayed.lab());
        var other = again("2", options -> options.shards(1).ringBytes(1 << 17))) {
      assertSame(one, other);
      assertThat(other.view().scans(false)).isEqualTo(one.view().scans(false));
    }
  }

  @Test
  void isTheSameForAnyNumberOfShardsAndAnyInterval() throws Exception {
    try (var one = Replayed.ofDatagrams(directory.resolve("1"), Replayed.lab());
        var other =
            again(
                "2",
                options -> options.shards(3).ringBytes(1 << 20).interval(Duration.ofSeconds(7)))) {
      assertSame(one, other);
    }
  }

  private Replayed again(String name, UnaryOperator<CollectorOptions.Builder> changes)
      throws IOException {
    return Replayed.ofDatagrams(directory.resolve(name), changes, Replayed.lab());
  }

  private static void assertSame(Replayed one, Replayed other) throws Exception {
    assertThat(other.view().agents()).isEqualTo(one.view().agents());
    assertThat(other.view().metrics(AGENT)).isEqualTo(one.view().metrics(AGENT));
    assertThat(octets(other)).isEqualTo(octets(one));
  }

  @Test
  void playsFilesOneAfterTheOtherByTheirTimes() throws Exception {
    try (var replayed =
        Replayed.of(
            directory, "reported/sfp-four-lanes.bin", "reported/lag-members-and-svi.pcap")) {
      assertThat(replayed.view().agents()).hasSize(2);
      assertThat(replayed.view().status().listen().sflow())
          .isEqualTo("sfp-four-lanes.bin, lag-members-and-svi.pcap");
    }
  }

  @Test
  void saysThatThereIsNothingToPlay() {
    assertThatThrownBy(() -> Replayed.ofDatagrams(directory, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no sFlow datagram");
  }
}
