package io.cistern.metricstore;

import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.map.Steps;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All entities of a store, in the heap and in their file. Its monitor guards every change; looking
/// up takes no lock.
final class EntityTable implements EntityOwner {

  /*
   * What is known of an entity is in three places: here, in entities.lm, and on the disk. An entity
   * is in `unwritten` if what is here is newer than its record, and in `undurable` if the record is
   * not known to be forced: then the heads that get its rows have it too, and it is in `recorded`
   * if `recordHead` has. One force at a time goes on outside of the monitor; who is written
   * meanwhile is in `rewritten`.
   */
  private final EntityFile file;
  private final MetricStoreOptions options;
  private final Refusals refusals;
  private final EntityIndex index = new EntityIndex();
  private final LabelIndex labelIndex = new LabelIndex(index);
  private final Schemas schemas = new Schemas(this);
  private final LabelSets labelSets = new LabelSets();
  private final BitSet unwritten = new BitSet();
  private final BitSet undurable = new BitSet();
  private final BitSet rewritten = new BitSet();
  private final BitSet recorded = new BitSet();
  private @Nullable Head recordHead;
  private final Object forcing = new Object();

  private EntityTable(EntityFile file, MetricStoreOptions options) {
    this.file = file;
    this.options = options;
    this.refusals = new Refusals(options.limits());
  }

  static EntityTable load(EntityFile file, MetricStoreOptions options) throws IOException {
    var table = new EntityTable(file, options);
    file.read(
        table.schemas,
        (id, record) -> {
          Entity entity = table.take(id, record);
          entity.writtenLastSeen = entity.lastSeen;
        });
    table.unwritten.clear();
    return table;
  }

  /// Takes over a record of a head where it is newer than what is known.
  synchronized void restore(int id, byte[] record) throws DamagedDataException {
    Entity known = index.find(id);
    if (known == null || known.revision < EntityCodec.revision(record)) {
      take(id, EntityCodec.decode(record, _ -> null)); // a head does without entities.lm
    }
  }

  private Entity take(int id, EntityCodec.Decoded record) {
    Entity known = index.find(id);
    Entity entity = known == null ? add(id, record.source(), record.instance()) : known;
    entity.revision = record.revision();
    labelIndex.setLabels(entity, labelSets.shared(EntityCodec.labels(record.labels())));
    labelIndex.setSchema(
        entity,
        known == null
            ? schemas.of(record.columns())
            : schemas.extend(entity.schema(), record.columns()));
    if (record.firstSeen() >= 0) {
      entity.saw(record.firstSeen(), Math.max(record.firstSeen(), record.lastSeen()));
    }
    unwritten.set(id);
    return entity;
  }

  private Entity add(int id, String source, String instance) {
    int place = index.keep(EntityName.encode(source, instance));
    var entity = new Entity(id, place, schemas.empty());
    index.add(entity);
    labelIndex.add(entity, source, instance);
    return entity;
  }

  Refusals refusals() {
    return refusals;
  }

  int size() {
    return index.size();
  }

  /// Columns of all.
  long columns() {
    return index.columns();
  }

  Stream<Entity> all() {
    return index.all();
  }

  @Nullable Entity find(int id) {
    return index.find(id);
  }

  @Nullable Entity find(String source, String instance) {
    return index.find(EntityName.encode(source, instance));
  }

  @Override
  public byte[] name(Entity entity) {
    return index.name(entity);
  }

  Entity findOrCreate(String source, String instance) throws LimitExceededException {
    byte[] name = EntityName.encode(source, instance);
    Entity found = index.find(name);
    if (found != null) {
      return found;
    }
    refusals.checkName(source, source);
    refusals.checkName(source, instance);
    synchronized (this) {
      found = index.find(name);
      return found != null ? found : create(source, instance, name.length);
    }
  }

  private Entity create(String source, String instance, int length) throws LimitExceededException {
    refusals.check(source, "entities", index.size() + 1L, options.limits().entities());
    refusals.check(source, "nameBytes", index.nameBytes() + length, Names.MOST_BYTES - 16);
    refusals.checkNew(source, options.clock().millis());
    Entity entity = add(index.nextId(), source, instance);
    changed(entity);
    return entity;
  }

