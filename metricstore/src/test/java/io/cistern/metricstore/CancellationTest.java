package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A query ends at the very question that is answered with yes, wherever it is reading.
class CancellationTest extends OpenStore {
  private static final long START = 1_795_219_200_000L;
  private static final int ENTITIES = 30;
  private static final int HOURS = 14;

  /// Wants the answer until it was asked a number of times.
  private static final class Token implements BooleanSupplier {
    private final long last;
    private long asked;

    Token(long last) {
      this.last = last;
    }

    @Override
    public boolean getAsBoolean() {
      return ++asked >= last;
    }
  }

  CancellationTest() {
    super(START);
    options = options.toBuilder().partitionLength(Duration.ofHours(2)).build();
  }

  @BeforeEach
  void fill() throws IOException {
    for (int minute = 0; minute < HOURS * 60; minute++) {
      clock.millis = START + minute * 60_000L;
      for (int e = 0; e < ENTITIES; e++) {
        Entity entity = store.entity("s", "i" + e);
        Column column = entity.column("n", ValueKind.GAUGE_LONG, "");
        store.append(entity.row(clock.millis).set(column, (long) minute * e));
      }
      store.maintain();
    }
    assertThat(store.stats().heads()).isPositive();
    assertThat(store.stats().chunksRolled()).isPositive();
  }

  private static List<Query> queries() {
    long end = START + Duration.ofHours(HOURS).toMillis();
    return List.of(
        Ask.raw("*", "*", "*", START, end),
        Ask.of("*", "*", "*", START, end, 3_600_000, Function.AVG),
        Ask.of("*", "*", "*", START, end, 3_600_000, Function.AVG).toBuilder()
            .grouping(Grouping.of(Aggregation.SUM))
            .build());
  }

  @Test
  void endsAtOnceWhereverItIs() throws IOException {
    SplittableRandom random = Seeds.random("cancellation", 41);
    for (Query query : queries()) {
      var never = new Token(Long.MAX_VALUE);
      int answered = store.query(query, never).size();
      assertThat(never.asked).isGreaterThan(ENTITIES * 60L); // the rows of a head at least
      for (int i = 0; i < 50; i++) {
        var token = new Token(i == 0 ? 1 : 1 + random.nextLong(never.asked));
        assertThatThrownBy(() -> store.query(query, token))
            .isInstanceOf(QueryCancelledException.class)
            .hasMessage("query cancelled");
        assertThat(token.asked).isEqualTo(token.last);
      }
      assertThat(store.query(query)).hasSize(answered);
    }
  }

  @Test
  void endsAmongEntitiesWithoutData() {
    long before = START - Duration.ofDays(1).toMillis();
    var token = new Token(ENTITIES);
    assertThatThrownBy(() -> store.query(Ask.raw("*", "*", "*", before, START), token))
        .isInstanceOf(QueryCancelledException.class);
  }

  @Test
  void endsWhenTheThreadIsInterrupted() throws IOException {
    Query query = queries().getFirst();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> store.query(query)).isInstanceOf(QueryCancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(store.query(query)).hasSize(ENTITIES);
  }

  @Test
  void whatItReadCanBeDroppedAfterwards() throws IOException {
    assertThatThrownBy(() -> store.query(queries().getFirst(), new Token(100)))
        .isInstanceOf(QueryCancelledException.class);
    store.close();
    var retention = Retention.builder().raw(Duration.ofHours(3)).build();
    store =
        MetricStore.open(
            directory,
            MetricStoreOptions.builder()
                .clock(clock)
                .partitionLength(Duration.ofHours(2))
                .retention(retention)
                .build());
    assertThatThrownBy(() -> store.query(queries().getFirst(), new Token(100)))
        .isInstanceOf(QueryCancelledException.class);
    store.maintain();
    assertThat(store.stats().partitionsDropped()).isPositive();
    assertThat(directory.resolve("p/20261121T000000Z")).doesNotExist();
  }
}
