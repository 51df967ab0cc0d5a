package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlowCaptureTest {
  private static final long T0 = 1_800_000_000_000L;
  private static final int TOP_N = 20;

  private final long seed = Seeds.seed("FlowCaptureTest");
  private final FlowTracker tracker = new FlowTracker(Seeds.small(seed));
  private final Observation o = new Observation();
  private long time = T0;

  /// Packets of many flows, seen by seven observers, over more than a window.
  private void observe(int packets) {
    var traffic = new Traffic(seed ^ time, 400, 1.0);
    for (int i = 0; i < packets; i++) {
      time += 7;
      tracker.observe(
          Traffic.packet(o, time, traffic.key(), traffic.frameLength())
              .observer(i % 7)
              .samplingRate(10));
    }
  }

  private static void assertSame(FlowSnapshot captured, FlowSnapshot snapshot) {
    assertThat(captured.total()).isEqualTo(snapshot.total());
    assertThat(captured.observers()).isEqualTo(snapshot.observers());
    assertThat(captured.top()).isEqualTo(snapshot.top());
    assertThat(captured.flows()).isEqualTo(snapshot.flows());
    assertThat(captured.windowMillis()).isEqualTo(snapshot.windowMillis());
    assertThat(captured.stats()).isEqualTo(snapshot.stats());
    assertThat(captured.scans()).isEqualTo(snapshot.scans());
  }

  @Test
  void tellsWhatASnapshotTells() {
    FlowCapture capture = tracker.newCapture(TOP_N);
    for (int packets : List.of(100, 3_000, 10_000, 1)) { // its memory is used again each time
      observe(packets);
      FlowSnapshot snapshot = tracker.snapshot(time, TOP_N);
      tracker.capture(capture, time);
      assertThat(snapshot.flows()).isNotEmpty();
      assertSame(capture.snapshot(), snapshot);
    }
  }

  @Test
  void doesNotChangeWithTheTracker() {
    observe(5_000);
    FlowSnapshot before = tracker.snapshot(time, TOP_N);
    FlowCapture capture = tracker.newCapture(TOP_N);
    tracker.capture(capture, time);
    observe(5_000);
    assertSame(capture.snapshot(), before);
  }

  @Test
  void isEmptyBeforeItIsMade() {
    FlowCapture capture = tracker.newCapture(TOP_N);
    assertThat(capture.snapshot().flows()).isEmpty();
    tracker.capture(capture, T0);
    assertThat(capture.snapshot().observers()).isEmpty();
  }

  @Test
  void ofAlertsAloneHasNoTraffic() {
    observe(100);
    FlowSnapshot alerts = tracker.judge(time);
    assertThat(alerts.observers()).isEmpty();
    assertThat(alerts.stats().observations()).isEqualTo(100);
  }
}
