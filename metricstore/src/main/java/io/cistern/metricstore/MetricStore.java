package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.metricstore.map.SharedMap;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Time series in one directory, as an organised set of listmaps: rows as they arrive in one map an
/// hour (the head), sealed into compressed chunks in one map a day (the partition). The package
/// page is the manual.
///
/// Thread rule: one thread appends (it alone creates entities and columns, sets labels and fills
/// rows); [#maintain()] and [#flush()] may be called by it or by another one; any number of threads
/// query, at any time.
///
/// Once it is closed, everything that creates, reads or writes throws [IllegalStateException]; what
/// is known of entities and metrics, and the statistics, can still be asked for.
public final class MetricStore implements AutoCloseable {

  /*
   * Three locks, always taken in this order where more than one is: the monitor of the maintenance
   * (one sealing at a time), that of the appender (which head takes rows; never held while chunks
   * are made), that of the entity table. Queries take none of them: they enter the maps of the
   * published view, and a map that was let go is closed by the last one to leave. `life` is held
   * shared by every call and exclusively by close.
   */
  private final StoreDirectory directory;
  private final MetricStoreOptions options;
  private final EntityTable entities;
  private final ReadWriteLock life = new ReentrantReadWriteLock();
  private final LongAdder damaged = new LongAdder();
  private final CurrentView view = new CurrentView();
  private final Sealer sealer;
  private final DiskGuard disk;
  private final Packer packer;
  private final Appender appender;
  private final RollupMaintenance rollups;
  private final Expiry expiry;
  private final Maintenance maintenance;
  private final StoreStats stats;
  private volatile boolean closed;

  private MetricStore(
      StoreDirectory directory, MetricStoreOptions options, MapFiles files, EntityTable entities)
      throws IOException {
    this.directory = directory;
    this.options = options;
    this.entities = entities;
    this.disk = new DiskGuard(directory.root(), options);
    this.sealer = new Sealer(entities, damaged);
    this.packer = new Packer(entities);
    this.appender = new Appender(options, entities, files, view, disk);
    this.rollups = new RollupMaintenance(options, files, entities, view, damaged);
    this.expiry = new Expiry(options, directory, view, files.problems());
    this.maintenance =
        new Maintenance(
            options, directory, files, entities, appender, view, disk, sealer, packer, rollups,
            expiry);
    this.stats =
        new StoreStats(
            directory,
            entities,
            view,
            appender,
            sealer,
            rollups,
            expiry,
            disk,
            files.problems(),
            damaged);
    new StoreOpening(directory, files, entities, damaged).open(view);
  }

