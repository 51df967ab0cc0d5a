package io.cistern.metricstore;

import java.util.List;
import java.util.Map;

/// One thing that is measured: a source and an instance of it, for example (`192.0.2.1`, `if/3`),
/// with labels and columns. Made by [MetricStore#entity(String, String)]; one object for each
/// entity of an open store. Creating columns and labels and filling the row belong to the writer
/// thread; reading is free to all.
public final class Entity {
  private final int id;
  private final String source;
  private final String instance;

  Entity(int id, String source, String instance) {
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
  /// @return an immutable copy, sorted by name
  public Map<String, String> labels() {
    throw new UnsupportedOperationException();
  }

  /// Sets a label; it is stored with the entity's next row, at the latest by `maintain`, `flush` or
  /// `close`.
  ///
  /// @param name any text
  /// @param value any text; the empty one removes the label
  /// @throws LimitExceededException if a text is too long or there are too many labels
  public void label(String name, String value) throws LimitExceededException {
    throw new UnsupportedOperationException();
  }

  /// Its columns, in the order of their creation.
  ///
  /// @return an immutable list
  public List<Column> columns() {
    throw new UnsupportedOperationException();
  }

  /// Finds or creates the column of this metric, kind and unit; a metric whose kind or unit changed
  /// is a column of its own.
  ///
  /// @param metric any text
  /// @param kind of the values
  /// @param unit any text, may be empty
  /// @return the column
  /// @throws LimitExceededException if a text is too long or the entity has too many columns
  public Column column(String metric, ValueKind kind, String unit) throws LimitExceededException {
    throw new UnsupportedOperationException();
  }

  /// Clears and returns the entity's one row.
  ///
  /// @param timeMillis epoch milliseconds, from 0 to the year 9999
  /// @return the row, to be filled and appended
  /// @throws IllegalArgumentException if the time is out of range
  public Row row(long timeMillis) {
    throw new UnsupportedOperationException();
  }

  int columnCount() {
    throw new UnsupportedOperationException();
  }

  boolean owns(Column column) {
    throw new UnsupportedOperationException();
  }
}
