package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.listmap.RecoveryNeededException;
import io.cistern.metricstore.map.SharedMap;
import io.cistern.metricstore.text.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Answers from the files of a store that nobody has open, and changes none of them. A file that
/// was not closed cleanly is recovered in a copy, in the system's directory for temporary files.
/// Not thread-safe. [OfflineStore#read] opens one.
public final class StoreReader implements AutoCloseable {
  private static final ListMapOptions READING = ListMapOptions.forReading();

  private final StoreDirectory directory;
  private final Limits limits;
  private final EntityFile file;
  private final EntityTable entities;
  private final CurrentView view = new CurrentView();
  private final LongAdder damaged = new LongAdder();
  private final List<String> problems = new ArrayList<>();
  private @Nullable Path copies;

  StoreReader(StoreDirectory directory, Limits limits) throws IOException {
    this.directory = directory;
    this.limits = limits;
    try {
      requireAll();
      file = EntityFile.open(readable(directory.entities()), READING);
      entities = EntityTable.load(file, MetricStoreOptions.defaults());
      openAll();
    } catch (io.cistern.listmap.IncompatibleVersionException e) {
      deleteCopies();
      throw new IncompatibleVersionException(String.valueOf(e.getMessage()));
    } catch (CorruptFileException e) {
      deleteCopies();
      throw new CorruptStoreException(e);
    } catch (IOException | RuntimeException e) {
      deleteCopies();
      throw e;
    }
  }

  private void requireAll() throws IncompleteStoreException {
    String problem = directory.problem();
    if (problem == null && Files.exists(directory.entities())) {
      return;
    }
    throw new IncompleteStoreException(
        (problem == null ? "entities.lm is missing" : "meta.properties is " + problem)
            + "; a salvage makes a store of the rest: "
            + directory.root());
  }

  private void openAll() throws IOException {
    var partitions = new ArrayList<Partition>();
    for (Tier tier : Tier.values()) {
      for (StoreDirectory.Named named : directory.partitions(tier)) {
        Path found = whole(named.path().resolve(tier.file()));
        if (found != null) {
          partitions.add(partition(tier, named.startMillis(), found));
        }
      }
    }
    var heads = new ArrayList<Head>();
    for (StoreDirectory.Named named : directory.heads()) {
      Path found = whole(named.path());
      if (found != null) {
        heads.add(new Head(named, ListMap.open(found, READING)));
      }
    }
    view.change(_ -> StoreView.of(heads, partitions, directory.partitionMillis()));
    var recovery = new HeadRecovery(entities, damaged);
    for (Head head : heads) {
      recovery.recover(head);
    }
    var raw = view.get().partitions(Tier.RAW);
    SharedMap newest = raw.isEmpty() ? null : raw.lastEntry().getValue().acquire();
    if (newest != null) {
      recovery.recoverLastSeen(newest.map());
      newest.release();
    }
    for (Path aside : directory.aside()) {
      problems.add(aside + ": set aside as damaged: a salvage finds what of it is intact");
    }
  }

  private Partition partition(Tier tier, long start, Path found) {
    long length = tier.partitionMillis(directory.partitionMillis());
    Path parent = Objects.requireNonNull(found.toAbsolutePath().getParent());
    return new Partition(tier, parent, start, start + length, READING, new Problems());
  }

  /// A file that can be read as it is, or `null` and a problem.
  private @Nullable Path whole(Path path) throws IOException {
    try {
      return readable(path);
    } catch (CorruptFileException | io.cistern.listmap.IncompatibleVersionException e) {
      // the others answer
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Path readable(Path path) throws IOException {
    try {
      ListMap.open(path, READING).close();
      return path;
    } catch (RecoveryNeededException _) { // the copy is recovered
      Path copy = copies().resolve(directory.root().relativize(path));
      Files.createDirectories(copy.toAbsolutePath().getParent());
      Files.copy(path, copy);
      ListMap.open(copy, ListMapOptions.builder().durability(Durability.OS).build()).close();
      return copy;
    }
  }

  private Path copies() throws IOException {
    Path made = copies;
    if (made == null) {
      made = Files.createTempDirectory("cistern-store");
      copies = made;
    }
    return made;
  }

  /// The entities that match.
  ///
  /// @param source pattern, as of a query
  /// @param instance pattern, as of a query
  /// @return a copy, by id
  public List<EntityInfo> entities(String source, String instance) {
    Glob sources = Glob.of(source);
    Glob instances = Glob.of(instance);
    return entities
        .all()
        .map(Entity::info)
        .filter(info -> sources.matches(info.source()) && instances.matches(info.instance()))
        .toList();
  }

  /// Answers a query, as [MetricStore#query(Query)].
  ///
  /// @param query what is asked
  /// @return the series
  /// @throws LimitExceededException if it selects, reads or returns too much
  /// @throws IOException if a file cannot be read
  public List<Series> query(Query query) throws IOException {
    return new QueryRun(query, limits).run(entities, view, () -> false, damaged);
  }

  /// When the counters of an entity began again, as [MetricStore#resets].
  ///
  /// @param source exact name
  /// @param instance exact name
  /// @param fromMillis inclusive
  /// @param toMillis exclusive
  /// @return epoch milliseconds, ascending
  /// @throws IOException if a file cannot be read
  public long[] resets(String source, String instance, long fromMillis, long toMillis)
      throws IOException {
    Entity entity = entities.find(source, instance);
    return entity == null
        ? new long[0]
        : ResetMarks.of(entity, fromMillis, toMillis, view, damaged);
  }

  /// What was left out of the answers so far, or will be.
  ///
  /// @return files that cannot be read or were set aside, and how many rows and chunks did not
  ///   decode, in words
  public List<String> problems() {
    var all = new ArrayList<>(problems);
    for (Partition partition : view.get().partitions()) {
      if (partition.problem() != null) {
        all.add(partition.file() + ": " + partition.problem());
      }
    }
    if (damaged.sum() > 0) {
      all.add(damaged.sum() + " damaged rows or chunks were left out");
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    try (directory;
        file) {
      for (Head head : view.get().heads()) {
        head.shared().retire();
      }
      for (Partition partition : view.get().partitions()) {
        partition.close();
      }
    } finally {
      deleteCopies();
    }
  }

  private void deleteCopies() throws IOException {
    Path made = copies;
    if (made != null) {
      try (var tree = Files.walk(made)) {
        for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (NoSuchFileException _) { // somebody else cleaned up
      }
    }
  }
}
