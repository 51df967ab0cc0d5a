package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Time series in one directory, as an organised set of listmaps: rows as they arrive in one map an
/// hour (the head), sealed into compressed chunks in one map a day (the partition). The package
/// page is the manual.
///
/// Thread rule: one thread appends (it alone creates columns, sets labels and fills rows);
/// [#maintain()] may be called by it or by another one; any number of threads query, at any time.
public final class MetricStore implements AutoCloseable {

  /*
   * Three locks, always taken in this order where more than one is: `maintenance` (one sealing at a time), `writing` (the head
   * set, appends; never held while chunks are made), the monitor of the entity table. Queries take none of them: they enter the
   * maps of the published view, and a map that was let go is closed by the last one to leave. `life` is held shared by every
   * call and exclusively by close.
   */
  private static final long SEAL_DELAY_MILLIS = StoreDirectory.HEAD_MILLIS;

  private final StoreDirectory directory;
  private final MetricStoreOptions options;
  private final ListMapOptions mapOptions;
  private final EntityTable entities;
  private final ReadWriteLock life = new ReentrantReadWriteLock();
  private final Object maintenance = new Object();
  private final Object writing = new Object();
  private final RowCodec rowCodec = new RowCodec();
  private final LongAdder damaged = new LongAdder();
  private final Sealer sealer;
  private volatile StoreView view;
  private volatile boolean closed;
  private @Nullable Head latestHead;
  private final LongAdder rowsAppended = new LongAdder();
  private final LongAdder samplesAppended = new LongAdder();
  private final LongAdder rowsReplaced = new LongAdder();
  private final LongAdder rowsLate = new LongAdder();
  private final LongAdder rowsFuture = new LongAdder();
  private final LongAdder partitionsDropped = new LongAdder();

  private MetricStore(
      StoreDirectory directory,
      MetricStoreOptions options,
      ListMapOptions mapOptions,
      EntityTable entities) {
    this.directory = directory;
    this.options = options;
    this.mapOptions = mapOptions;
    this.entities = entities;
    this.sealer = new Sealer(entities, damaged);
    this.view = new StoreView(List.of(), new TreeMap<>());
  }

