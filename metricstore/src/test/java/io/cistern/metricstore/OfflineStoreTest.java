package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineStoreTest {
  private static final long START = 1_795_219_200_000L;
  private static final int ROWS = 8 * 60;

  @TempDir Path temporary;
  private Path directory;
  private final ManualClock clock = new ManualClock(START);
  private final MetricStoreOptions options =
      clock.options().withPartitionLength(Duration.ofHours(2));

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
      return opened.query(Query.raw("*", "*", "*", 0, Long.MAX_VALUE)).stream()
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
    byte[] bytes = Files.readAllBytes(first);
    ByteBuffer headers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int slot = 0; slot <= 4096; slot += 4096) {
      headers.putInt(slot + 8, 99);
      var crc = new CRC32C();
      crc.update(bytes, slot, 124);
      headers.putInt(slot + 124, (int) crc.getValue());
    }
    Files.write(first, bytes);
    assertThat(OfflineStore.inspect(directory).isSound()).isFalse();
    Path target = temporary.resolve("salvaged");
    SalvageReport salvaged = OfflineStore.salvage(directory, target);
    assertThat(salvaged.notes())
        .singleElement()
        .asString()
        .contains(first.toString(), "version=99");
    assertThat(samples(target, options)).isEqualTo(2 * (3 * ROWS - 3 * 120));
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
