package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.metricstore.map.Keys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineStoreTest {
  private static final long START = 1_795_219_200_000L;
  private static final int ROWS = 8 * 60;

  @TempDir Path temporary;
  private Path directory;
  private final ManualClock clock = new ManualClock(START);
  private final MetricStoreOptions options =
      clock.options().toBuilder().partitionLength(Duration.ofHours(2)).build();

  @BeforeEach
  void fill() throws IOException {
    directory = temporary.resolve("store");
    try (MetricStore store = MetricStore.open(directory, options)) {
      for (int i = 0; i < ROWS; i++) {
        for (int e = 0; e < 3; e++) {
          Entity entity = store.entity("s", "i" + e);
          Row row = entity.row(clock.millis).set(entity.column("n", ValueKind.COUNTER64, ""), i);
          store.append(row.set(entity.column("x", ValueKind.GAUGE_DOUBLE, ""), Math.sin(i)));
        }
        clock.millis += 60_000;
        store.maintain();
      }
    }
  }

  private Path raw(long start) {
    String name = java.time.Instant.ofEpochMilli(start).toString().replaceAll("[-:]", "");
    return directory.resolve("p").resolve(name).resolve("raw.lm");
  }

  private static Map<String, Long> checksums(Path directory) throws IOException {
    var sums = new TreeMap<String, Long>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        var crc = new CRC32C();
        crc.update(Files.readAllBytes(file));
        sums.put(file.toString(), crc.getValue());
      }
    }
    return sums;
  }

  private static long samples(Path store, MetricStoreOptions options) throws IOException {
    try (MetricStore opened = MetricStore.open(store, options)) {
      return opened.query(Ask.raw("*", "*", "*", 0, Long.MAX_VALUE)).stream()
          .mapToLong(Series::size)
          .sum();
    }
  }

  @Test
  void aSoundStoreHasNoFindingsAndIsNotTouched() throws Exception {
    Map<String, Long> before = checksums(directory);
    StoreReport report = OfflineStore.inspect(directory);
    assertThat(report.isSound()).as("%s", report).isTrue();
    assertThat(report.entities()).isEqualTo(3);
    long rows =
        report.files().stream()
            .filter(f -> f.tier() == null || f.tier() == Tier.RAW)
            .mapToLong(StoreReport.FileReport::rows)
            .sum();
    assertThat(rows).isEqualTo(3 * ROWS);
    assertThat(report.files().stream().filter(f -> f.tier() == Tier.HOURS_1)).isNotEmpty();
    assertThat(checksums(directory)).isEqualTo(before);
  }

  @Test
  void aStoreThatWasNotClosedIsReadWithoutRecoveringIt() throws Exception {
    Path copy = temporary.resolve("copy");
    try (MetricStore store = MetricStore.open(directory, options)) {
      Entity entity = store.entity("s", "i0");
      store.append(entity.row(clock.millis).set(entity.column("n", ValueKind.COUNTER64, ""), ROWS));
      copyTree(directory, copy);
      assertThatThrownBy(() -> OfflineStore.inspect(directory))
          .isInstanceOf(StoreLockedException.class);
    }
    Map<String, Long> before = checksums(copy);
    StoreReport report = OfflineStore.inspect(copy);
    assertThat(report.isSound()).as("%s", report).isTrue();
    assertThat(checksums(copy)).isEqualTo(before);
  }

  @Test
  void whatIsDamagedIsNamedAndTheRestSalvaged() throws Exception {
    try (var map = ListMap.open(directory.resolve("entities.lm"), ListMapOptions.defaults())) {
      assertThat(map.size()).isEqualTo(3 + 1); // and their schema
    }
    Path last = raw(START + 6 * 3_600_000L); // not packed yet
    byte[] key = Keys.of(1, START + 6 * 3_600_000L);
    try (var map = ListMap.open(last, ListMapOptions.defaults())) {
      byte[] chunk = Objects.requireNonNull(map.getBytes(key));
      chunk[0] = 99;
      map.put(key, chunk);
    }
    Path first = raw(START);
    byte[] bytes = Files.readAllBytes(first);
    Arrays.fill(bytes, (byte) 0x55);
    Files.write(first, bytes);

    StoreReport report = OfflineStore.inspect(directory);
    List<Path> damaged =
        report.files().stream()
            .filter(f -> !f.findings().isEmpty())
            .map(StoreReport.FileReport::file)
            .toList();
    assertThat(damaged).containsExactly(first, last);

    Path target = temporary.resolve("salvaged");
    SalvageReport salvaged = OfflineStore.salvage(directory, target);
    assertThat(salvaged.lost()).isEqualTo(1);
    assertThat(salvaged.notes()).singleElement().asString().contains(first.toString());
    assertThat(OfflineStore.inspect(target).isSound()).isTrue();
    assertThat(samples(target, options)).isEqualTo(2 * (3 * ROWS - 3 * 120 - 60));
  }

  @Test
  void aFileOfALaterFormatIsNamedAndLeftOutOfASalvage() throws Exception {
    Path first = raw(START);
    makeLater(first);
    assertThat(OfflineStore.inspect(directory).isSound()).isFalse();
    Path target = temporary.resolve("salvaged");
    SalvageReport salvaged = OfflineStore.salvage(directory, target);
    assertThat(salvaged.notes())
        .singleElement()
        .asString()
        .contains(first.toString(), "version=99");
    assertThat(samples(target, options)).isEqualTo(2 * (3 * ROWS - 3 * 120));
  }

  private void breakBothHeaders(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 0, 128, (byte) 0x55);
    Arrays.fill(bytes, 4096, 4096 + 128, (byte) 0x55);
    Files.write(file, bytes);
  }

  /// States version 99, with a checksum that is right.
  private static void makeLater(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer headers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int slot = 0; slot <= 4096; slot += 4096) {
      headers.putInt(slot + 8, 99);
      var crc = new CRC32C();
      crc.update(bytes, slot, 124);
      headers.putInt(slot + 124, (int) crc.getValue());
    }
    Files.write(file, bytes);
  }

  private Path onlyHead() throws IOException {
    try (Stream<Path> heads = Files.list(directory.resolve("head"))) {
      return heads.reduce((a, b) -> b).orElseThrow();
    }
  }

  @Nested
  class SetAside {
    @Test
    void aHeadIsAFindingAProblemAndSalvagedWhole() throws Exception {
      long before = samples(directory, options);
      Path head = onlyHead();
      breakBothHeaders(head);
      Path aside = head.resolveSibling(head.getFileName() + ".damaged");
      try (MetricStore store = MetricStore.open(directory, options)) {
        assertThat(store.stats().problems())
            .singleElement()
            .asString()
            .contains(aside.toString(), "set aside as damaged", "salvage");
      }
      assertThat(aside).exists();
      assertThat(samples(directory, options)).isLessThan(before);
      Map<String, Long> files = checksums(directory);
      StoreReport report = OfflineStore.inspect(directory);
      assertThat(report.isSound()).isFalse();
      assertThat(report.isDamaged()).isTrue();
      assertThat(report.files())
          .filteredOn(file -> !file.findings().isEmpty())
          .singleElement()
          .satisfies(file -> {
            assertThat(file.file()).isEqualTo(aside);
            assertThat(file.findings().getFirst()).startsWith("set aside as damaged");
          });
      Path target = temporary.resolve("salvaged");
      SalvageReport salvaged = OfflineStore.salvage(directory, target);
      assertThat(salvaged.rows()).isPositive();
      assertThat(salvaged.lost()).isZero();
      assertThat(samples(target, options)).isEqualTo(before);
      assertThat(OfflineStore.inspect(target).isSound()).isTrue();
      assertThat(checksums(directory)).isEqualTo(files);
    }

    /// Rows of the same hours came since.
    @ParameterizedTest
    @ValueSource(longs = {0, 30_000})
    void aPartitionIsSalvagedTogetherWithWhatWasStoredSince(long offset) throws Exception {
      long before = samples(directory, options);
      Path partition = Objects.requireNonNull(raw(START).getParent());
      Files.move(partition, partition.resolveSibling(partition.getFileName() + ".damaged"));
      int later = 90;
      try (MetricStore store =
          MetricStore.open(directory, options.toBuilder().lateness(Duration.ofHours(12)).build())) {
        Entity entity = store.entity("s", "i1");
        for (int i = 0; i < later; i++) {
          long time = START + i * 60_000L + offset;
          store.append(entity.row(time).set(entity.column("n", ValueKind.COUNTER64, ""), 7));
        }
        clock.millis += Duration.ofHours(13).toMillis();
        store.maintain();
        store.maintain();
      }
      assertThat(raw(START)).exists();
      assertThat(OfflineStore.inspect(directory).isDamaged()).isTrue();
      Path target = temporary.resolve("salvaged");
      SalvageReport salvaged = OfflineStore.salvage(directory, target);
      assertThat(salvaged.lost()).isZero();
      StoreReport report = OfflineStore.inspect(target);
      assertThat(report.isSound()).as("%s", report).isTrue();
      assertThat(samples(target, options)).isEqualTo(before + (offset == 0 ? 0 : later));
      try (MetricStore store = MetricStore.open(target, options)) {
        Series n = store.query(Ask.raw("s", "i1", "n", START, START + 90 * 60_000)).getFirst();
        assertThat(n.rawBits()[offset == 0 ? 0 : 1]).isEqualTo(7);
      }
    }
  }

  @Nested
  class WithoutProperties {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 24, 336})
    void everythingIsSalvaged(int hours) throws Exception {
      Path made = temporary.resolve("made");
      clock.millis = START;
      var length = clock.options().toBuilder().partitionLength(Duration.ofHours(hours)).build();
      try (MetricStore store = MetricStore.open(made, length)) {
        Entity entity = store.entity("s", "i");
        for (int i = 0; i < 40 * 60; i++) {
          store.append(
              entity.row(clock.millis).set(entity.column("n", ValueKind.COUNTER64, ""), i));
          clock.millis += 60_000;
          store.maintain();
        }
      }
      Files.delete(made.resolve("meta.properties"));
      Files.delete(made.resolve("LOCK"));
      Map<String, Long> before = checksums(made);
      StoreReport report = OfflineStore.inspect(made);
      assertThat(report.files())
          .filteredOn(file -> !file.findings().isEmpty())
          .singleElement()
          .satisfies(file -> {
            assertThat(file.file()).isEqualTo(made.resolve("meta.properties"));
            assertThat(file.findings()).singleElement().asString().startsWith("missing");
          });
      Path target = temporary.resolve("salvaged");
      SalvageReport salvaged = OfflineStore.salvage(made, target);
      assertThat(salvaged.lost()).isZero();
      assertThat(salvaged.notes()).singleElement().asString().contains("meta.properties: missing");
      assertThat(checksums(made)).isEqualTo(before);
      assertThat(OfflineStore.inspect(target).isSound()).isTrue();
      assertThat(samples(target, length)).isEqualTo(40 * 60);
    }
  }

  @Test
  void withoutPropertiesNothingIsOpenedOrMade() throws Exception {
    Files.delete(directory.resolve("meta.properties"));
    Files.delete(directory.resolve("entities.lm"));
    Map<String, Long> before = checksums(directory);
    assertThatThrownBy(() -> MetricStore.open(directory, options))
        .isInstanceOf(IncompleteStoreException.class)
        .hasMessageContainingAll("meta.properties is missing", "salvage", directory.toString());
    assertThat(checksums(directory)).isEqualTo(before);
  }

  @Nested
  class OfALaterFormat {
    private void everythingRefusesIt() throws IOException {
      Map<String, Long> before = checksums(directory);
      assertThatThrownBy(() -> MetricStore.open(directory, options))
          .isInstanceOf(IncompatibleVersionException.class);
      assertThat(checksums(directory)).isEqualTo(before);
    }

    @Test
    void aStoreIsLeftAlone() throws Exception {
      Path properties = directory.resolve("meta.properties");
      Files.writeString(
          properties, Files.readString(properties).replace("format=1\n", "format=2\n"));
      everythingRefusesIt();
      assertThatThrownBy(() -> OfflineStore.inspect(directory))
          .isInstanceOf(IncompatibleVersionException.class)
          .hasMessageContainingAll("format=2", "supported=1");
      Path target = temporary.resolve("salvaged");
      assertThatThrownBy(() -> OfflineStore.salvage(directory, target))
          .isInstanceOf(IncompatibleVersionException.class);
      assertThat(target).doesNotExist();
    }

    /// What was opened before it is closed again: an operator may try many times.
    @Test
    void aHeadLeavesNoOtherOneOpen() throws Exception {
      Path maps = Path.of("/proc/self/maps");
      assumeTrue(Files.isReadable(maps), "/proc/self/maps absent: open files cannot be seen");
      clock.millis += 3_600_000;
      try (MetricStore store = MetricStore.open(directory, options)) {
        assertThat(store.append("s", "next hour", clock.millis, 1)).isTrue();
      }
      try (Stream<Path> heads = Files.list(directory.resolve("head"))) {
        var byTime = heads.sorted().toList();
        assertThat(byTime).hasSize(2);
        makeLater(byTime.getLast());
      }
      assertThatThrownBy(() -> MetricStore.open(directory, options))
          .isInstanceOf(IncompatibleVersionException.class);
      assertThat(Files.readString(maps)).doesNotContain(directory.resolve("head").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"entities.lm", "head"})
    void aMapIsNotDamaged(String which) throws Exception {
      makeLater(which.equals("head") ? onlyHead() : directory.resolve(which));
      everythingRefusesIt();
      StoreReport report = OfflineStore.inspect(directory);
      assertThat(report.isSound()).isFalse();
      if (which.equals("head")) {
        assertThat(report.isDamaged()).isFalse();
        try (StoreReader reader = OfflineStore.read(directory, Limits.DEFAULT)) {
          assertThat(reader.problems()).singleElement().asString().contains("version=99");
        }
      } else {
        assertThatThrownBy(() -> OfflineStore.read(directory, Limits.DEFAULT))
            .isInstanceOf(IncompatibleVersionException.class);
      }
    }

    @Test
    void aPartitionIsNotDamagedAndStaysWhereItIs() throws Exception {
      makeLater(raw(START));
      Map<String, Long> before = checksums(directory);
      StoreReport report = OfflineStore.inspect(directory);
      assertThat(report.isSound()).isFalse();
      assertThat(report.isDamaged()).isFalse();
      assertThat(checksums(directory)).isEqualTo(before);
      Path file = raw(START);
      Long sum = before.get(file.toString());
      try (MetricStore store =
          MetricStore.open(directory, options.toBuilder().lateness(Duration.ofHours(12)).build())) {
        Entity entity = store.entity("s", "i1");
        store.append(entity.row(START + 1).set(entity.column("n", ValueKind.COUNTER64, ""), 7));
        clock.millis += Duration.ofHours(13).toMillis();
        assertThatThrownBy(store::maintain).hasMessageContainingAll(file.toString(), "version=99");
      }
      assertThat(checksums(directory)).containsEntry(file.toString(), sum);
    }

    @Test
    void aChunkIsNotDamaged() throws Exception {
      byte[] key = Keys.of(1, START + 6 * 3_600_000L);
      try (var map = ListMap.open(raw(START + 6 * 3_600_000L), ListMapOptions.defaults())) {
        byte[] chunk = Objects.requireNonNull(map.getBytes(key));
        chunk[0] = 99;
        map.put(key, chunk);
      }
      StoreReport report = OfflineStore.inspect(directory);
      assertThat(report.isSound()).isFalse();
      assertThat(report.isDamaged()).isFalse();
    }
  }

  @Test
  void withoutALockNoneIsMade() throws Exception {
    Files.delete(directory.resolve("LOCK"));
    Map<String, Long> before = checksums(directory);
    assertThat(OfflineStore.inspect(directory).isSound()).isTrue();
    assertThat(checksums(directory)).isEqualTo(before);
  }

  @Test
  void aSoundStoreIsSalvagedWhole() throws Exception {
    Path target = temporary.resolve("salvaged");
    SalvageReport salvaged = OfflineStore.salvage(directory, target);
    assertThat(salvaged.lost()).isZero();
    assertThat(samples(target, options)).isEqualTo(samples(directory, options));
    assertThatThrownBy(() -> OfflineStore.salvage(directory, target))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void whereThereIsNoStoreItSaysSo() {
    assertThatThrownBy(() -> OfflineStore.inspect(temporary.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
