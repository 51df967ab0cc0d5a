package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.IncompatibleVersionException;
import io.cistern.listmap.VerifyMode;
import io.cistern.listmap.VerifyReport;
import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.codec.RowCodec;
import io.cistern.metricstore.codec.RowTable;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.map.OfflineMap;
import io.cistern.metricstore.map.Scan;
import io.cistern.metricstore.rollup.RollupDecoder;
import io.cistern.metricstore.rollup.RollupField;
import io.cistern.metricstore.rollup.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads every file of a store that is not open, to the last value.
final class StoreInspector {
  private static final int MOST_FINDINGS = 100;
  private static final long LONGEST_PARTITION = MetricStoreOptions.LONGEST_PARTITION.toMillis();

  private final StoreDirectory directory;
  private final Map<Integer, NumberKind[]> kinds = new HashMap<>();
  private final List<StoreReport.FileReport> reports = new ArrayList<>();
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final RollupDecoder rollups = new RollupDecoder();
  private final RowCodec rows = new RowCodec();
  private final RowTable row = new RowTable();

  StoreInspector(StoreDirectory directory) {
    this.directory = directory;
  }

  StoreReport inspect() throws IOException {
    if (directory.problem() != null) {
      var found = new Found();
      found.wrong(directory.problem());
      report(directory.properties(), null, found);
    }
    inspect(directory.entities(), null, this::entities);
    List<StoreDirectory.Named> heads = directory.heads();
    List<StoreDirectory.Named> headsAside = directory.headsAside();
    for (StoreDirectory.Named head : concat(heads, headsAside)) {
      inspect(head.path(), null, this::recordsOfHead);
    }
    reports.removeIf(
        report -> concat(heads, headsAside).stream().anyMatch(h -> h.path().equals(report.file())));
    for (StoreDirectory.Named head : heads) {
      inspect(head.path(), null, (map, file) -> rows(map, file, head));
    }
    for (Tier tier : Tier.values()) {
      for (StoreDirectory.Named named : directory.partitions(tier)) {
        inspect(
            named.path().resolve(tier.file()), tier, (map, file) -> chunks(map, file, tier, named));
      }
    }
    for (StoreDirectory.Named head : headsAside) {
      inspectAside(head.path(), null, (map, file) -> rows(map, file, head));
    }
    for (Tier tier : Tier.values()) {
      for (StoreDirectory.Named named : directory.partitionsAside(tier)) {
        inspectAside(
            named.path().resolve(tier.file()), tier, (map, file) -> chunks(map, file, tier, named));
      }
    }
    return new StoreReport(kinds.size(), reports);
  }

