package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.flowtrack.AlertEvent.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a listener hears of an alert's life.
class AlertEventsTest {
  private static final long T0 = 1_800_000_000_000L;

  private final FlowTracker tracker = new FlowTracker(Seeds.small(Seeds.seed("AlertEventsTest")));
  private final List<AlertEvent> events = new ArrayList<>();
  private final Observation o = new Observation();

  AlertEventsTest() {
    tracker.onAlert(events::add);
  }

  private void sweep(long from, int seconds, int port) {
    for (int i = 0; i < seconds * 10; i++) {
      tracker.observe(Traffic.syn(o, from + i * 100L, 0x01020304L, 0x05000000L + i, port));
      if (i % 10 == 0) {
        tracker.snapshot(from + i * 100L, 1);
      }
    }
  }

  @Test
  void aScanBeginsIsUpdatedAndEnds() {
    sweep(T0, 30, 22);
    for (int second = 30; second < 120; second++) {
      tracker.snapshot(T0 + second * 1000L, 1);
    }
    assertThat(events)
        .extracting(AlertEvent::phase)
        .containsExactly(Phase.BEGIN, Phase.UPDATE, Phase.UPDATE, Phase.UPDATE, Phase.END);
    var first = (Scan) events.getFirst().alert();
    var last = (Scan) events.getLast().alert();
    assertThat(first.active()).isTrue();
    assertThat(last.active()).isFalse();
    assertThat(last.samples()).isEqualTo(300);
    assertThat(last.firstSeenMillis()).isEqualTo(first.firstSeenMillis());
  }

  @Test
  void whatBecomesABlockEnds() {
    for (int port = 20; port < 26; port++) {
      sweep(T0 + (port - 20) * 5_000L, 5, port);
    }
    tracker.snapshot(T0 + 30_000, 1);
    var begun = events.stream().filter(e -> e.phase() == Phase.BEGIN).toList();
    var ended = events.stream().filter(e -> e.phase() == Phase.END).toList();
    assertThat(((Scan) begun.getLast().alert()).kind()).isEqualTo(ScanKind.BLOCK);
    assertThat(ended).hasSize(begun.size() - 1);
  }

  @Test
  void aFloodBeginsAndEnds() {
    for (int i = 0; i < 20_000; i++) {
      tracker.observe(Traffic.packet(o, T0 + i, i % 7, 100).destination(0, 9).samplingRate(100));
      if (i % 1000 == 0) {
        tracker.snapshot(T0 + i, 1);
      }
    }
    for (int second = 20; second < 200; second++) {
      tracker.snapshot(T0 + second * 1000L, 1);
    }
    assertThat(events.getFirst().phase()).isEqualTo(Phase.BEGIN);
    assertThat(events.getFirst().alert()).isInstanceOf(Flood.class);
    assertThat(events.getLast().phase()).isEqualTo(Phase.END);
    assertThat(events.getLast().alert().active()).isFalse();
    assertThat(events.stream().filter(e -> e.phase() == Phase.BEGIN)).hasSize(1);
  }
}
