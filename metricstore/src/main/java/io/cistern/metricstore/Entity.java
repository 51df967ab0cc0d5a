package io.cistern.metricstore;

import io.cistern.metricstore.codec.NumberKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// One thing that is measured: a source and an instance of it, for example (`192.0.2.1`, `if/3`),
/// with labels and columns. Made by [MetricStore#entity(String, String)]; one object for each
/// entity of an open store. Creating columns and labels and filling the row belong to the writer
/// thread; reading is free to all.
public final class Entity {
  /*
   * There may be a hundred thousand: this object has 56 bytes, and what many of them share or what
   * is seldom asked for is elsewhere. Names are bytes in the table's index, labels are as encoded,
   * columns are a schema, which knows the owner.
   */
  private final int id;
  private final int namePlace;
  private volatile byte[] labels = EntityCodec.NO_LABELS;
  private volatile Schema schema;

  // Of the table and the writer: how new this is, and where that is written already.
  volatile long firstSeen = -1;
  volatile long lastSeen = -1;

  /// What the record says of `lastSeen`; -1 if its times are to be written in any case.
  volatile long writtenLastSeen = -1;

  int revision;

  Entity(int id, int namePlace, Schema schema) {
    this.id = id;
    this.namePlace = namePlace;
    this.schema = schema;
  }

  /// Its number, unique in this store.
  ///
  /// @return from 0
  public int id() {
    return id;
  }

  /// Where its rows come from.
  ///
  /// @return any text, made at each call
  public String source() {
    return EntityName.decode(name()).source();
  }

  /// Which part of the source it is.
  ///
  /// @return any text, may be empty, made at each call
  public String instance() {
    return EntityName.decode(name()).instance();
  }

  /// Its labels.
  ///
  /// @return immutable, sorted by name, made at each call
  public Map<String, String> labels() {
    byte[] encoded = labels;
    return encoded.length == 1
        ? Map.of()
        : Collections.unmodifiableMap(EntityCodec.labels(encoded));
  }

  /// Sets a label; it is stored with the entity's next row, at the latest by `maintain`, `flush` or
  /// `close`.
  ///
  /// @param name any text
  /// @param value any text; the empty one removes the label
  /// @throws LimitExceededException if a text is too long or there are too many labels
  public void label(String name, String value) throws LimitExceededException {
    if (value.equals(labels().getOrDefault(name, ""))) {
      return;
    }
    String source = source();
    owner().checkName(source, name);
    owner().checkName(source, value);
    owner().label(this, name, value);
  }

  /// Its columns, in the order of their creation.
  ///
  /// @return an immutable list
  public List<Column> columns() {
    return schema.list();
  }

  /// Finds or creates the column of this metric, kind and unit; a metric whose kind or unit changed
  /// is a column of its own. It is stored as a label is. Takes time in proportion to the number of
  /// columns: keep what it returns.
  ///
  /// @param metric any text
  /// @param kind of the values
  /// @param unit any text, may be empty
  /// @return the column
  /// @throws LimitExceededException if a text is too long or the entity has too many columns
  public Column column(String metric, ValueKind kind, String unit) throws LimitExceededException {
    var wanted = new MetricInfo(metric, kind, unit);
    Column found = schema.find(wanted);
    if (found != null) {
      return found;
    }
    String source = source();
    owner().checkName(source, metric);
    owner().checkName(source, unit);
    return owner().column(this, wanted);
  }

  /// A new, empty row, to be filled and appended; [Row#reuse(Entity, long)] spares making one for
  /// each.
  ///
  /// @param timeMillis epoch milliseconds, from 0 to the year 9999
  /// @return the row
  /// @throws IllegalArgumentException if the time is out of range
  public Row row(long timeMillis) {
    return new Row(this, timeMillis);
  }

  private EntityOwner owner() {
    return schema.owner();
  }

  int namePlace() {
    return namePlace;
  }

  /// Source and instance as [EntityName] encodes them.
  byte[] name() {
    return owner().name(this);
  }

  byte[] encodedLabels() {
    return labels;
  }

  void setLabels(byte[] encoded) {
    labels = encoded;
  }

  Schema schema() {
    return schema;
  }

  void setSchema(Schema more) {
    schema = more;
  }

  NumberKind[] kinds() {
    return schema.kinds();
  }

  int columnCount() {
    return schema.size();
  }

  boolean owns(Column column) {
    return schema.has(column);
  }

  boolean isIn(EntityOwner other) {
    return owner() == other;
  }

  /// Widens what is known of the times of its rows.
  void saw(long first, long last) {
    if (firstSeen < 0 || first < firstSeen) {
      firstSeen = first;
      writtenLastSeen = -1; // after it was set: whoever writes meanwhile has it, or does so again
    }
    if (last > lastSeen) {
      lastSeen = last;
    }
  }

  EntityInfo info() {
    var name = EntityName.decode(name());
    return new EntityInfo(
        id, name.source(), name.instance(), labels(), schema.infos(), firstSeen, lastSeen);
  }
}
