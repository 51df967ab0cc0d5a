package io.cistern.app.self;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.LogLines;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // wraps on the way
  private final Condition condition = new Condition("it fails", nanos::get);

  @Test
  void lastsUntilItsOwnSuccess() {
    assertThat(condition.text()).isEmpty();
    condition.failed(new IOException("no room"));
    condition.failed(new IOException("no disk"));
    assertThat(condition.text()).hasValue("it fails: no disk");
    condition.succeeded();
    assertThat(condition.text()).isEmpty();
  }

  @Test
  void isLoggedOnceAMinuteWhateverItDoes() {
    try (var log = new LogLines(Condition.class)) {
      for (int i = 0; i < 1_000; i++) {
        condition.failed(new IOException("no room"));
        if (i % 10 == 9) {
          condition.succeeded();
        }
      }
      assertThat(log.messages()).containsExactly("it fails (failures: 1)", "over: it fails");
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
      condition.failed(new IOException("no room"));
      assertThat(log.messages()).hasSize(3).last().isEqualTo("it fails (failures: 1001)");
    }
  }
}