  /// Opens the store in a directory, creating both where they are missing.
  ///
  /// @param directory for this store alone
  /// @param options how
  /// @return the store; no row that was acknowledged before a crash is missing
  /// @throws StoreLockedException if it is open already
  /// @throws IncompatibleStoreException if it is of another format
  /// @throws IOException if a file cannot be read or written
  public static MetricStore open(Path directory, MetricStoreOptions options) throws IOException {
    StoreDirectory files = StoreDirectory.open(directory, options);
    try {
      Durability durability =
          options.flushInterval().isZero()
              ? Durability.SYNC
              : Durability.interval(options.flushInterval());
      ListMapOptions mapOptions = ListMapOptions.defaults().withDurability(durability);
      ListMap map = ListMap.open(files.entities(), mapOptions);
      try {
        var store = new MetricStore(files, options, mapOptions, EntityTable.load(map, options));
        store.recover();
        return store;
      } catch (IOException | RuntimeException e) {
        map.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /// Finds or creates an entity. It is stored with its first row.
  ///
  /// @param source any text
  /// @param instance any text, may be empty
  /// @return the entity, always the same object
  /// @throws LimitExceededException if it would be one too many, or a name is too long
  public Entity entity(String source, String instance) throws LimitExceededException {
    checkOpen();
    return entities.findOrCreate(source, instance);
  }

  /// Appends a row. A second row of the entity at the same time is merged with the first: what it
  /// sets wins.
  ///
  /// @param row filled; it may be used again when this returns
  /// @return `false` if the row was refused for its time: older than the lateness window, or too
  ///   far in the future (counted)
  /// @throws LimitExceededException if rows of too many hours are unsealed
  /// @throws IOException if it could not be stored
  public boolean append(Row row) throws IOException {
    life.readLock().lock();
    try {
      checkOpen();
      if (!row.entity().isIn(entities)) {
        throw new IllegalArgumentException("row of another store");
      }
      synchronized (writing) {
        return appendRow(row);
      }
    } finally {
      life.readLock().unlock();
    }
  }

  /// Answers a query from head and chunks together.
  ///
  /// @param query what is asked
  /// @return the series that have at least one value in the range, by source, instance and column
  /// @throws QueryLimitException if it selects, reads or returns too much
  /// @throws IOException if a file cannot be read
  public List<Series> query(Query query) throws IOException {
    life.readLock().lock();
    try {
      checkOpen();
      return new QueryRun(query, options.limits()).run(entities, () -> view, damaged);
    } finally {
      life.readLock().unlock();
    }
  }

  /// All entities.
  ///
  /// @return a copy, by id
  public List<EntityInfo> entities() {
    return entities.all().stream().map(Entity::info).toList();
  }

  /// All metrics of all entities.
  ///
  /// @return each (metric, kind, unit) once, sorted by metric
  public List<MetricInfo> metrics() {
    return entities.all().stream()
        .flatMap(entity -> entity.columns().stream())
        .distinct() // entities share their columns
        .map(Column::info)
        .distinct()
        .sorted(
            Comparator.comparing(MetricInfo::metric)
                .thenComparing(MetricInfo::kind)
                .thenComparing(MetricInfo::unit))
        .toList();
  }

  /// What the store holds and did.
  ///
  /// @return a snapshot
  /// @throws IOException if the directory cannot be read
  public StoreStats stats() throws IOException {
    StoreView now = view;
    return new StoreStats(
        entities.all().size(),
        entities.all().stream().mapToLong(Entity::columnCount).sum(),
        now.heads().size(),
        now.partitions().size(),
        rowsAppended.sum(),
        samplesAppended.sum(),
        rowsReplaced.sum(),
        rowsLate.sum(),
        rowsFuture.sum(),
        entities.refused(),
        entities.refusedBySource(),
        sealer.chunksSealed(),
        sealer.rowsSealed(),
        partitionsDropped.sum(),
        damaged.sum(),
        directory.bytes());
  }

  /// Does what is due: seals the hours that are over, drops what is expired. Call it every few
  /// seconds, from the writer thread or one of its own: sealing does not hold up `append`, and
  /// running queries are not disturbed.
  ///
  /// @throws IOException if a file could not be written; nothing is lost, the next call tries again
  public void maintain() throws IOException {
    life.readLock().lock();
    try {
      checkOpen();
      synchronized (maintenance) {
        entities.flush();
        for (Head head : freezeDue()) {
          seal(head);
        }
        dropExpired();
      }
    } finally {
      life.readLock().unlock();
    }
  }

  /// Forces everything appended so far to disk.
  ///
  /// @throws IOException if it could not be
  public void flush() throws IOException {
    life.readLock().lock();
    try {
      checkOpen();
      entities.flush();
      for (Head head : view.heads()) {
        if (head.shared().acquire()) {
          try {
            head.map().flush();
          } finally {
            head.shared().release();
          }
        }
      }
    } finally {
      life.readLock().unlock();
    }
  }

  /// Flushes and closes. Running queries end first. Closing twice is harmless.
  ///
  /// @throws IOException if something could not be forced; all files are closed nevertheless
  @Override
  public void close() throws IOException {
    life.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      closeAll();
    } finally {
      life.writeLock().unlock();
    }
  }

  /// Simple face: appends one sample, to the entity whose instance is the metric's name.
  ///
  /// @param source any text
  /// @param metric any text
  /// @param timeMillis epoch milliseconds
  /// @param value any double
  /// @return `false` if it was refused for its time
  /// @throws IOException if it could not be stored
  public boolean append(String source, String metric, long timeMillis, double value)
      throws IOException {
    Entity entity = entity(source, metric);
    Column column = entity.column(metric, ValueKind.GAUGE_DOUBLE, "");
    return append(entity.row(timeMillis).set(column, value));
  }

  /// Simple face: the samples of a metric appended by the simple face.
  ///
  /// @param source exact name
  /// @param metric exact name
  /// @param startMillis inclusive
  /// @param endMillis exclusive
  /// @return the samples, ascending in time
  /// @throws IOException if a file cannot be read
  public List<Point> retrieve(String source, String metric, long startMillis, long endMillis)
      throws IOException {
    String instance = Query.quote(metric);
    List<Series> found =
        query(Query.raw(Query.quote(source), instance, instance, startMillis, endMillis));
    if (found.isEmpty()) {
      return List.of();
    }
    Series series = found.getFirst();
    return IntStream.range(0, series.size())
        .mapToObj(i -> new Point(series.times()[i], series.values()[i]))
        .toList();
  }

  /// Simple face: all sources.
  ///
  /// @return sorted
  public List<String> sources() {
    return entities.all().stream().map(Entity::source).distinct().sorted().toList();
  }

  /// Simple face: all metrics of a source, whichever face appended them.
  ///
  /// @param source exact name
  /// @return sorted
  public List<String> metrics(String source) {
    return entities.all().stream()
        .filter(entity -> entity.source().equals(source))
        .flatMap(entity -> entity.columns().stream())
        .map(Column::metric)
        .distinct()
        .sorted()
        .toList();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("store is closed");
    }
  }

  private void recover() throws IOException {
    var partitions = new TreeMap<Long, Partition>();
    for (StoreDirectory.Named named : directory.partitions()) {
      partitions.put(named.startMillis(), partition(named.startMillis(), named.path(), false));
    }
    var heads = new ArrayList<Head>();
    for (StoreDirectory.Named named : directory.heads()) {
      Head head = openHead(named);
      if (head != null) {
        heads.add(head);
        new HeadRecovery(entities, damaged).recover(head);
      }
    }
    view = new StoreView(heads, partitions);
    if (!partitions.isEmpty()) {
      recoverLastSeen(partitions.lastEntry().getValue());
    }
    entities.flush();
  }

  private Partition partition(long start, Path path, boolean create) {
    ListMapOptions how =
        mapOptions.withDurability(Durability.OS).withCreate(create); // forced when a head is sealed
    return new Partition(path, start, start + directory.partitionMillis(), how);
  }

  private @Nullable Head openHead(StoreDirectory.Named named) throws IOException {
    try {
      return new Head(named, ListMap.open(named.path(), mapOptions));
    } catch (CorruptFileException _) { // counted and kept for salvage; the others answer
      damaged.increment();
      directory.setAside(named.path());
      return null;
    }
  }

  /// The heads know the latest rows of whoever sent any within the hour; of the others the newest
  /// partition does.
  private void recoverLastSeen(Partition newest) throws IOException {
    try (Lease lease = Lease.of(() -> view, newest.startMillis(), newest.endMillis(), damaged)) {
      for (ListMap map : lease.partitions()) {
        new HeadRecovery(entities, damaged).recoverLastSeen(map);
      }
    }
  }

  private boolean appendRow(Row row) throws IOException {
    long now = options.clock().millis();
    long time = row.timeMillis();
    if (time < now - options.lateness().toMillis()) {
      rowsLate.increment();
      return false;
    }
    if (time > now + options.future().toMillis()) {
      rowsFuture.increment();
      return false;
    }
    Entity entity = row.entity();
    Head head = headOf(time, entity.source());
    entities.prepare(entity, head);
    byte[] key = Keys.of(entity.id(), time);
    byte[] before = time <= entity.lastSeen ? head.map().getBytes(key) : null;
    head.map().put(key, before == null ? rowCodec.encode(row) : rowCodec.merge(before, row));
    entity.saw(time, time);
    rowsAppended.increment();
    samplesAppended.add(row.presentCount());
    if (before != null) {
      rowsReplaced.increment();
    }
    return true;
  }

  private Head headOf(long time, String source) throws IOException {
    long hour = Math.floorDiv(time, StoreDirectory.HEAD_MILLIS) * StoreDirectory.HEAD_MILLIS;
    Head latest = latestHead;
    if (latest != null && latest.startMillis() == hour && !latest.isFrozen()) {
      return latest;
    }
    for (Head head : view.heads()) {
      if (head.startMillis() == hour && !head.isFrozen()) {
        latestHead = head;
        return head;
      }
    }
    entities.check(source, "openHeads", view.heads().size() + 1L, options.limits().openHeads());
    StoreDirectory.Named named = directory.newHead(hour);
    var head = new Head(named, ListMap.open(named.path(), mapOptions));
    view = view.with(head);
    latestHead = head;
    return head;
  }

  /// Takes the heads whose hour is over away from `append`.
  private List<Head> freezeDue() {
    long now = options.clock().millis();
    long delay = Math.min(options.lateness().toMillis(), SEAL_DELAY_MILLIS);
    synchronized (writing) {
      List<Head> due =
          view.heads().stream().filter(head -> head.endMillis() + delay <= now).toList();
      due.forEach(Head::freeze);
      return due;
    }
  }

  private void seal(Head head) throws IOException {
    Partition partition = partitionOf(head.startMillis());
    SharedMap shared = partition.acquire();
    if (shared == null) {
      throw new IllegalStateException(
          "partition dropped while maintained: " + partition.directory());
    }
    boolean intact;
    try {
      intact = sealer.seal(head, shared.map());
      shared.map().flush();
    } finally {
      shared.release();
    }
    entities.writeLastSeen(directory.partitionMillis());
    entities.flush();
    synchronized (writing) {
      view = view.without(head);
      if (latestHead == head) {
        latestHead = null;
      }
    }
    Path file = head.file().path();
    head.shared()
        .retire(intact ? () -> Files.deleteIfExists(file) : () -> directory.setAside(file));
  }

  private Partition partitionOf(long time) throws IOException {
    long start = Math.floorDiv(time, directory.partitionMillis()) * directory.partitionMillis();
    Partition known = view.partitions().get(start);
    if (known != null) {
      return known;
    }
    Partition created = partition(start, directory.createPartition(start), true);
    synchronized (writing) {
      view = view.with(created);
    }
    return created;
  }

  private void dropExpired() throws IOException {
    if (options.retention().isZero()) {
      return;
    }
    long expired = options.clock().millis() - options.retention().toMillis();
    for (Partition partition : view.partitions().headMap(expired, true).values()) {
      if (partition.endMillis() <= expired) {
        synchronized (writing) {
          view = view.without(partition);
        }
        partition.drop();
        partitionsDropped.increment();
      }
    }
  }

  private void closeAll() throws IOException {
    IOException failed = null;
    var closing = new ArrayList<SharedMap.AfterClose>();
    closing.add(() -> entities.writeLastSeen(0));
    closing.add(entities::flush);
    view.heads().forEach(head -> closing.add(() -> head.shared().retire(() -> {})));
    view.partitions().values().forEach(partition -> closing.add(partition::close));
    closing.add(entities::close);
    closing.add(directory::close);
    for (SharedMap.AfterClose step : closing) {
      try {
        step.run();
      } catch (IOException e) {
        if (failed != null) {
          e.addSuppressed(failed);
        }
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
