package io.cistern.metricstore;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One thing that is measured: a source and an instance of it, for example (`192.0.2.1`, `if/3`),
/// with labels and columns. Made by [MetricStore#entity(String, String)]; one object for each
/// entity of an open store. Creating columns and labels and filling the row belong to the writer
/// thread; reading is free to all.
public final class Entity {
  private final EntityTable table;
  private final int id;
  private final String source;
  private final String instance;
  private volatile Map<String, String> labels = Map.of();
  private volatile List<Column> columns = List.of();
  private @Nullable Row row;

  // Of the table and the writer: how new this is, and where that is written already.
  volatile long firstSeen = -1;
  volatile long lastSeen = -1;
  long revision;
  long writtenRevision = -1;
  long durableRevision = -1;
  long writtenLastSeen = -1;
  @Nullable Head recordHead;
  long recordHeadRevision = -1;

  Entity(EntityTable table, int id, String source, String instance) {
    this.table = table;
    this.id = id;
    this.source = source;
    this.instance = instance;
  }

  /// Its number in this store, never used again.
  ///
  /// @return from 0
  public int id() {
    return id;
  }

  /// Where its rows come from.
  ///
  /// @return any text
  public String source() {
    return source;
  }

  /// Which part of the source it is.
  ///
  /// @return any text, may be empty
  public String instance() {
    return instance;
  }

  /// Its labels.
  ///
  /// @return immutable, sorted by name
  public Map<String, String> labels() {
    return labels;
  }

  /// Sets a label; it is stored with the entity's next row, at the latest by `maintain`, `flush` or
  /// `close`.
  ///
  /// @param name any text
  /// @param value any text; the empty one removes the label
  /// @throws LimitExceededException if a text is too long or there are too many labels
  public void label(String name, String value) throws LimitExceededException {
    if (value.equals(labels.getOrDefault(name, ""))) {
      return;
    }
    table.checkName(source, name);
    table.checkName(source, value);
    synchronized (table) {
      var changed = new TreeMap<>(labels);
      if (value.isEmpty()) {
        changed.remove(name);
      } else {
        changed.put(name, value);
      }
      table.check(source, "labelsPerEntity", changed.size(), table.limits().labelsPerEntity());
      setLabels(changed);
      revision++;
      table.changed(this);
    }
  }

  void setLabels(Map<String, String> sorted) {
    labels = Collections.unmodifiableMap(new TreeMap<>(sorted));
  }

  /// Its columns, in the order of their creation.
  ///
  /// @return an immutable list
  public List<Column> columns() {
    return columns;
  }

  /// Finds or creates the column of this metric, kind and unit; a metric whose kind or unit changed
  /// is a column of its own. Takes time in proportion to the number of columns: keep what it
  /// returns.
  ///
  /// @param metric any text
  /// @param kind of the values
  /// @param unit any text, may be empty
  /// @return the column
  /// @throws LimitExceededException if a text is too long or the entity has too many columns
  public Column column(String metric, ValueKind kind, String unit) throws LimitExceededException {
    for (Column column : columns) {
      if (column.is(metric, kind, unit)) {
        return column;
      }
    }
    table.checkName(source, metric);
    table.checkName(source, unit);
    synchronized (table) {
      for (Column column : columns) {
        if (column.is(metric, kind, unit)) {
          return column;
        }
      }
      table.check(
          source, "columnsPerEntity", columns.size() + 1L, table.limits().columnsPerEntity());
      Column column = addColumn(metric, kind, unit);
      revision++;
      table.changed(this);
      return column;
    }
  }

  Column addColumn(String metric, ValueKind kind, String unit) {
    Column column = table.intern(columns.size(), metric, kind, unit);
    var more = new java.util.ArrayList<>(columns);
    more.add(column);
    columns = List.copyOf(more);
    return column;
  }

  /// Clears and returns the entity's one row.
  ///
  /// @param timeMillis epoch milliseconds, from 0 to the year 9999
  /// @return the row, to be filled and appended
  /// @throws IllegalArgumentException if the time is out of range
  public Row row(long timeMillis) {
    if (row == null) {
      row = new Row(this);
    }
    return row.clear(timeMillis);
  }

  ValueKind[] kinds() {
    List<Column> mine = columns;
    var kinds = new ValueKind[mine.size()];
    Arrays.setAll(kinds, c -> mine.get(c).kind());
    return kinds;
  }

  int columnCount() {
    return columns.size();
  }

  boolean owns(Column column) {
    List<Column> mine = columns;
    return column.index() < mine.size() && mine.get(column.index()) == column;
  }

  boolean isIn(EntityTable other) {
    return table == other;
  }

  /// Widens what is known of the times of its rows.
  void saw(long first, long last) {
    if (firstSeen < 0 || first < firstSeen) {
      firstSeen = first;
    }
    if (last > lastSeen) {
      lastSeen = last;
    }
  }

  byte[] encode() {
    return EntityCodec.encode(revision, source, instance, firstSeen, lastSeen, labels, columns);
  }

  EntityInfo info() {
    List<MetricInfo> metrics = columns.stream().map(Column::info).toList();
    return new EntityInfo(id, source, instance, labels, metrics, firstSeen, lastSeen);
  }
}
