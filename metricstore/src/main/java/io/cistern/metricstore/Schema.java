package io.cistern.metricstore;

import io.cistern.metricstore.codec.NumberKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Columns in an order: what entities of a table that created the same metrics in the same order
/// share. Immutable but for where it is written. Made by [Schemas].
final class Schema {

  /// In no file yet.
  static final int UNWRITTEN = -1;

  private final EntityOwner owner;

  /// A schema and those that it was made from share one array as far as they agree.
  private final @Nullable Column[] columns;

  private final int size;

  /// Under the table's monitor: its number in `entities.lm`.
  int number = UNWRITTEN;

  // Of the SchemaIndex: who has it.
  boolean isIndexed;
  int firstEntity = -1;
  int entities;

  private Schema(EntityOwner owner, @Nullable Column[] columns, int size) {
    this.owner = owner;
    this.columns = columns;
    this.size = size;
  }

  static Schema empty(EntityOwner owner) {
    return new Schema(owner, new Column[0], 0);
  }

  /// Of the entities that may have it.
  EntityOwner owner() {
    return owner;
  }

  /// This and one column more.
  Schema with(MetricInfo next) {
    @Nullable Column[] array = columns;
    boolean isTaken = size == array.length || array[size] != null;
    if (isTaken) {
      array = new Column[size == array.length ? size + size / 2 + 1 : size + 1];
      System.arraycopy(columns, 0, array, 0, size);
    }
    array[size] = new Column(size, next);
    return new Schema(owner, array, size + 1);
  }

  int size() {
    return size;
  }

  Column column(int index) {
    return Objects.requireNonNull(columns[index]);
  }

  boolean has(Column column) {
    return column.index() < size && columns[column.index()] == column;
  }

  @Nullable Column find(MetricInfo wanted) {
    for (int c = 0; c < size; c++) {
      if (column(c).info().equals(wanted)) {
        return column(c);
      }
    }
    return null;
  }

  @SuppressWarnings("NullAway") // none is null below size
  List<Column> list() {
    return Collections.unmodifiableList(Arrays.asList(columns).subList(0, size));
  }

  List<MetricInfo> infos() {
    return list().stream().map(Column::info).toList();
  }

  NumberKind[] kinds() {
    var kinds = new NumberKind[size];
    Arrays.setAll(kinds, c -> column(c).kind().number());
    return kinds;
  }
}