  private static List<StoreDirectory.Named> concat(
      List<StoreDirectory.Named> a, List<StoreDirectory.Named> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  /// What is found in one file.
  private static final class Found {
    long entries;
    long rows;
    long samples;
    final Map<ValueKind, StoreReport.ColumnSize> columns = new EnumMap<>(ValueKind.class);
    final List<String> findings = new ArrayList<>();
    private boolean isDamaged;

    void wrong(String what) {
      isDamaged = true;
      add(what);
    }

    void wrong(String where, DamagedDataException e) {
      if (e.isOfLaterFormat()) {
        add(where + e.getMessage());
      } else {
        wrong(where + e.getMessage());
      }
    }

    void add(String what) {
      if (findings.size() < MOST_FINDINGS) {
        findings.add(what);
      }
    }

    boolean isOfLaterFormat() {
      return !findings.isEmpty() && !isDamaged;
    }
  }

  @FunctionalInterface
  private interface Reading {
    void read(OfflineMap map, Found found) throws IOException;
  }

  private void inspect(Path file, @Nullable Tier tier, Reading reading) throws IOException {
    inspect(file, tier, reading, new Found());
  }

  /// What was set aside is a finding, whatever it holds: it is in no answer.
  private void inspectAside(Path file, @Nullable Tier tier, Reading reading) throws IOException {
    var found = new Found();
    found.wrong("set aside as damaged: a salvage finds what of it is intact");
    inspect(file, tier, reading, found);
  }

  private void inspect(Path file, @Nullable Tier tier, Reading reading, Found found)
      throws IOException {
    try (OfflineMap map = OfflineMap.open(file)) {
      VerifyReport verified = map.map().verify(VerifyMode.FULL);
      for (VerifyReport.Problem problem : verified.problems()) {
        found.wrong(problem.what() + ": offset=" + problem.offset());
      }
      reading.read(map, found);
    } catch (NoSuchFileException _) { // the next file may be whole
      found.wrong("missing");
    } catch (IncompatibleVersionException e) { // the next file may be of ours
      found.add("of a later format: version=" + Long.toUnsignedString(e.version()));
    } catch (CorruptFileException e) { // the next file may be whole
      found.wrong(e.what() + ": offset=" + e.offset());
    } catch (IOException e) { // the next file may be whole
      found.wrong(String.valueOf(e.getMessage()));
    }
    report(file, tier, found);
  }

  private void report(Path file, @Nullable Tier tier, Found found) throws IOException {
    long bytes = Files.exists(file) ? Files.size(file) : 0;
    reports.add(
        new StoreReport.FileReport(
            file,
            tier,
            bytes,
            found.entries,
            found.rows,
            found.samples,
            found.columns,
            found.findings,
            found.isOfLaterFormat()));
  }

  private void entities(OfflineMap map, Found found) throws IOException {
    var schemas = new HashMap<Integer, List<MetricInfo>>();
    map.forEach((key, value) -> {
      if (EntityFile.isSchema(key)) {
        schema(key, value, schemas, found);
      }
    });
    map.forEach((key, value) -> {
      if (!EntityFile.isSchema(key)) {
        entity(key, value, schemas, found);
      }
    });
  }

  private static void schema(
      byte[] key, byte[] value, Map<Integer, List<MetricInfo>> schemas, Found found) {
    try {
      int number = EntityFile.number(key);
      schemas.put(number, EntityFile.decodeSchema(number, value));
      found.entries++;
    } catch (DamagedDataException e) { // said; the others may be whole
      found.wrong("", e);
    }
  }

  private void entity(
      byte[] key, byte[] value, Map<Integer, List<MetricInfo>> schemas, Found found) {
    try {
      entity(EntityFile.number(key), value, schemas::get, found);
    } catch (DamagedDataException e) { // said; the others may be whole
      found.wrong("", e);
    }
  }

  private void entity(
      int id, byte[] record, IntFunction<@Nullable List<MetricInfo>> schemas, Found found) {
    try {
      NumberKind[] of = EntityFile.decode(id, record, schemas).kinds();
      kinds.merge(id, of, (a, b) -> a.length >= b.length ? a : b);
      found.entries++;
    } catch (DamagedDataException e) { // said; the others may be whole
      found.wrong("", e);
    }
  }

  private void recordsOfHead(OfflineMap map, Found found) throws IOException {
    var scan = new Scan(map.map(), new LongAdder()).from(Keys.of(0, Keys.RECORD));
    while (scan.next()) {
      if (scan.time() == Keys.RECORD) {
        entity(scan.entity(), scan.value(), _ -> null, found);
      }
    }
  }

  private void rows(OfflineMap map, Found found, StoreDirectory.Named head) throws IOException {
    var scan = new Scan(map.map(), new LongAdder()).from(Keys.of(0, Keys.RECORD));
    while (scan.next()) {
      if (scan.time() == Keys.RECORD) {
        entity(scan.entity(), scan.value(), _ -> null, found);
        continue;
      }
      found.entries++;
      String where =
          String.format(Locale.ROOT, "row of entity %d at %d", scan.entity(), scan.time());
      long since = scan.time() - head.startMillis();
      if (since < 0 || since >= StoreDirectory.HEAD_MILLIS) {
        found.wrong(where + ": not of this hour");
      }
      try {
        row.clear();
        rows.decode(scan.value(), scan.time(), columnCount(scan.entity()), row);
        found.rows++;
        for (int c = 0; c < row.columnCount(); c++) {
          found.samples += row.column(c).present.cardinality();
        }
      } catch (DamagedDataException e) { // said; the others may be whole
        found.wrong(where + ": ", e);
      }
    }
  }

  private void chunks(OfflineMap map, Found found, Tier tier, StoreDirectory.Named partition)
      throws IOException {
    var scan = new Scan(map.map(), new LongAdder()).from(Keys.of(0, Keys.RECORD));
    long length = directory.partitionMillis() > 0 ? directory.partitionMillis() : LONGEST_PARTITION;
    long end = partition.startMillis() + tier.partitionMillis(length);
    int entity = -1;
    long last = -1;
    while (scan.next()) {
      String where =
          String.format(Locale.ROOT, "chunk of entity %d at %d", scan.entity(), scan.time());
      try {
        chunk(scan, tier, found);
        if (decoder.firstTime() < partition.startMillis() || decoder.lastTime() >= end) {
          found.wrong(where + ": beyond the partition");
        }
        if (scan.entity() == entity && decoder.firstTime() <= last) {
          found.wrong(where + ": begins before the one before ends");
        }
        entity = scan.entity();
        last = decoder.lastTime();
      } catch (DamagedDataException e) { // said; the others may be whole
        found.wrong(where + ": ", e);
      }
    }
  }

  private void chunk(Scan scan, Tier tier, Found found) throws DamagedDataException {
    int columns = columnCount(scan.entity());
    byte[] chunk = scan.value();
    found.entries++;
    if (tier != Tier.RAW) {
      NumberKind[] of = kinds.getOrDefault(scan.entity(), new NumberKind[0]);
      Samples[] all = Arrays.stream(of).map(Samples::new).toArray(Samples[]::new);
      rollups.read(chunk, tier.stepMillis(), 0, Long.MAX_VALUE, all);
    }
    decoder.wrap(chunk, tier == Tier.RAW ? columns : RollupField.columns(columns));
    decoder.times();
    found.rows += decoder.rows();
    while (decoder.nextColumn()) {
      int bytes = decoder.columnBytes();
      if (!decoder.statisticsAgree()) {
        throw new DamagedDataException("statistics of column " + decoder.column() + " differ", 0);
      }
      int samples = decoder.present().cardinality();
      found.samples += samples;
      ValueKind kind = ValueKind.of(decoder.kind());
      var before = found.columns.getOrDefault(kind, new StoreReport.ColumnSize(0, 0));
      found.columns.put(kind, before.plus(samples, bytes));
    }
  }

  private int columnCount(int entity) throws DamagedDataException {
    NumberKind[] of = kinds.get(entity);
    if (of == null) {
      throw new DamagedDataException("entity unknown: " + entity, 0);
    }
    return of.length;
  }
}
