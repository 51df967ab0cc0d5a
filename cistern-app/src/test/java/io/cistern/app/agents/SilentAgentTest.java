package io.cistern.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.Replayed;
import io.cistern.app.http.ApiProbe;
import io.cistern.app.intake.CaptureReader;
import io.cistern.app.intake.CapturedDatagram;
import io.cistern.app.intake.FeedDatagram;
import io.cistern.app.intake.LabDemo;
import io.cistern.app.view.AgentView;
import io.cistern.app.view.MetricView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lab's agents, alive and an hour after their last word, while another one speaks.
class SilentAgentTest {
  private static final String LAB = "127.0.0.1";

  @TempDir private Path directory;

  private static List<FeedDatagram> lab() throws IOException {
    var datagrams = new ArrayList<FeedDatagram>();
    try (CaptureReader capture = LabDemo.capture()) {
      for (CapturedDatagram next = capture.next(); next != null; next = capture.next()) {
        datagrams.add(new FeedDatagram(next.timeNanos() / 1_000_000, null, next.payload()));
      }
    }
    return datagrams;
  }

  private static FeedDatagram other(long time) {
    var bytes = ByteBuffer.allocate(28);
    bytes.putInt(5).putInt(1).putInt(0xc0000209).putInt(0).putInt(1).putInt(1000).putInt(0);
    return new FeedDatagram(time, null, bytes.array());
  }

  @Test
  void hasRatesWhileItSpeaks() throws Exception {
    try (var replayed = Replayed.ofDatagrams(directory, lab())) {
      assertThat(replayed.view().agents()).extracting(AgentView::silent).containsOnly(false);
      assertThat(replayed.view().interfaces(LAB).orElseThrow().getFirst().in().bitsPerSecond())
          .isNotNull();
    }
  }

  @Test
  void hasNoneOnceItIsSilent() throws Exception {
    var datagrams = lab();
    datagrams.add(other(datagrams.getLast().timeMillis() + 3_600_000));
    try (var replayed = Replayed.ofDatagrams(directory, datagrams)) {
      var view = replayed.view();
      assertThat(view.agents()).extracting(AgentView::silent).containsExactly(true, true, false);
      assertThat(view.agents())
          .allSatisfy(agent -> {
            assertThat(agent.inBitsPerSecond()).isNull();
            assertThat(agent.outBitsPerSecond()).isNull();
          });
      assertThat(view.interfaces(LAB).orElseThrow())
          .allSatisfy(port -> {
            assertThat(port.in().bitsPerSecond()).isNull();
            assertThat(port.out().packetsPerSecond()).isNull();
            assertThat(port.in().utilization()).isNull();
            assertThat(port.in().errorsPerSecond()).isNull();
          });
      assertThat(view.metrics(LAB).orElseThrow())
          .extracting(MetricView::rate)
          .containsOnly((Double) null);
      assertThat(ApiProbe.get(replayed.collector(), "/metrics?collect%5B%5D=sflow"))
          .doesNotContain("sflow_if_in_octets");
    }
  }
}
