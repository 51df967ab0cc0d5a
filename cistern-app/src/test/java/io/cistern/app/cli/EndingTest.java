package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.Closing;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EndingTest {
  private final Closing parts = new Closing();
  private final CompletableFuture<Integer> code = new CompletableFuture<>();
  private final AtomicInteger closed = new AtomicInteger();

  private Ending ending(Duration patience) {
    return new Ending(parts, code::complete, patience);
  }

  private int code() throws Exception {
    return code.get(60, TimeUnit.SECONDS);
  }

  @Test
  void whenToldToStopClosesEverythingAndIsNoFailure() throws Exception {
    parts.add(closed::incrementAndGet);
    parts.add(closed::incrementAndGet);
    var ending = ending(Duration.ofHours(1));
    ending.stop();
    ending.stop();
    assertThat(code()).isZero();
    assertThat(closed).hasValue(2);
  }

  @Test
  void afterAFailureClosesEverythingAndIsOne() throws Exception {
    parts.add(closed::incrementAndGet);
    ending(Duration.ofHours(1)).fail();
    assertThat(code()).isEqualTo(1);
    assertThat(closed).hasValue(1);
  }

  @Test
  void isAFailureWhereSomethingCannotBeClosed() throws Exception {
    parts.add(closed::incrementAndGet);
    parts.add(() -> {
      throw new IOException("the disk is gone");
    });
    ending(Duration.ofHours(1)).stop();
    assertThat(code()).isEqualTo(1);
    assertThat(closed).hasValue(1);
  }

  @Test
  void isNotHeldUpByWhatCannotEnd() throws Exception {
    parts.add(() -> new CountDownLatch(1).await());
    ending(Duration.ofMillis(1)).fail();
    assertThat(code()).isEqualTo(1);
  }
}