  /// Opens the store in a directory, creating both where they are missing.
  ///
  /// @param directory for this store alone
  /// @param options how
  /// @return the store; no row that was acknowledged before a crash is missing
  /// @throws StoreLockedException if it is open already
  /// @throws IncompleteStoreException if `meta.properties` or `entities.lm` is missing or not what
  ///   belongs there
  /// @throws IncompatibleVersionException if it, `entities.lm` or a head is of a later format
  /// @throws CorruptStoreException if `entities.lm` is damaged
  /// @throws IOException if a file cannot be read or written
  public static MetricStore open(Path directory, MetricStoreOptions options) throws IOException {
    StoreDirectory found = StoreDirectory.open(directory, options);
    try {
      var files = new MapFiles(found, options);
      EntityFile file = files.openEntities();
      try {
        return new MetricStore(found, options, files, EntityTable.load(file, options));
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (io.cistern.listmap.IncompatibleVersionException e) {
      found.close();
      throw new IncompatibleVersionException(String.valueOf(e.getMessage()));
    } catch (CorruptFileException e) {
      found.close();
      throw new CorruptStoreException(e);
    } catch (IOException | RuntimeException e) {
      found.close();
      throw e;
    }
  }

  /// Finds or creates an entity. It is stored with its first row, at the latest by `maintain`,
  /// `flush` or `close`.
  ///
  /// @param source any text
  /// @param instance any text, may be empty
  /// @return the entity, always the same object
  /// @throws LimitExceededException if it would be one too many, in the store or of this source in
  ///   this minute, or a name is too long
  /// @throws IllegalStateException if the store is closed
  public Entity entity(String source, String instance) throws LimitExceededException {
    checkOpen();
    return entities.findOrCreate(source, instance);
  }

  /// Appends a row. A second row of the entity at the same time is merged with the first: what it
  /// sets wins.
  ///
  /// @param row filled; it is copied. When this returns the row cannot be changed or appended again
  ///   ([Row#reuse(Entity, long)] makes it another one), when it throws it can
  /// @return `false` if the row was refused for its time: older than the lateness window, or too
  ///   far in the future (counted)
  /// @throws LimitExceededException if rows of too many hours are unsealed
  /// @throws StoreFullException if the disk is full, or nearly so with nothing left to drop
  /// @throws IOException if it could not be stored
  /// @throws IllegalArgumentException if it is a row of another store
  /// @throws IllegalStateException if the row was appended already, or the store is closed
  public boolean append(Row row) throws IOException {
    life.readLock().lock();
    try {
      checkOpen();
      row.requireOpen();
      if (!row.entity().isIn(entities)) {
        throw new IllegalArgumentException("row of another store");
      }
      boolean isTaken = appender.append(row);
      row.end();
      return isTaken;
    } finally {
      life.readLock().unlock();
    }
  }

  /// Answers a query from heads, chunks and rollups together.
  ///
  /// @param query what is asked
  /// @return the series that have at least one value in the range, or one that is not known
  ///   ([Function]), by source, instance and column; where the query groups, the groups by their
  ///   labels' values, in the order of the labels' names, and by metric
  /// @throws LimitExceededException if it selects, reads or returns too much
  /// @throws QueryCancelledException if the thread is interrupted
  /// @throws IOException if a file cannot be read
  /// @throws IllegalStateException if the store is closed
  public List<Series> query(Query query) throws IOException {
    return query(query, () -> false);
  }

  /// Answers a query unless it is cancelled.
  ///
  /// @param query what is asked
  /// @param cancelled whether the answer is wanted no longer; asked by this thread many thousand
  ///   times a second
  /// @return as [#query(Query)]
  /// @throws LimitExceededException if it selects, reads or returns too much
  /// @throws QueryCancelledException if it is cancelled or the thread is interrupted
  /// @throws IOException if a file cannot be read
  /// @throws IllegalStateException if the store is closed
  public List<Series> query(Query query, BooleanSupplier cancelled) throws IOException {
    life.readLock().lock();
    try {
      checkOpen();
      BooleanSupplier ends =
          () -> cancelled.getAsBoolean() || Thread.currentThread().isInterrupted();
      return new QueryRun(query, options.limits()).run(entities, view, ends, damaged);
    } catch (ClosedByInterruptException e) { // interrupted while it opened a file
      throw new QueryCancelledException(e);
    } finally {
      life.readLock().unlock();
    }
  }

  /// When the counters of an entity began again, as its rows were marked.
  ///
  /// @param source exact name
  /// @param instance exact name
  /// @param fromMillis inclusive
  /// @param toMillis exclusive
  /// @return the times of its rows that have a reset mark, epoch milliseconds, ascending; none of
  ///   rows that are dropped, though rollups of them answer, and none of an unknown entity
  /// @throws IOException if a file cannot be read
  /// @throws IllegalStateException if the store is closed
  public long[] resets(String source, String instance, long fromMillis, long toMillis)
      throws IOException {
    life.readLock().lock();
    try {
      checkOpen();
      Entity entity = entities.find(source, instance);
      return entity == null
          ? new long[0]
          : ResetMarks.of(entity, fromMillis, toMillis, view, damaged);
    } finally {
      life.readLock().unlock();
    }
  }

  /// All entities.
  ///
  /// @return a copy, by id
  public List<EntityInfo> entities() {
    return entities.all().map(Entity::info).toList();
  }

  /// All metrics of all entities.
  ///
  /// @return each (metric, kind, unit) once, sorted by metric
  public List<MetricInfo> metrics() {
    return entities
        .all()
        .map(Entity::schema)
        .distinct() // entities share them
        .flatMap(schema -> schema.infos().stream())
        .distinct()
        .sorted(
            Comparator.comparing(MetricInfo::metric)
                .thenComparing(MetricInfo::kind)
                .thenComparing(MetricInfo::unit))
        .toList();
  }

  /// What the store holds and does. Takes no lock, reads no file and makes nothing.
  ///
  /// @return always the same object, also after the store is closed: it tells what is so when it is
  ///   asked
  public StoreStats stats() {
    return stats;
  }

  /// Does what is due: seals the hours that are over, rolls up and packs the partitions that are,
  /// drops what is expired, and looks at the room on the disk. Call it every few seconds, from the
  /// writer thread or one of its own: sealing does not hold up `append`, and running queries are
  /// not disturbed. One call at a time does something; another waits for it.
  ///
  /// @throws IOException if a file could not be written; everything else that is due is done,
  ///   nothing is lost, and the next call tries again
  /// @throws IllegalStateException if the store is closed
  public void maintain() throws IOException {
    life.readLock().lock();
    try {
      checkOpen();
      maintenance.run();
    } finally {
      life.readLock().unlock();
    }
  }

  /// Forces everything appended so far to disk.
  ///
  /// @throws IOException if it could not be
  /// @throws IllegalStateException if the store is closed
  public void flush() throws IOException {
    life.readLock().lock();
    try {
      checkOpen();
      entities.flush();
      for (Head head : view.get().heads()) {
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
    packer.stop();
    rollups.stop();
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
  /// @param timeMillis epoch milliseconds, from 0 to the year 9999
  /// @param value any double
  /// @return `false` if it was refused for its time
  /// @throws LimitExceededException if it needs an entity or an hour too many, or a name is too
  ///   long
  /// @throws StoreFullException as [#append(Row)]
  /// @throws IOException if it could not be stored
  /// @throws IllegalArgumentException if the time is out of range
  /// @throws IllegalStateException if the store is closed
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
  /// @throws LimitExceededException if there are too many
  /// @throws QueryCancelledException if the thread is interrupted
  /// @throws IOException if a file cannot be read
  /// @throws IllegalArgumentException if the range is negative
  /// @throws IllegalStateException if the store is closed
  public List<Point> retrieve(String source, String metric, long startMillis, long endMillis)
      throws IOException {
    List<Series> found =
        query(
            Query.builder()
                .source(Match.equal(source))
                .instance(Match.equal(metric))
                .metric(Match.equal(metric))
                .fromMillis(startMillis)
                .toMillis(endMillis)
                .build());
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
    return entities.all().map(Entity::source).distinct().sorted().toList();
  }

  /// Simple face: all metrics of a source, whichever face appended them.
  ///
  /// @param source exact name
  /// @return sorted
  public List<String> metrics(String source) {
    return entities
        .all()
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

  private void closeAll() throws IOException {
    IOException failed = null;
    var closing = new ArrayList<SharedMap.AfterClose>();
    view.get().heads().forEach(head -> closing.add(() -> head.shared().retire()));
    view.get().partitions().forEach(partition -> closing.add(partition::close));
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
