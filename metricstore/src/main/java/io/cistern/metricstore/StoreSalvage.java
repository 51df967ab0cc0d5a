package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.Durability;
import io.cistern.listmap.IncompatibleVersionException;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.listmap.VerifyMode;
import io.cistern.listmap.VerifyReport;
import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.NumberKind;
import io.cistern.metricstore.codec.RowCodec;
import io.cistern.metricstore.codec.RowTable;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.map.OfflineMap;
import io.cistern.metricstore.rollup.RollupDecoder;
import io.cistern.metricstore.rollup.Samples;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Brings everything that still checks out into a new store's directory: records of entities, rows
/// and chunks, each under its own key. Rows and chunks whose entity is known are kept, if need be
/// with names made up for columns that nothing names any more.
final class StoreSalvage {
  private static final ListMapOptions NEW =
      ListMapOptions.builder().durability(Durability.OS).build();

  /// Takes an entry over, or finds it damaged.
  @FunctionalInterface
  private interface Copied {
    void copy(byte[] key, byte[] value, ListMap into) throws IOException;
  }

  private final StoreDirectory from;
  private final Path target;
  private final Map<Integer, List<MetricInfo>> schemas = new HashMap<>();
  private final Map<Integer, EntityCodec.Decoded> entities = new HashMap<>();
  private Map<Integer, EntityCodec.Decoded> madeUp = Map.of();
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final RollupDecoder rollups = new RollupDecoder();
  private final RowCodec rows = new RowCodec();
  private final RowTable row = new RowTable();
  private final Set<String> notes = new LinkedHashSet<>();
  private final PartitionLength length = new PartitionLength();
  private long rowsKept;
  private long chunksKept;
  private long lost;

  StoreSalvage(StoreDirectory from, Path target) {
    this.from = from;
    this.target = target;
  }

  SalvageReport run() throws IOException {
    Files.createDirectories(target);
    learn();
    copyProperties();
    copyEntities();
    for (StoreDirectory.Named head : from.heads()) {
      copy(head.path(), this::row);
    }
    for (StoreDirectory.Named head : from.headsAside()) {
      copy(head.path(), StoreDirectory.newHead(target, head.startMillis()).path(), this::row);
    }
    for (Tier tier : Tier.values()) {
      for (StoreDirectory.Named partition : from.partitions(tier)) {
        copy(
            partition.path().resolve(tier.file()),
            (key, value, into) -> chunk(key, value, into, tier));
      }
      for (StoreDirectory.Named partition : from.partitionsAside(tier)) {
        copy(
            partition.path().resolve(tier.file()),
            StoreDirectory.partition(target, tier, partition.startMillis()).resolve(tier.file()),
            (key, value, into) -> chunkAside(key, value, into, tier));
      }
    }
    return new SalvageReport(entities.size(), rowsKept, chunksKept, lost, List.copyOf(notes));
  }

  /// What was there of `meta.properties`, or what fits the rest.
  private void copyProperties() throws IOException {
    Path copy = target.resolve(from.properties().getFileName());
    if (from.problem() == null) {
      Files.copy(from.properties(), copy);
      return;
    }
    long millis = length.fitting();
    notes.add(
        from.properties()
            + ": "
            + from.problem()
            + "; partitions of "
            + Duration.ofMillis(millis).toHours()
            + " hours fit those there are");
    StoreProperties.create(target, millis, Instant.ofEpochMilli(length.latestMillis()));
  }

