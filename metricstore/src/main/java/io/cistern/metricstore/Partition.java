package io.cistern.metricstore;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.IncompatibleVersionException;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.metricstore.map.SharedMap;
import io.cistern.metricstore.map.Steps;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// The chunks of one tier and stretch of time, in a directory of their own. Its map is opened when
/// it is first needed.
final class Partition {
  private static final String ROLLED = "rolled";

  private final Tier tier;
  private final Path directory;
  private final long startMillis;
  private final long endMillis;
  private final ListMapOptions options;
  private final Problems problems;
  private volatile boolean rolled;
  private volatile @Nullable String problem;
  private volatile boolean laterFormat;
  private @Nullable SharedMap shared;

  /// The map was opened when its file could not be written.
  private boolean isForReading;

  private volatile boolean settled;
  private boolean retired;

  Partition(
      Tier tier,
      Path directory,
      long startMillis,
      long endMillis,
      ListMapOptions options,
      Problems problems) {
    this.tier = tier;
    this.directory = directory;
    this.startMillis = startMillis;
    this.endMillis = endMillis;
    this.options = options;
    this.problems = problems;
    this.rolled = Files.exists(directory.resolve(ROLLED));
  }

  Tier tier() {
    return tier;
  }

  Path directory() {
    return directory;
  }

  Path file() {
    return directory.resolve(tier.file());
  }

  long startMillis() {
    return startMillis;
  }

  long endMillis() {
    return endMillis;
  }

  /// What is wrong with it, or `null`: it answers nothing any more.
  @Nullable String problem() {
    return problem;
  }

  /// Whether what is wrong is that a later version wrote it: it is left where it is.
  boolean isOfLaterFormat() {
    return laterFormat;
  }

  /// Enters its map; `null` if it was dropped meanwhile or cannot be read, which [#problem()] then
  /// says.
  synchronized @Nullable SharedMap acquire() throws IOException {
    if (retired || problem != null) {
      return null;
    }
    if (shared == null) {
      try {
        shared = new SharedMap(open());
      } catch (NoSuchFileException _) { // said by the problem
        fail("vanished");
        return null;
      } catch (CorruptFileException | IncompatibleVersionException e) { // the others answer
        laterFormat = e instanceof IncompatibleVersionException;
        fail(String.valueOf(e.getMessage()));
        return null;
      }
    }
    return shared.acquire() ? shared : null;
  }

  private void fail(String what) {
    problem = what;
    problems.found(file(), what);
  }

  private ListMap open() throws IOException {
    try {
      isForReading = false;
      return ListMap.open(file(), options);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException _) { // cannot be written: it answers all the same
      isForReading = true;
      return ListMap.open(file(), ListMapOptions.forReading());
    }
  }

  /// Enters its map to put something into it; `null` as [#acquire()].
  ///
  /// @throws FileSystemException if it cannot be written, or others still read what could not be
  synchronized @Nullable SharedMap acquireToWrite() throws IOException {
    SharedMap before = shared;
    if (before != null && isForReading && before.isIdle()) {
      shared = null; // whatever fails from here on, nobody waits for one that is closed
      before.retire();
    }
    SharedMap entered = acquire();
    if (entered != null && isForReading) {
      entered.release();
      throw new FileSystemException(file().toString(), null, "cannot be written");
    }
    return entered;
  }

  /// Whether there is nothing to pack: it is packed, or damaged.
  boolean isSettled() {
    return settled;
  }

  void settle() {
    settled = true;
  }

  /// Puts another file, forced to disk already, in the place of its own. Who reads the old map goes
  /// on; who enters from now on gets the new one.
  synchronized void replace(Path file) throws IOException {
    Files.move(file, file(), StandardCopyOption.ATOMIC_MOVE);
    Steps.passed("replace.renamed");
    settled = false;
    SharedMap before = shared;
    shared = null; // whatever fails from here on, nothing more is put into it
    StoreDirectory.force(directory);
    if (before != null) {
      before.retire();
    }
  }

  /// Whether the rollups of its time hold all that is in it.
  boolean isRolled() {
    return rolled;
  }

  /// Notes that the rollups, forced to disk already, hold all that is in it.
  void markRolled() throws IOException {
    Path mark = directory.resolve(ROLLED);
    if (!Files.exists(mark)) {
      Files.createFile(mark);
    }
    Steps.passed("roll.mark-made");
    StoreDirectory.force(directory);
    rolled = true;
  }

  /// Notes, before more is put into it, that the rollups are no longer all.
  void unmarkRolled() throws IOException {
    if (rolled) {
      Files.deleteIfExists(directory.resolve(ROLLED));
      StoreDirectory.force(directory);
      rolled = false;
    }
  }

  /// Lets its map go.
  synchronized void close() throws IOException {
    if (!retired) {
      retired = true;
      if (shared != null) {
        shared.retire();
      }
    }
  }

  /// Takes its directory out of the store: nobody enters it any more.
  synchronized void leave() throws IOException {
    try {
      StoreDirectory.drop(directory);
    } catch (NoSuchFileException _) { // gone already
    }
    retired = true;
    Steps.passed("drop.renamed");
  }

  /// Lets its map go, once it has left, and deletes the files when the last reader has left.
  synchronized void delete() throws IOException {
    SharedMap.AfterClose deletion =
        () -> StoreDirectory.deleteTree(StoreDirectory.dropped(directory));
    if (shared == null) {
      deletion.run();
    } else {
      shared.retire(deletion);
    }
  }

  /// Takes its directory out of the store and keeps it beside, to be looked at or salvaged.
  synchronized void setAside() throws IOException {
    StoreDirectory.setAside(directory);
    close();
  }
}
