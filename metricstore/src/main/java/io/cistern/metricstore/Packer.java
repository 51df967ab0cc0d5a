package io.cistern.metricstore;

import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.ChunkEncoder;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.RowTable;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.map.Scan;
import io.cistern.metricstore.map.SharedMap;
import io.cistern.metricstore.map.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/// Rewrites the chunks of a finished partition, hours long, into chunks of up to 4096 rows in a
/// sealed map, which takes the place of the old one by a rename: a crash leaves the old or the new.
/// What has a damaged chunk stays as it is, for salvage. Not thread-safe.
final class Packer {
  private static final String NEW = ".new";

  private final EntityTable entities;
  private final LongAdder damaged = new LongAdder();
  private final ChunkEncoder encoder = ChunkEncoder.ofRows();
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final RowTable table = new RowTable();
  private volatile boolean stopping;

  Packer(EntityTable entities) {
    this.entities = entities;
  }

  /// Lets what is under way end soon, with nothing changed.
  void stop() {
    stopping = true;
  }

  /// Packs a partition into which nothing is put meanwhile, unless it is packed already.
  void pack(Partition partition) throws IOException {
    SharedMap shared = partition.acquire();
    if (shared == null) {
      return;
    }
    Path target = target(partition);
    boolean packed;
    try {
      if (shared.map().isSealed()) {
        partition.settle();
        return;
      }
      packed = write(shared.map(), target);
    } finally {
      shared.release();
    }
    if (packed) {
      Steps.passed("pack.sealed");
      partition.replace(target);
    } else {
      Files.deleteIfExists(target);
    }
    if (!stopping) {
      partition.settle();
    }
  }

  /// Makes a packed partition take rows again.
  static void unpack(Partition partition, ListMap map) throws IOException {
    Path target = target(partition);
    Files.deleteIfExists(target);
    map.compactTo(target);
    Steps.passed("unpack.written");
    partition.replace(target);
  }

  private static Path target(Partition partition) {
    Path file = partition.file();
    return file.resolveSibling(file.getFileName() + NEW);
  }

  private boolean write(ListMap from, Path target) throws IOException {
    Files.deleteIfExists(target);
    try (ListMap into =
        ListMap.open(target, ListMapOptions.builder().durability(Durability.OS).build())) {
      if (!copy(from, into)) {
        return false;
      }
      Steps.passed("pack.written");
      into.seal();
      return true;
    }
  }

  /// `false` if something is damaged or it shall stop.
  private boolean copy(ListMap from, ListMap into) throws IOException {
    var scan = new Scan(from, damaged).from(Keys.of(0, Keys.RECORD));
    int current = -1;
    table.clear();
    while (scan.next()) {
      if (scan.entity() != current) {
        write(current, into);
        current = scan.entity();
      }
      Entity entity = entities.find(current);
      if (entity == null || scan.skipped() > 0 || stopping) {
        return false;
      }
      try {
        byte[] chunk = scan.value();
        decoder.wrapHead(chunk);
        if (table.rows > 0 && decoder.firstTime() <= table.times[table.rows - 1]) {
          return false;
        }
        if (table.rows + decoder.rows() > ChunkEncoder.MAX_ROWS) {
          write(current, into);
        }
        decoder.readAll(chunk, entity.columnCount(), table);
      } catch (DamagedDataException _) { // counted by whoever asks for it
        return false;
      }
    }
    write(current, into);
    return scan.skipped() == 0;
  }

  private void write(int id, ListMap into) throws IOException {
    Entity entity = entities.find(id);
    if (table.rows > 0 && entity != null) {
      byte[] key = Keys.of(id, table.times[0]);
      into.put(key, encoder.encode(table, 0, table.rows, entity.kinds()));
    }
    table.clear();
  }
}
