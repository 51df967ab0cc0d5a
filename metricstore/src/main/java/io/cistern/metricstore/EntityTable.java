package io.cistern.metricstore;

import io.cistern.listmap.ListMap;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// All entities of a store, in the heap and in `entities.lm` (key: the id as u32, big-endian;
/// value: [EntityCodec]). Its monitor guards every change; looking up takes no lock.
final class EntityTable {
  private static final int SOURCES_COUNTED = 1_000;

  /// Not worth writing anew.
  private static final int SMALL = 16 * 1024;

  private record Name(String source, String instance) {}

  private final ListMap map;
  private final MetricStoreOptions options;
  private final Map<Name, Entity> byName = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Integer, Entity> byId = new ConcurrentSkipListMap<>();
  private final Map<Column.Key, Column> columns = new HashMap<>();
  private final LinkedHashSet<Entity> unwritten = new LinkedHashSet<>();
  private final LinkedHashSet<Entity> undurable = new LinkedHashSet<>();
  private final Map<String, Integer> newThisMinute = new HashMap<>();
  private long minute;
  private final Map<String, Long> refusedBySource = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();

  private EntityTable(ListMap map, MetricStoreOptions options) {
    this.map = map;
    this.options = options;
  }

  static EntityTable load(ListMap map, MetricStoreOptions options) throws IOException {
    var table = new EntityTable(map, options);
    var cursor = map.cursor();
    for (boolean more = cursor.first(); more; more = cursor.next()) {
      byte[] key = cursor.keyBytes();
      if (key.length != 4) {
        throw new DamagedDataException("key of an entity is not 4 bytes: " + key.length, 0);
      }
      int id = Keys.entity(MemorySegment.ofArray(key));
      Entity entity = table.restore(id, cursor.valueBytes());
      entity.writtenRevision = entity.revision;
      entity.durableRevision = entity.revision;
      entity.writtenLastSeen = entity.lastSeen;
    }
    table.unwritten.clear();
    return table;
  }

  /// Takes over a record where it is newer than what is known.
  synchronized Entity restore(int id, byte[] record) throws DamagedDataException {
    EntityCodec.Decoded decoded = EntityCodec.decode(record);
    Entity known = byId.get(id);
    if (known != null && known.revision >= decoded.revision()) {
      return known;
    }
    var entity = known != null ? known : new Entity(this, id, decoded.source(), decoded.instance());
    entity.revision = decoded.revision();
    entity.setLabels(decoded.labels());
    for (int c = entity.columnCount(); c < decoded.columns().size(); c++) {
      MetricInfo column = decoded.columns().get(c);
      entity.addColumn(column.metric(), column.kind(), column.unit());
    }
    if (decoded.firstSeen() >= 0) {
      entity.saw(decoded.firstSeen(), Math.max(decoded.firstSeen(), decoded.lastSeen()));
    }
    byName.put(new Name(decoded.source(), decoded.instance()), entity);
    byId.put(id, entity);
    changed(entity);
    return entity;
  }

  Limits limits() {
    return options.limits();
  }

  @Nullable Entity find(String source, String instance) {
    return byName.get(new Name(source, instance));
  }

  @Nullable Entity find(int id) {
    return byId.get(id);
  }

  Collection<Entity> all() {
    return byId.values();
  }

  Entity findOrCreate(String source, String instance) throws LimitExceededException {
    Entity found = find(source, instance);
    if (found != null) {
      return found;
    }
    checkName(source, source);
    checkName(source, instance);
    synchronized (this) {
      found = find(source, instance);
      return found != null ? found : create(source, instance);
    }
  }

  private Entity create(String source, String instance) throws LimitExceededException {
    check(source, "entities", byId.size() + 1L, limits().entities());
    long now = Math.floorDiv(options.clock().millis(), 60_000);
    if (now != minute) {
      minute = now;
      newThisMinute.clear();
    }
    int created = newThisMinute.getOrDefault(source, 0) + 1;
    check(source, "newEntitiesPerMinute", created, limits().newEntitiesPerMinute());
    newThisMinute.put(source, created);
    int id = byId.isEmpty() ? 0 : byId.lastKey() + 1;
    var entity = new Entity(this, id, source, instance);
    byId.put(id, entity);
    byName.put(new Name(source, instance), entity);
    changed(entity);
    return entity;
  }

