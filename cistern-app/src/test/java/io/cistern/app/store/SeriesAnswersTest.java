package io.cistern.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.app.view.QueryTimeoutException;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import io.cistern.metricstore.Entity;
import io.cistern.metricstore.MetricStore;
import io.cistern.metricstore.MetricStoreOptions;
import io.cistern.metricstore.ValueKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesAnswersTest {
  private static final long START = 1_795_219_200_000L;
  private static final int ROWS = 300;
  private static final long LIMIT_NANOS = Duration.ofSeconds(30).toNanos();

  @TempDir private Path directory;
  private MetricStore store;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - LIMIT_NANOS); // runs over
  private long nanosEachLook;

  @BeforeEach
  void fill() throws IOException {
    var clock = InstantSource.fixed(Instant.ofEpochMilli(START + ROWS * 1000L));
    store = MetricStore.open(directory, MetricStoreOptions.builder().clock(clock).build());
    for (int i = 0; i < ROWS; i++) {
      Entity entity = store.entity("192.0.2.1", "if/3");
      store.append(
          entity
              .row(START + i * 1000L)
              .set(entity.column("octets", ValueKind.COUNTER64, "bytes"), i * 100L)
              .set(entity.column("load", ValueKind.GAUGE_LONG, ""), i));
    }
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  /// Each look at the time finds that some has passed.
  private SeriesAnswers answers() {
    return new SeriesAnswers(store, () -> nanos.addAndGet(nanosEachLook));
  }

  private static SeriesQuery query(@Nullable String function) {
    return SeriesQuery.builder()
        .fromMillis(START)
        .toMillis(START + ROWS * 1000L)
        .function(function)
        .build();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"raw", "avg", "rate"})
  void stopsAfterThirtySeconds(@Nullable String function) throws Exception {
    assertThat(answers().series(query(function))).hasSize(2);
    nanosEachLook = LIMIT_NANOS / ROWS * 2;
    assertThatThrownBy(() -> answers().series(query(function)))
        .isInstanceOf(QueryTimeoutException.class)
        .hasMessageContaining("30 s");
  }

  @Test
  void countersAndGaugesAreAnsweredInOnePass() throws Exception {
    nanosEachLook = LIMIT_NANOS * 2 / (ROWS * 3);
    assertThat(answers().series(query("rate"))).isNotEmpty();
    assertThat(answers().series(query(null)))
        .extracting(SeriesView::fn)
        .containsExactly("avg", "rate");
  }
}
