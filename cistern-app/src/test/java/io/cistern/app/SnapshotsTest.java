package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.view.CollectorView;
import io.cistern.app.view.FlowQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the readers of a collector share.
class SnapshotsTest {
  private static final FlowQuery QUERY = FlowQuery.builder().keys(List.of("source")).build();
  private static final int READS = 100;

  @TempDir private Path directory;

  private Replayed lab;

  @BeforeEach
  void play() throws IOException {
    lab = Replayed.ofDatagrams(directory, Replayed.lab());
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  private Snapshots snapshots() {
    return ((LiveView) lab.view()).snapshots();
  }

  @Test
  void areMergedOnceForAllReaders() {
    CollectorSnapshot first = snapshots().current();
    long merges = snapshots().merges();
    CollectorView view = lab.view();
    for (int i = 0; i < READS; i++) {
      assertThat(view.agents()).isNotEmpty();
      assertThat(view.status().samples()).isPositive();
      assertThat(view.loss().agents()).isEmpty();
      assertThat(view.flows(QUERY).flows()).isNotEmpty();
    }
    assertThat(snapshots().merges() - merges)
        .as("all of them at the shard's one state")
        .isLessThan(READS);
    assertThat(first.flows()).isSameAs(first.flows());
    assertThat(first.alerts()).isSameAs(first.alerts());
    assertThat(first.losses()).isSameAs(first.losses());
  }

  @Test
  void giveTheSameAnswerToAll() {
    var agents = snapshots().current().agents();
    assertThat(agents.agent("127.0.0.1").orElseThrow())
        .isSameAs(agents.agent("127.0.0.1").orElseThrow());
    assertThat(agents.interfaces("127.0.0.1").orElseThrow())
        .isSameAs(agents.interfaces("127.0.0.1").orElseThrow());
    assertThat(agents.metrics("127.0.0.1").orElseThrow())
        .isSameAs(agents.metrics("127.0.0.1").orElseThrow());
  }

  @Test
  void costNothingButTheLookUpOnceTheyAreMade() {
    var agents = snapshots().current().agents();
    agents.metrics("127.0.0.1");
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < READS; i++) {
      agents.metrics("127.0.0.1");
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(READS * 1_000L);
  }

  @Test
  void tellTheTrafficOfACollectorThatHasEnded() throws IOException {
    var before = lab.view().flows(QUERY);
    lab.close();
    assertThat(lab.view().flows(QUERY)).isEqualTo(before);
  }
}
