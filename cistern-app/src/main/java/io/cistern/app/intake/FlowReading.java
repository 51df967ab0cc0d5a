package io.cistern.app.intake;

import com.google.common.util.concurrent.Uninterruptibles;
import io.cistern.app.flows.FlowIntake;
import io.cistern.flowtrack.FlowCapture;
import io.cistern.flowtrack.FlowSnapshot;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Lets other threads read the flows of a shard: its thread copies the tables when one asks, and
/// the one that asked sorts the copy.
final class FlowReading {
  private static final long LOOK_MILLIS = 100;

  private final FlowIntake flows;
  private final int topN;
  private final AtomicReference<@Nullable CountDownLatch> asked = new AtomicReference<>();
  private @Nullable FlowCapture capture; // made when somebody asks for the first time

  FlowReading(FlowIntake flows, int topN) {
    this.flows = flows;
    this.topN = topN;
  }

  /// Copies the tables if somebody waits for them. On the shard's thread, or where it has ended.
  void serve(long nowMillis) {
    CountDownLatch waiting = asked.getAndSet(null);
    if (waiting != null) {
      try {
        FlowCapture into = capture;
        if (into == null) {
          into = flows.newCapture(topN);
          capture = into;
        }
        flows.capture(into, nowMillis);
      } finally {
        waiting.countDown();
      }
    }
  }

  /// What is known now; one thread after the other.
  ///
  /// @param shard calls [#serve]; where it has ended, the reader does
  /// @param nowMillis of the last publication
  synchronized FlowSnapshot read(Thread shard, long nowMillis) {
    if (shard.getState() == Thread.State.NEW) {
      return FlowSnapshot.merge(List.of());
    }
    var waiting = new CountDownLatch(1);
    asked.set(waiting);
    while (!Uninterruptibles.awaitUninterruptibly(waiting, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (!shard.isAlive()) {
        serve(nowMillis);
      }
    }
    FlowCapture made = capture;
    return made == null ? FlowSnapshot.merge(List.of()) : made.snapshot();
  }
}