  /// Finds out who there is, and what columns they have.
  private void learn() throws IOException {
    read(from.entities(), this::learnSchema);
    read(from.entities(), this::learnEntity);
    var heads = new ArrayList<>(from.heads());
    heads.addAll(from.headsAside());
    for (StoreDirectory.Named head : heads) {
      read(head.path(), this::learnEntityOfHead);
    }
    var columns = new LostColumns(entities);
    for (StoreDirectory.Named head : heads) {
      length.latest(head.startMillis());
      read(head.path(), columns::row);
    }
    for (Tier tier : Tier.values()) {
      var partitions = new ArrayList<>(from.partitions(tier));
      partitions.addAll(from.partitionsAside(tier));
      for (StoreDirectory.Named partition : partitions) {
        length.partition(tier, partition.startMillis());
        read(
            partition.path().resolve(tier.file()),
            (key, value) -> {
              columns.chunk(key, value, tier);
              decoder.wrapHead(value);
              length.chunk(tier, partition.startMillis(), decoder.lastTime());
            });
      }
    }
    madeUp = columns.madeUp();
    entities.putAll(madeUp);
    if (!madeUp.isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "names of columns are lost of %d entities: those are called column 0, column 1, ...",
              madeUp.size()));
    }
  }

  private void learnSchema(byte[] key, byte[] value) throws IOException {
    if (EntityFile.isSchema(key)) {
      schemas.put(EntityFile.number(key), EntityCodec.decodeSchema(value));
    }
  }

  /// Without its schema an entity has no columns yet.
  private void learnEntity(byte[] key, byte[] value) throws IOException {
    if (!EntityFile.isSchema(key)) {
      know(
          EntityFile.number(key),
          EntityCodec.decode(value, number -> schemas.getOrDefault(number, List.of())));
    }
  }

  private void learnEntityOfHead(byte[] key, byte[] value) throws IOException {
    MemorySegment of = key(key);
    if (Keys.time(of) == Keys.RECORD) {
      know(Keys.entity(of), EntityCodec.decode(value, _ -> null));
    }
  }

  private void know(int id, EntityCodec.Decoded record) {
    entities.merge(id, record, (a, b) -> a.columns().size() >= b.columns().size() ? a : b);
  }

  /// Looks at what is whole in a file; what is not is counted when the file is copied.
  private void read(Path file, OfflineMap.Visitor visitor) throws IOException {
    try (OfflineMap map = open(file)) {
      map.forEach((key, value) -> {
        try {
          visitor.entry(key, value);
        } catch (DamagedDataException _) { // the next may be whole
        }
      });
    } catch (CorruptFileException | IncompatibleVersionException | NoSuchFileException _) {
      // noted: nothing of it can be read
    }
  }

  private void copy(Path file, Copied entry) throws IOException {
    copy(file, target.resolve(from.root().relativize(file)), entry);
  }

  private void copy(Path file, Path copy, Copied entry) throws IOException {
    Files.createDirectories(copy.toAbsolutePath().getParent());
    try (ListMap into = ListMap.open(copy, NEW)) {
      read(
          file,
          (key, value) -> {
            try {
              entry.copy(key, value, into);
            } catch (DamagedDataException _) { // the next may be whole
              lost++;
            }
          });
      into.flush();
    }
  }

  /// What of a file is intact.
  private OfflineMap open(Path file) throws IOException {
    try {
      OfflineMap map = OfflineMap.open(file);
      List<VerifyReport.Problem> problems = map.map().verify(VerifyMode.FULL).problems();
      if (problems.isEmpty()) {
        return map;
      }
      map.close();
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: %s: offset=%d",
              file,
              problems.getFirst().what(),
              problems.getFirst().offset()));
    } catch (IncompatibleVersionException e) {
      notes.add(file + ": " + e.getMessage());
      throw e;
    } catch (CorruptFileException e) { // what is intact in it may still be found
      notes.add(file + ": " + e.getMessage());
    } catch (NoSuchFileException e) {
      notes.add(file + ": missing");
      throw e;
    }
    return OfflineMap.salvaged(file);
  }

  private void copyEntities() throws IOException {
    copy(from.entities(), this::entity);
    try (ListMap into = ListMap.open(target.resolve(from.entities().getFileName()), NEW)) {
      for (Map.Entry<Integer, EntityCodec.Decoded> entity : madeUp.entrySet()) {
        into.put(Keys.of(entity.getKey()), EntityCodec.encode(entity.getValue()));
      }
      into.flush();
    }
  }

  private void entity(byte[] key, byte[] value, ListMap into) throws IOException {
    if (EntityFile.isSchema(key)) {
      EntityCodec.decodeSchema(value);
    } else {
      EntityCodec.decode(value, schemas::get);
    }
    into.put(key, value);
  }

  private void row(byte[] key, byte[] value, ListMap into) throws IOException {
    MemorySegment of = key(key);
    if (Keys.time(of) == Keys.RECORD) {
      EntityCodec.decode(value, _ -> null);
    } else {
      row.clear();
      rows.decode(value, Keys.time(of), kinds(of).length, row);
      rowsKept++;
    }
    into.put(key, value);
  }

  private void chunk(byte[] key, byte[] value, ListMap into, Tier tier) throws IOException {
    NumberKind[] of = kinds(key(key));
    if (tier == Tier.RAW) {
      row.clear();
      decoder.readAll(value, of.length, row);
    } else {
      Samples[] all = Arrays.stream(of).map(Samples::new).toArray(Samples[]::new);
      rollups.read(value, tier.stepMillis(), 0, Long.MAX_VALUE, all);
    }
    into.put(key, value);
    chunksKept++;
  }

  /// One of a partition that was set aside: what was stored in its place since is newer.
  private void chunkAside(byte[] key, byte[] value, ListMap into, Tier tier) throws IOException {
    if (tier != Tier.RAW) {
      if (!into.contains(key)) {
        chunk(key, value, into, tier);
      }
      return;
    }
    NumberKind[] of = kinds(key(key));
    row.clear();
    decoder.readAll(value, of.length, row);
    new ChunkMerge(into, Keys.entity(key(key)), of).add(row);
    chunksKept++;
  }

  private static MemorySegment key(byte[] bytes) throws DamagedDataException {
    MemorySegment key = MemorySegment.ofArray(bytes);
    if (!Keys.isKey(key)) {
      throw new DamagedDataException("not a key: length=" + bytes.length, 0);
    }
    return key;
  }

  private NumberKind[] kinds(MemorySegment key) throws DamagedDataException {
    EntityCodec.Decoded of = entities.get(Keys.entity(key));
    if (of == null) {
      throw new DamagedDataException("entity unknown: " + Keys.entity(key), 0);
    }
    return of.kinds();
  }
}
