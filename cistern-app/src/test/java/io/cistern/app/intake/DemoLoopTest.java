package io.cistern.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cistern.app.agents.InstanceNames;
import io.cistern.app.agents.StreamSnapshot;
import io.cistern.app.agents.StreamState;
import io.cistern.app.agents.StreamTable;
import io.cistern.app.flows.FlowIntake;
import io.cistern.app.metrics.CounterRow;
import io.cistern.app.store.RowQueue;
import io.cistern.flowtrack.FlowTrackerOptions;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.DecodeError;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemoLoopTest {
  private static final int ROUNDS = 4;

  private static DemoLoop loop() throws IOException {
    var datagrams = new ArrayList<CapturedDatagram>();
    try (var capture = LabDemo.capture()) {
      for (var next = capture.next(); next != null; next = capture.next()) {
        datagrams.add(next);
      }
    }
    return new DemoLoop(datagrams);
  }

  /// To the accounts every round must look like the agents running on.
  @Test
  void goesOnWithoutLossRestartOrFallingCounter() throws IOException {
    var loop = loop();
    var rows = new RowQueue(1 << 10);
    var streams = StreamTable.builder(new InstanceNames(), rows).build();
    var flows = new FlowIntake(FlowTrackerOptions.builder().flowCapacity(1 << 10).build());
    var reader = new SampleReader(flows);
    var cursor = new DatagramCursor();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < loop.size(); i++) {
        long time = round * 45_000L + loop.sinceFirstNanos(i) / 1_000_000;
        var segment = MemorySegment.ofArray(loop.datagram(round, i, 1_000 + time));
        assertThat(cursor.wrap(segment)).isTrue();
        var stream = Objects.requireNonNull(streams.find(cursor, 0, 0, time));
        reader.read(stream, cursor, segment, time);
        assertThat(cursor.error()).isEqualTo(DecodeError.NONE);
      }
    }
    var snapshots = streams.streams().stream().map(StreamState::snapshot).toList();
    assertThat(snapshots).extracting(StreamSnapshot::datagrams).containsExactly(1240L, 80L);
    assertThat(snapshots)
        .extracting(StreamSnapshot::losses)
        .containsOnly(new StreamSnapshot.Losses(0L, 0, 0, 0, 0L, 0, 0));
    countersNeverFall(rows);
    samplesGoWithCounters(snapshots.getFirst());
  }

  /// Where the counters grew by what no sample tells of, every round would take from the coverage.
  private static void samplesGoWithCounters(StreamSnapshot stream) {
    var va =
        stream.sources().stream()
            .filter(s -> s.instance().equals("if/2"))
            .findFirst()
            .orElseThrow();
    var coverage = Objects.requireNonNull(va.coverage());
    assertThat(coverage.ratio()).isCloseTo(1, within(coverage.error95()));
  }

  private static void countersNeverFall(RowQueue rows) {
    var last = new HashMap<List<Object>, Long>();
    int count = 0;
    for (CounterRow row = rows.poll(); row != null; row = rows.poll()) {
      count++;
      assertThat(row.isReset()).isFalse();
      for (var part : row.parts()) {
        for (int i = 0; i < part.plan().metrics().size(); i++) {
          var metric = part.plan().metrics().get(i);
          if (metric.isCounter() && part.isPresent(i)) {
            var key = List.<Object>of(row.entity(), metric.name());
            Long before = last.put(key, part.value(i));
            assertThat(part.value(i))
                .as("%s", key)
                .isGreaterThanOrEqualTo(before == null ? 0 : before);
          }
        }
      }
    }
    assertThat(count).isEqualTo(62 * ROUNDS);
  }

  @Test
  void playsTheFirstRoundAsItWasCaptured() throws IOException {
    var loop = loop();
    try (var capture = LabDemo.capture()) {
      byte[] first = Objects.requireNonNull(capture.next()).payload();
      assertThat(loop.datagram(0, 0, 1_000)).isEqualTo(first);
    }
  }
}
