package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.intake.CaptureReplay;
import io.cistern.app.intake.LabDemo;
import io.cistern.app.view.StatusView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a collector in which a part fails. The fault is put in by the clock, which every
/// thread asks.
@Timeout(120)
class DeadThreadTest {
  private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");

  @TempDir private Path directory;

  private final AtomicLong now = new AtomicLong(START.toEpochMilli());
  private volatile @Nullable String faulty;
  private volatile boolean isError;

  private final InstantSource clock =
      () -> {
        if (Thread.currentThread().getName().equals(faulty)) {
          if (isError) {
            throw new InternalError("a fault in a mapped file");
          }
          throw new IllegalStateException("no clock");
        }
        return Instant.ofEpochMilli(now.get());
      };

  private Collector open() throws IOException {
    return Collector.open(
        CollectorOptions.builder()
            .sflowListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .dataDirectory(directory)
            .interval(Duration.ofSeconds(1))
            .shards(1)
            .ringBytes(1 << 20)
            .clock(clock)
            .build());
  }

  private static void replay(Collector collector) throws IOException {
    try (var channel = DatagramChannel.open();
        var capture = LabDemo.capture()) {
      new CaptureReplay(0).send(capture, channel, collector.sflowAddress());
    }
  }

  /// Lets the clock go on as time does: any faster, and rows under way would be hours old.
  private void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    for (long passed = 0; !condition.getAsBoolean(); ) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertThat(millis).as("patience").isLessThan(60_000);
      now.addAndGet(millis - passed);
      passed = millis;
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cistern-receive", "cistern-shard-0", "cistern-store", "cistern-maintenance"})
  void anErrorInAThreadThatMattersIsToldAtOnce(String thread) throws Exception {
    var told = new CompletableFuture<String>();
    try (var collector = open()) {
      collector.onFailure(told::complete);
      collector.start();
      replay(collector);
      isError = true;
      faulty = thread;
      replay(collector);
      now.addAndGet(60_000); // a tick and a maintenance are due
      assertThat(told.get(60, TimeUnit.SECONDS)).contains(thread, "a fault in a mapped file");
      var health = collector.view().health();
      assertThat(health.healthy()).isFalse();
      assertThat(collector.view().status().warnings())
          .anySatisfy(warning -> assertThat(warning).contains(thread));
      faulty = null;
    }
  }

  @Test
  void aGoodAppendDoesNotHideFailedMaintenance() throws Exception {
    try (var collector = open()) {
      collector.start();
      faulty = "cistern-maintenance";
      now.addAndGet(11_000);
      await(() -> isWarned(collector));
      long rows = collector.view().status().store().rows();
      replay(collector);
      await(() -> collector.view().status().store().rows() > rows);
      assertThat(isWarned(collector)).isTrue();
      assertThat(collector.view().health().healthy()).isFalse();
      assertThat(collector.view().health().text()).contains("cannot be maintained: no clock");
      faulty = null;
      now.addAndGet(11_000);
      await(() -> !isWarned(collector));
      assertThat(collector.view().health().healthy()).isTrue();
    }
  }

  private static boolean isWarned(Collector collector) {
    return collector.view().status().warnings().stream()
        .anyMatch(warning -> warning.startsWith("the store cannot be maintained"));
  }

  @Test
  void uptimeDoesNotGoBackWithTheClock() throws Exception {
    try (var collector = open()) {
      collector.start();
      now.addAndGet(-3_600_000);
      StatusView status = collector.view().status();
      assertThat(status.uptimeSeconds()).isNotNegative();
      assertThat(status.time()).isEqualTo(START.minusSeconds(3_600));
      assertThat(status.start()).isEqualTo(START);
    }
  }
}
