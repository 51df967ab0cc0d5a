package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every flow that ends is handed on once, with its sums and the reason.
class CompletedFlowsTest {
  private static final long T0 = 1_800_000_000_000L;

  private record Completed(Flow flow, FlowEnd end) {}

  private final List<Completed> completed = new ArrayList<>();
  private final Observation o = new Observation();

  private FlowTracker tracker(int capacity) {
    var tracker =
        new FlowTracker(
            Seeds.small(Seeds.seed("CompletedFlowsTest")).toBuilder()
                .flowCapacity(capacity)
                .build());
    tracker.onCompleted((flow, end) -> completed.add(new Completed(flow, end)));
    return tracker;
  }

  @Test
  void idle() {
    var tracker = tracker(64);
    tracker.observe(Traffic.packet(o, T0, 1, 100).samplingRate(10));
    tracker.snapshot(T0 + 60_000, 1);
    assertThat(completed).isEmpty();
    tracker.snapshot(T0 + 66_000, 1);
    assertThat(completed).hasSize(1);
    var flow = completed.getFirst().flow();
    assertThat(completed.getFirst().end()).isEqualTo(FlowEnd.IDLE);
    assertThat(flow.estimate().bytes()).isEqualTo(1000);
    assertThat(flow.firstMillis()).isEqualTo(T0);
    assertThat(flow.key().source().low()).isEqualTo(0x0a000001L);
  }

  @Test
  void activeThenAnew() {
    var tracker = tracker(64);
    for (int i = 0; i <= 310; i++) {
      tracker.observe(Traffic.packet(o, T0 + i * 1000L, 1, 100));
    }
    assertThat(completed).extracting(Completed::end).containsExactly(FlowEnd.ACTIVE);
    assertThat(completed.getFirst().flow().estimate().samples()).isEqualTo(301);
    tracker.snapshot(T0 + 400_000, 1);
    assertThat(completed).hasSize(2);
    assertThat(completed.getLast().flow().estimate().samples()).isEqualTo(10);
  }

  @Test
  void finished() {
    var tracker = tracker(64);
    tracker.observe(Traffic.syn(o, T0, 1, 2, 80).tcpFlags(17));
    tracker.snapshot(T0 + 10_200, 1);
    assertThat(completed).extracting(Completed::end).containsExactly(FlowEnd.FINISHED);
  }

  @Test
  void evictedBeforeLargerOnes() {
    var tracker = tracker(8);
    for (int i = 0; i < 9; i++) {
      tracker.observe(Traffic.packet(o, T0, i, i == 0 ? 1500 : 100 + i));
    }
    assertThat(completed).extracting(Completed::end).containsExactly(FlowEnd.EVICTED);
    assertThat(completed.getFirst().flow().key().source().low()).isEqualTo(0x0a000001L);
  }

  @Test
  void everySampleIsInOneOfThem() {
    var tracker = tracker(256);
    var traffic = new Traffic(Seeds.seed("CompletedFlowsTest"), 2_000, 1.0);
    for (int i = 0; i < 30_000; i++) {
      tracker.observe(Traffic.packet(o, T0 + i * 10L, traffic.key(), traffic.frameLength()));
    }
    tracker.snapshot(T0 + 10_000_000, 1);
    assertThat(completed.stream().mapToLong(c -> c.flow().estimate().samples()).sum())
        .isEqualTo(30_000);
    assertThat(completed).extracting(Completed::end).contains(FlowEnd.IDLE, FlowEnd.EVICTED);
  }
}