  @Override
  public void checkName(String source, String name) throws LimitExceededException {
    refusals.checkName(source, name);
  }

  @Override
  public synchronized void label(Entity entity, String name, String value)
      throws LimitExceededException {
    var labels = new TreeMap<>(entity.labels());
    if (value.isEmpty()) {
      labels.remove(name);
    } else {
      labels.put(name, value);
    }
    int limit = options.limits().labelsPerEntity();
    refusals.check(entity.source(), "labelsPerEntity", labels.size(), limit);
    labelIndex.setLabels(entity, labelSets.shared(EntityCodec.labels(labels)));
    changed(entity);
  }

  @Override
  public synchronized Column column(Entity entity, MetricInfo column)
      throws LimitExceededException {
    Schema schema = entity.schema();
    Column found = schema.find(column);
    if (found != null) {
      return found;
    }
    int limit = options.limits().columnsPerEntity();
    refusals.check(entity.source(), "columnsPerEntity", schema.size() + 1L, limit);
    Schema more = schemas.with(schema, column);
    labelIndex.setSchema(entity, more);
    changed(entity);
    return more.column(schema.size());
  }

  private void changed(Entity entity) {
    entity.revision++;
    recorded.clear(entity.id());
    unwritten.set(entity.id());
  }

  /// Sees to it that a row of this entity in this head is never without the entity's record: it is
  /// in `entities.lm` and durable there, or before the row in the head itself.
  synchronized void prepare(Entity entity, Head head) throws IOException {
    if (unwritten.get(entity.id())) {
      write(entity);
    }
    if (undurable.get(entity.id())) {
      record(entity, head);
    }
  }

  private void record(Entity entity, Head head) throws IOException {
    if (recordHead != head) {
      recordHead = head;
      recorded.clear();
    }
    if (!recorded.get(entity.id())) {
      head.map().put(Keys.of(entity.id(), Keys.RECORD), EntityCodec.encode(entity));
      recorded.set(entity.id());
    }
  }

  private void write(Entity entity) throws IOException {
    writeTimes(entity);
    unwritten.clear(entity.id());
    undurable.set(entity.id());
    rewritten.set(entity.id());
  }

  private void writeTimes(Entity entity) throws IOException {
    entity.writtenLastSeen = entity.lastSeen; // before its times are read: see Entity.saw
    file.put(entity);
  }

  /// Writes what changed and forces it to disk.
  void flush() throws IOException {
    synchronized (forcing) {
      BitSet forced;
      synchronized (this) {
        for (int id = unwritten.nextSetBit(0); id >= 0; id = unwritten.nextSetBit(id + 1)) {
          write(existing(id));
        }
        forced = (BitSet) undurable.clone();
        rewritten.clear();
      }
      file.force();
      synchronized (this) {
        forced.andNot(rewritten);
        undurable.andNot(forced);
        if (undurable.isEmpty()) {
          recordHead = null; // it need not be remembered any longer
        }
      }
    }
  }

  private Entity existing(int id) {
    Entity entity = index.find(id);
    if (entity == null) {
      throw new IllegalStateException("no such entity: " + id);
    }
    return entity;
  }

  /// Writes the times of the rows of every entity where `entities.lm` is more than `slackMillis`
  /// behind, or does not know the first.
  synchronized void writeTimes(long slackMillis) throws IOException {
    for (Entity entity : all().toList()) {
      if (entity.lastSeen > entity.writtenLastSeen + slackMillis) {
        writeTimes(entity);
      }
    }
  }

  /// Those that a query means, by source and instance.
  List<Entity> select(Query query) {
    String source = query.source().exact();
    String instance = query.instance().exact();
    if (source != null && instance != null && query.labels().isEmpty()) {
      Entity found = find(source, instance);
      return found == null ? List.of() : List.of(found);
    }
    return labelIndex.select(query);
  }

  /// Writes what changed and closes the file, as small as it can be.
  void close() throws IOException {
    try (file) {
      writeTimes(0);
      flush();
      Steps.passed("entities.written");
      file.seal();
      Steps.passed("entities.sealed");
    }
  }
}
