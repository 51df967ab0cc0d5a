package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.Cursor;
import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings everything that still checks out into a new store's directory: records of entities, rows
/// and chunks, each under its own key. What was set aside as damaged is tried too.
final class StoreSalvage {
  private static final ListMapOptions NEW = ListMapOptions.defaults().withDurability(Durability.OS);
  private static final int MOST_DAMAGED = 100_000;

  /// Takes an entry over, or finds it damaged.
  @FunctionalInterface
  private interface Entry {
    void copy(byte[] key, byte[] value, ListMap into) throws IOException;
  }

  /// Takes a file over.
  @FunctionalInterface
  private interface Whole {
    void copy(ListMap map, ListMap into) throws IOException;
  }

  private final StoreDirectory from;
  private final Path target;
  private final Map<Integer, List<MetricInfo>> schemas = new HashMap<>();
  private final Map<Integer, ValueKind[]> kinds = new HashMap<>();
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final RollupDecoder rollups = new RollupDecoder();
  private final RowCodec rows = new RowCodec();
  private final RowTable row = new RowTable();
  private final List<String> notes = new ArrayList<>();
  private long entitiesKept;
  private long rowsKept;
  private long chunksKept;
  private long lost;

  StoreSalvage(StoreDirectory from, Path target) {
    this.from = from;
    this.target = target;
  }

  SalvageReport run() throws IOException {
    Files.createDirectories(target);
    Files.copy(from.properties(), target.resolve(from.properties().getFileName()));
    copy(
        from.entities(),
        (map, into) -> {
          copy(map.range(EntityFile.FIRST_SCHEMA, null), into, this::schema);
          copy(map.range(null, EntityFile.FIRST_SCHEMA), into, this::entity);
        });
    for (StoreDirectory.Named head : from.heads()) {
      copy(head.path(), this::entityOfHead);
    }
    for (StoreDirectory.Named head : from.heads()) {
      copy(head.path(), this::row);
    }
    for (Tier tier : Tier.values()) {
      for (StoreDirectory.Named partition : from.partitions(tier)) {
        copy(
            partition.path().resolve(tier.file()),
            (key, value, into) -> chunk(key, value, into, tier));
      }
    }
    return new SalvageReport(entitiesKept, rowsKept, chunksKept, lost, notes);
  }

  private void copy(Path file, Entry entry) throws IOException {
    copy(file, (map, into) -> copy(map.cursor(), into, entry));
  }

  private void copy(Path file, Whole whole) throws IOException {
    Path copy = target.resolve(from.root().relativize(file));
    Files.createDirectories(copy.toAbsolutePath().getParent());
    try (OfflineMap map = open(file);
        ListMap into = ListMap.open(copy, NEW)) {
      whole.copy(map.map(), into);
      into.flush();
    } catch (CorruptFileException _) { // noted: nothing of it can be read
      Files.deleteIfExists(copy);
    }
  }

  private OfflineMap open(Path file) throws IOException {
    try {
      return OfflineMap.open(file);
    } catch (CorruptFileException e) { // what is intact in it may still be found
      notes.add(file + ": " + e.getMessage());
      return OfflineMap.salvaged(file);
    }
  }

  private void copy(Cursor cursor, ListMap into, Entry entry) throws IOException {
    byte[] next = {0};
    boolean started = false;
    int damaged = 0;
    while (damaged < MOST_DAMAGED) {
      try {
        boolean more = started ? cursor.next() : cursor.seek(next);
        started = true;
        if (!more) {
          return;
        }
        entry.copy(cursor.keyBytes(), cursor.valueBytes(), into);
      } catch (CorruptFileException | DamagedDataException _) { // counted; the next may be whole
        started = true;
        damaged++;
        lost++;
      }
    }
  }

  private void schema(byte[] key, byte[] value, ListMap into) throws IOException {
    schemas.put(EntityFile.number(key), EntityCodec.decodeSchema(value));
    into.put(key, value);
  }

  private void entity(byte[] key, byte[] value, ListMap into) throws IOException {
    know(EntityFile.number(key), EntityCodec.decode(value, schemas::get));
    into.put(key, value);
    entitiesKept++;
  }

  private void entityOfHead(byte[] key, byte[] value, ListMap into) throws IOException {
    MemorySegment of = MemorySegment.ofArray(key);
    if (Keys.isKey(of) && Keys.time(of) == Keys.RECORD) {
      know(Keys.entity(of), EntityCodec.decode(value, _ -> null));
    }
  }

  private void know(int id, EntityCodec.Decoded record) {
    kinds.merge(id, record.kinds(), (a, b) -> a.length >= b.length ? a : b);
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
    ValueKind[] of = kinds(key(key));
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

  private static MemorySegment key(byte[] bytes) throws DamagedDataException {
    MemorySegment key = MemorySegment.ofArray(bytes);
    if (!Keys.isKey(key)) {
      throw new DamagedDataException("not a key: length=" + bytes.length, 0);
    }
    return key;
  }

  private ValueKind[] kinds(MemorySegment key) throws DamagedDataException {
    ValueKind[] of = kinds.get(Keys.entity(key));
    if (of == null) {
      throw new DamagedDataException("entity unknown: " + Keys.entity(key), 0);
    }
    return of;
  }
}
