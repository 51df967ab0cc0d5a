package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.intake.FeedDatagram;
import io.cistern.app.view.AgentView;
import io.cistern.app.view.InterfaceView;
import io.cistern.app.view.MetricView;
import io.cistern.sflow.CountersSample;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.IfCounters;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Devices with one agent address, told apart by who sends, through the real collector.
class SendersTest {
  private static final String AGENT = "192.0.2.1";
  private static final String ONE = "198.51.100.1";
  private static final String TWO = "198.51.100.2";
  private static final long START = Replayed.RAW_TIME.toEpochMilli();

  @TempDir private Path directory;

  private final List<FeedDatagram> sent = new ArrayList<>();

  /// Counters of interface 3 that grow by `perSecond` bytes, a datagram a second.
  private void send(
      String sender, int fromSecond, int seconds, long firstSequence, long uptime, long perSecond)
      throws IOException {
    for (int i = 0; i < seconds; i++) {
      long sequence = firstSequence + i;
      long octets = 1_000_000 + perSecond * sequence;
      var counters =
          new IfCounters(
              3,
              6,
              1_000_000_000,
              1,
              3,
              octets,
              octets / 100,
              0,
              0,
              0,
              0,
              0,
              octets,
              octets / 100,
              0,
              0,
              0,
              0,
              2);
      var sample =
          new CountersSample(false, sequence, new DataSource(0, 3), List.of(counters), List.of());
      var datagram =
          new Datagram(
              5,
              Address.ipv4(0xc0000201L),
              0,
              sequence,
              uptime + 1_000L * i,
              List.of(sample),
              List.of());
      sent.add(
          new FeedDatagram(
              START + 1_000L * (fromSecond + i) + 7L * sender.hashCode() % 400,
              InetAddress.ofLiteral(sender),
              datagram.encode()));
    }
  }

  private Replayed play() throws IOException {
    sent.sort(Comparator.comparingLong(FeedDatagram::timeMillis));
    return Replayed.ofDatagrams(directory, sent);
  }

  private static List<String> instances(Replayed replayed) {
    return replayed.view().interfaces(AGENT).orElseThrow().stream()
        .map(InterfaceView::instance)
        .toList();
  }

  private static Object octets(Replayed replayed, String instance) {
    return replayed.view().metrics(AGENT).orElseThrow().stream()
        .filter(m -> m.instance().equals(instance) && m.metric().equals("if_in_octets"))
        .map(MetricView::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thatContradictEachOtherAreKeptApartAndNamed() throws Exception {
    send(ONE, 0, 60, 1_000, 5_000_000, 1_000);
    send(TWO, 0, 60, 70_000, 90_000_000, 50_000);
    try (var replayed = play()) {
      var view = replayed.view();
      assertThat(view.agents()).extracting(AgentView::sender).containsExactlyInAnyOrder(null, TWO);
      assertThat(instances(replayed)).containsExactly("if/3", "if/3@" + TWO);
      assertThat(octets(replayed, "if/3")).isEqualTo(1_000_000 + 1_000L * 1_059);
      assertThat(octets(replayed, "if/3@" + TWO)).isEqualTo(1_000_000 + 50_000L * 70_059);
      assertThat(view.agents())
          .allSatisfy(a -> {
            assertThat(a.datagrams()).isEqualTo(60);
            assertThat(a.lost().datagrams()).isZero();
            assertThat(a.inBitsPerSecond()).isNotNull();
          });
      assertThat(view.status().warnings())
          .anySatisfy(w -> assertThat(w).contains("two devices", AGENT, ONE, TWO));
    }
  }

  @Test
  void thatGoOnWhereAnotherStoppedAreTheSameDevice() throws Exception {
    send(ONE, 0, 30, 1_000, 5_000_000, 1_000);
    send(TWO, 30, 30, 1_030, 5_030_000, 1_000);
    try (var replayed = play()) {
      assertThat(replayed.view().agents()).extracting(AgentView::sender).containsOnlyNulls();
      assertThat(instances(replayed)).containsExactly("if/3");
      assertThat(replayed.view().status().warnings()).noneMatch(w -> w.contains("two devices"));
    }
  }

  @Test
  void thatTakeTurnsAreOneDeviceWithSeveralAddresses() throws Exception {
    for (int i = 0; i < 60; i++) {
      send(i % 2 == 0 ? ONE : TWO, i, 1, 1_000 + i, 5_000_000 + 1_000L * i, 1_000);
    }
    try (var replayed = play()) {
      assertThat(instances(replayed)).containsExactly("if/3");
      assertThat(replayed.view().agents().getFirst().lost().datagrams()).isZero();
    }
  }

  @Test
  void thatComeAsTheFirstFallsSilentTakeItsPlace() throws Exception {
    send(ONE, 0, 30, 1_000, 5_000_000, 1_000);
    send(TWO, 32, 120, 1, 1_000, 1_000); // it began again, with another address
    try (var replayed = play()) {
      assertThat(replayed.view().agents()).extracting(AgentView::sender).containsOnlyNulls();
      assertThat(octets(replayed, "if/3")).isEqualTo(1_000_000 + 1_000L * 120);
      assertThat(replayed.view().status().warnings()).noneMatch(w -> w.contains("two devices"));
    }
  }

  @Test
  void areFiveAtMostAndTheRestLosesNothing() throws Exception {
    for (int i = 1; i <= 8; i++) {
      send("198.51.100." + i, 0, 20, 10_000L * i, 1_000_000L * i, 1_000);
    }
    try (var replayed = play()) {
      assertThat(replayed.view().agents()).hasSize(5);
      assertThat(replayed.view().agents().stream().mapToLong(a -> a.samples().counters()).sum())
          .isEqualTo(160);
    }
  }
}
