package io.cistern.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class QueryGateTest {
  @Test
  void refusesWhenNoTurnComesAndServesAgainAfterwards() throws Exception {
    var gate = new QueryGate(1, 1, Duration.ofMillis(50));
    var inside = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow =
          threads.submit(() ->
              gate.pass(() -> {
                inside.countDown();
                awaitQuietly(leave);
                return "slow";
              }));
      inside.await();
      assertThatThrownBy(() -> gate.pass(() -> "next"))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
      leave.countDown();
      assertThat(slow.get()).isEqualTo("slow");
      assertThat(gate.pass(() -> "next")).isEqualTo("next");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
