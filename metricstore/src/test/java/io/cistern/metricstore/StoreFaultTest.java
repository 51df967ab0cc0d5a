package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others do to the files of a store that is open: they damage them, move directories away,
/// copy everything.
class StoreFaultTest {
  private static final int ROWS = 2_000;

  @TempDir Path directory;
  private final Life life = new Life(7, Life.Kind.AGE);
  private final ManualClock clock = new ManualClock(Life.START);
  private MetricStore store;
  private volatile long next;

  @BeforeEach
  void open() throws IOException {
    store = MetricStore.open(directory.resolve("store"), life.options(clock));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void live(long end) throws IOException {
    while (next < end) {
      append();
      Life.tend(store, next - 1);
    }
  }

  private void append() throws IOException {
    clock.millis = life.clock(next);
    life.append(store, next);
    next++;
  }

  private void check() throws IOException {
    var known = new LifeCheck.Known(life, next - 1, next, Set.of(), Life.START);
    LifeCheck.check(store, known, new SplittableRandom(next));
  }

  private List<Path> partitions() throws IOException {
    try (Stream<Path> found = Files.walk(directory.resolve("store/p"))) {
      return found.filter(path -> path.endsWith("raw.lm")).sorted().toList();
    }
  }

  private Set<Long> numbers() throws IOException {
    return numbers(store);
  }

  private static Set<Long> numbers(MetricStore store) throws IOException {
    var numbers = new HashSet<Long>();
    for (Series series : store.query(Ask.raw("*", "*", Life.NUMBER.metric(), 0, Long.MAX_VALUE))) {
      for (long number : series.rawBits()) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  @Test
  void aPartitionDamagedWhileItIsOpenIsReportedAndTheRestAnswers() throws Exception {
    live(ROWS);
    Set<Long> before = numbers();
    long oldest = before.stream().mapToLong(life::time).min().orElseThrow();
    long others = oldest / Life.PARTITION * Life.PARTITION + Life.PARTITION;
    try (var file = new RandomAccessFile(partitions().getFirst().toFile(), "rw")) {
      for (long at = 4_096; at < file.length(); at += 64) {
        file.seek(at);
        file.write(0x55);
      }
    }
    Set<Long> after = numbers();
    assertThat(before).containsAll(after);
    assertThat(after).containsAll(before.stream().filter(n -> life.time(n) >= others).toList());
    assertThat(after.size()).isLessThan(before.size());
    assertThat(store.stats().damaged()).isPositive();
    live(next + 500);
    assertThat(numbers()).contains(next - 1);
  }

  @Test
  void withoutTheDirectoryOfTheHeadsRowsOfANewHourAreRefusedAndAllGoesOnOnceItIsBack()
      throws Exception {
    live(ROWS);
    Path heads = directory.resolve("store/head");
    Path away = Files.move(heads, directory.resolve("away"));
    assertThatThrownBy(() -> live(next + 200)).isInstanceOf(NoSuchFileException.class);
    check();
    Files.move(away, heads);
    live(next + 500);
    check();
  }

  @Test
  void withoutTheDirectoryOfThePartitionsItSaysWhichAreGoneAndBeginsAnother() throws Exception {
    live(ROWS);
    List<Path> gone = partitions();
    long unsealed = next - 1;
    Files.move(directory.resolve("store/p"), directory.resolve("away"));
    live(next + 500);
    assertThat(store.stats().problems())
        .containsAll(gone.stream().map(path -> path + ": vanished").toList());
    assertThat(numbers()).contains(unsealed, next - 1);
    assertThat(partitions()).isNotEmpty();
  }

  @Test
  void withoutItsWholeDirectoryItAnswersMakesNothingInItsPlaceAndGoesOnOnceItIsBack()
      throws Exception {
    live(ROWS);
    numbers(); // every partition is open
    Path place = directory.resolve("store");
    Path away = Files.move(place, directory.resolve("away"));
    assertThatThrownBy(() -> store.maintain()).isInstanceOf(NoSuchFileException.class);
    assertThat(place).doesNotExist();
    assertThat(store.stats().bytes()).isZero();
    Files.move(away, place);
    live(next + 500);
    assertThat(numbers()).contains(next - 1);
  }

  @Test
  void rowsOfAHeadWhoseFileSomebodyDeletedAreSealedAtOnce() throws Exception {
    live(ROWS);
    try (Stream<Path> heads = Files.list(directory.resolve("store/head"))) {
      for (Path head : heads.toList()) {
        Files.delete(head);
      }
    }
    store.maintain();
    assertThat(store.stats().heads()).isZero();
    check();
    live(next + 500);
    check();
    store.close();
    open();
    check();
  }

  @Test
  void aCopyMadeBetweenTwoMaintenancesHasAllThatWasAppended() throws Exception {
    live(ROWS);
    var stop = new AtomicBoolean();
    var failed = new AtomicBoolean();
    long end = next + 5_000; // 42 hours: fewer than may be unsealed
    var writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (!stop.get() && next < end) {
                  append();
                }
              } catch (IOException e) {
                failed.set(true);
              }
            });
    long sure = next - 1;
    Path copy = directory.resolve("copy");
    copy(directory.resolve("store"), copy);
    stop.set(true);
    writer.join();
    assertThat(failed).isFalse();
    var known = new LifeCheck.Known(life, sure, next, Set.of(), Life.START);
    LifeCheck.check(copy, known, new SplittableRandom(sure));
  }

  @Test
  void aCopyMadeAtAnyTimeOpensAndHasNoWrongRow() throws Exception {
    live(ROWS);
    var stop = new AtomicBoolean();
    var last = new AtomicLong();
    var writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (!stop.get()) {
                  live(next + 1);
                }
                last.set(next - 1);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    for (int n = 0; n < 10; n++) {
      copy(directory.resolve("store"), directory.resolve("copy" + n));
    }
    stop.set(true);
    writer.join();
    assertThat(last.get()).isGreaterThan(ROWS);
    for (int n = 0; n < 10; n++) {
      checkRows(directory.resolve("copy" + n));
    }
  }

  private void checkRows(Path copy) throws IOException {
    try (MetricStore copied = MetricStore.open(copy, life.options(new ManualClock(clock.millis)))) {
      // mostly 600 to 1,000: a copy lacks what was sealed or dropped while it was made
      assertThat(numbers(copied)).hasSizeGreaterThan(100);
      for (Series series :
          copied.query(Ask.raw("*", "*", Life.NUMBER.metric(), 0, Long.MAX_VALUE))) {
        for (int i = 0; i < series.size(); i++) {
          long row = series.rawBits()[i];
          assertThat(row).isLessThan(next);
          assertThat(series.times()[i]).isEqualTo(life.time(row));
          assertThat(series.source()).isEqualTo(life.source(row));
          assertThat(series.instance()).isEqualTo(life.instance(row));
        }
      }
    }
  }

  /// As `cp -r` does, while files come and go.
  private static void copy(Path from, Path to) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("cp", "-r", from.toString(), to.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(exit).isBetween(0, 1); // 1: a file was gone before it was copied
  }
}