  synchronized Column intern(int index, String metric, ValueKind kind, String unit) {
    return columns.computeIfAbsent(new Column.Key(index, metric, kind, unit), Column::new);
  }

  synchronized void changed(Entity entity) {
    unwritten.add(entity);
  }

  void checkName(String source, String name) throws LimitExceededException {
    int limit = limits().nameBytes();
    if (name.length() > limit / 3) {
      check(source, "nameBytes", name.getBytes(StandardCharsets.UTF_8).length, limit);
    }
  }

  void check(String source, String limit, long actual, long maximum) throws LimitExceededException {
    if (actual > maximum) {
      countRefusal(source);
      throw new LimitExceededException(limit, actual, maximum);
    }
  }

  private synchronized void countRefusal(String source) {
    refused.increment();
    boolean counted =
        refusedBySource.containsKey(source) || refusedBySource.size() < SOURCES_COUNTED;
    boolean longName = source.length() > 1_024;
    refusedBySource.merge(counted && !longName ? source : "", 1L, Long::sum);
  }

  long refused() {
    return refused.sum();
  }

  Map<String, Long> refusedBySource() {
    return refusedBySource;
  }

  /// Sees to it that a row of this entity in this head is never without the entity's record: it is
  /// in `entities.lm` and durable there, or before the row in the head itself.
  synchronized void prepare(Entity entity, Head head) throws IOException {
    if (entity.writtenRevision != entity.revision) {
      write(entity);
    }
    if (entity.durableRevision == entity.revision) {
      return;
    }
    if (entity.recordHead != head || entity.recordHeadRevision != entity.revision) {
      head.map().put(Keys.of(entity.id(), Keys.RECORD), entity.encode());
      entity.recordHead = head;
      entity.recordHeadRevision = entity.revision;
    }
  }

  private void write(Entity entity) throws IOException {
    map.put(Keys.of(entity.id()), entity.encode());
    entity.writtenRevision = entity.revision;
    entity.writtenLastSeen = entity.lastSeen;
    unwritten.remove(entity);
    undurable.add(entity);
  }

  /// Writes what changed and forces it to disk.
  void flush() throws IOException {
    var forced = new HashMap<Entity, Long>();
    synchronized (this) {
      for (Entity entity : List.copyOf(unwritten)) {
        write(entity);
      }
      undurable.forEach(entity -> forced.put(entity, entity.writtenRevision));
    }
    if (!forced.isEmpty()) {
      map.flush();
    }
    synchronized (this) {
      forced.forEach(this::durable);
    }
  }

  private void durable(Entity entity, long revision) {
    entity.durableRevision = Math.max(entity.durableRevision, revision);
    if (entity.durableRevision == entity.writtenRevision) {
      undurable.remove(entity);
      entity.recordHead = null;
    }
  }

  /// Writes the time of the latest row of every entity where `entities.lm` is more than
  /// `slackMillis` behind.
  synchronized void writeLastSeen(long slackMillis) throws IOException {
    for (Entity entity : byId.values()) {
      if (entity.lastSeen > entity.writtenLastSeen + slackMillis) {
        write(entity);
      }
    }
  }

  List<Entity> select(Glob source, Glob instance) {
    var found = new ArrayList<Entity>();
    for (Entity entity : byId.values()) {
      if (source.matches(entity.source()) && instance.matches(entity.instance())) {
        found.add(entity);
      }
    }
    found.sort(Comparator.comparing(Entity::source).thenComparing(Entity::instance));
    return found;
  }

  /// Closes the map. Where most of its file is out of date, it is written anew: a crash leaves the
  /// old one or the new one.
  void close(Path file) throws IOException {
    Path compacted = file.resolveSibling(file.getFileName() + ".new");
    boolean replace = false;
    try (map) {
      if (map.stats().logBytes() > 2 * map.stats().liveBytes() + SMALL) {
        Files.deleteIfExists(compacted);
        map.compactTo(compacted);
        replace = true;
      }
    }
    if (replace) {
      Files.move(compacted, file, StandardCopyOption.ATOMIC_MOVE);
      StoreDirectory.force(Objects.requireNonNull(file.getParent()));
    }
  }
}
