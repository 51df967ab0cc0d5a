package io.cistern.metricstore;

import io.cistern.metricstore.codec.ChunkDecoder;
import io.cistern.metricstore.codec.RowCodec;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.rollup.RollupField;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Columns that entities have by their rows and chunks, though no intact record says what they are:
/// their place is known, of chunks their kind too, their names are not.
final class LostColumns {
  private final Map<Integer, EntityCodec.Decoded> entities;
  private final Map<Integer, TreeMap<Integer, ValueKind>> lost = new HashMap<>();
  private final ChunkDecoder decoder = new ChunkDecoder();

  /// @param entities as their records are
  LostColumns(Map<Integer, EntityCodec.Decoded> entities) {
    this.entities = entities;
  }

  /// Looks at an entry of a head.
  void row(byte[] key, byte[] value) throws IOException {
    MemorySegment of = MemorySegment.ofArray(key);
    if (Keys.isKey(of) && Keys.time(of) != Keys.RECORD) {
      int span = RowCodec.span(value);
      if (span > 0) {
        add(Keys.entity(of), span - 1, ValueKind.GAUGE_LONG, false);
      }
    }
  }

  /// Looks at a chunk.
  void chunk(byte[] key, byte[] value, Tier tier) throws IOException {
    MemorySegment of = MemorySegment.ofArray(key);
    if (!Keys.isKey(of)) {
      return;
    }
    boolean isRaw = tier == Tier.RAW;
    decoder.wrap(value, isRaw ? RowCodec.MOST_COLUMNS : RollupField.columns(RowCodec.MOST_COLUMNS));
    while (decoder.nextColumn()) {
      int column = decoder.column();
      if (isRaw) {
        add(Keys.entity(of), column, ValueKind.of(decoder.kind()), true);
      } else if (!RollupField.isOfRow(column) && RollupField.of(column) == RollupField.FIRST) {
        add(Keys.entity(of), RollupField.entityColumn(column), ValueKind.of(decoder.kind()), true);
      }
    }
  }

  private void add(int id, int column, ValueKind kind, boolean isSure) {
    EntityCodec.Decoded entity = entities.get(id);
    if (entity != null && column >= entity.columns().size()) {
      var kinds = lost.computeIfAbsent(id, _ -> new TreeMap<>());
      if (isSure) {
        kinds.put(column, kind);
      } else {
        kinds.putIfAbsent(column, kind);
      }
    }
  }

  /// The records of the entities that have such columns, with names made up for them.
  Map<Integer, EntityCodec.Decoded> madeUp() {
    var all = new HashMap<Integer, EntityCodec.Decoded>();
    lost.forEach((id, kinds) -> {
      EntityCodec.Decoded record = Objects.requireNonNull(entities.get(id));
      List<MetricInfo> columns = new ArrayList<>(record.columns());
      for (int c = columns.size(); c <= kinds.lastKey(); c++) {
        ValueKind kind = kinds.getOrDefault(c, ValueKind.GAUGE_LONG);
        columns.add(new MetricInfo("column " + c, kind, ""));
      }
      all.put(id, record.with(columns));
    });
    return all;
  }
}
