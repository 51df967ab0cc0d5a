package io.cistern.metricstore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Time series in one directory, as an organised set of listmaps.
public final class MetricStore implements AutoCloseable {

  private MetricStore() {}

  /// Opens the store in a directory, creating both where they are missing.
  ///
  /// @param directory for this store alone
  /// @param options how
  /// @return the store; no row that was acknowledged before a crash is missing
  /// @throws StoreLockedException if it is open already
  /// @throws IncompatibleStoreException if it is of another format
  /// @throws IOException if a file cannot be read or written
  public static MetricStore open(Path directory, MetricStoreOptions options) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Finds or creates an entity. It is stored with its first row.
  ///
  /// @param source any text
  /// @param instance any text, may be empty
  /// @return the entity, always the same object
  /// @throws LimitExceededException if it would be one too many, or a name is too long
  public Entity entity(String source, String instance) throws LimitExceededException {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /// Answers a query from head and chunks together.
  ///
  /// @param query what is asked
  /// @return the series that have at least one value in the range, by source, instance and column
  /// @throws QueryLimitException if it selects, reads or returns too much
  /// @throws IOException if a file cannot be read
  public List<Series> query(Query query) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// All entities.
  ///
  /// @return a copy, by id
  public List<EntityInfo> entities() {
    throw new UnsupportedOperationException();
  }

  /// All metrics of all entities.
  ///
  /// @return each (metric, kind, unit) once, sorted by metric
  public List<MetricInfo> metrics() {
    throw new UnsupportedOperationException();
  }

  /// What the store holds and did.
  ///
  /// @return a snapshot
  public StoreStats stats() {
    throw new UnsupportedOperationException();
  }

  /// Does what is due: seals the hours that are over, drops what is expired. Call it every few
  /// seconds, from the writer thread or one of its own: sealing does not hold up `append`, and
  /// running queries are not disturbed.
  ///
  /// @throws IOException if a file could not be written; nothing is lost, the next call tries again
  public void maintain() throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Forces everything appended so far to disk.
  ///
  /// @throws IOException if it could not be
  public void flush() throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Flushes and closes. Running queries end first. Closing twice is harmless.
  ///
  /// @throws IOException if something could not be forced; all files are closed nevertheless
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /// Simple face: all sources.
  ///
  /// @return sorted
  public List<String> sources() {
    throw new UnsupportedOperationException();
  }

  /// Simple face: all metrics of a source, whichever face appended them.
  ///
  /// @param source exact name
  /// @return sorted
  public List<String> metrics(String source) {
    throw new UnsupportedOperationException();
  }
}
