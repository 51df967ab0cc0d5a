package io.cistern.metricstore;

import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A store that lives without any harm answers as the naive one does, at any time of its life: what
/// the tests of crashes ask after each, asked far more often.
class StoreLifeTest {
  private static final int ROWS = Integer.getInteger("cistern.lifeRows", 8_000);
  private static final int ROWS_BETWEEN = 500;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      value = Life.Kind.class,
      names = {"AGE", "LATE", "BYTES"})
  void answersAsANaiveStoreDoes(Life.Kind kind) throws Exception {
    SplittableRandom random = Seeds.random("storeLife " + kind, System.nanoTime());
    var life = new Life(random.nextInt(1_000), kind);
    var clock = new ManualClock(life.clock(0));
    MetricStore store = MetricStore.open(directory, life.options(clock));
    try {
      long first = Life.START;
      long nextCheck = random.nextInt(ROWS_BETWEEN);
      for (long n = 0; n < ROWS; n++) {
        clock.millis = life.clock(n);
        life.append(store, n);
        Life.tend(store, n);
        if (Life.isReopened(n)) {
          store.close();
          store = MetricStore.open(directory, life.options(clock));
        }
        if (n == nextCheck) {
          nextCheck += 1 + random.nextInt(ROWS_BETWEEN);
          var known = new LifeCheck.Known(life, n, n, Set.of(), first);
          try {
            first = LifeCheck.check(store, known, random).first();
          } catch (AssertionError e) {
            throw new AssertionError(life + ", row " + n, e);
          }
        }
      }
    } finally {
      store.close();
    }
  }
}
