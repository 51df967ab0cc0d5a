package io.cistern.metricstore;

import io.cistern.metricstore.map.Steps;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a store: their names, which come from times and never from what a device says, and
/// the lock.
final class StoreDirectory implements AutoCloseable {
  /// How much time one head holds.
  static final long HEAD_MILLIS = 3_600_000;

  private static final String DROPPED = ".dropped";
  private static final String MAP = ".lm";
  private static final String ENTITIES = "entities.lm";
  private static final Pattern ASIDE = Pattern.compile("(.+)\\.damaged(-\\d+)?");
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// A file or directory named by a time, and its number among those with the same time.
  record Named(Path path, long startMillis, int generation) {}

  private final Path root;
  private final @Nullable FileChannel lockChannel;
  private final StoreProperties.Found properties;
  private volatile long lastBytes;

  private StoreDirectory(
      Path root, @Nullable FileChannel lockChannel, StoreProperties.Found properties) {
    this.root = root;
    this.lockChannel = lockChannel;
    this.properties = properties;
  }

  static StoreDirectory open(Path root, MetricStoreOptions options) throws IOException {
    Files.createDirectories(root);
    FileChannel channel =
        FileChannel.open(lockFile(root), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(channel, root, false);
      long partitionMillis = StoreProperties.readOrCreate(root, options);
      Files.createDirectories(root.resolve("head"));
      Files.createDirectories(root.resolve("p"));
      var directory =
          new StoreDirectory(root, channel, new StoreProperties.Found(partitionMillis, null));
      directory.requireEntities();
      directory.sweep();
      return directory;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// One that is looked at: nothing is made or swept. It may lie where nothing can be written, and
  /// do without `meta.properties`. Where there is no `LOCK` nobody can have it open.
  static StoreDirectory offline(Path root) throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new NotDirectoryException(root.toString());
    }
    if (!Files.exists(StoreProperties.file(root)) && !isThere(root)) {
      throw new NoSuchFileException(root.toString(), null, "no store here");
    }
    FileChannel channel =
        Files.exists(lockFile(root))
            ? FileChannel.open(lockFile(root), StandardOpenOption.READ)
            : null;
    try {
      if (channel != null) {
        lock(channel, root, true);
      }
      return new StoreDirectory(root, channel, StoreProperties.read(root));
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  /// Whether anything of a store but `meta.properties` is there.
  static boolean isThere(Path root) throws IOException {
    return Files.exists(root.resolve(ENTITIES))
        || !list(root.resolve("head")).isEmpty()
        || !list(root.resolve("p")).isEmpty();
  }

  private static Path lockFile(Path root) {
    return root.resolve("LOCK");
  }

  private static void lock(FileChannel channel, Path root, boolean shared) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException _) { // open in this process: the same answer
      lock = null;
    }
    if (lock == null) {
      throw new StoreLockedException(root);
    }
  }

  /// Makes the names in a directory durable, where the system can.
  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Without `entities.lm` there must be nothing that belongs to an entity: its id would be given
  /// to another.
  private void requireEntities() throws IOException {
    boolean isUsed = !heads().isEmpty();
    for (Tier tier : Tier.values()) {
      isUsed |= !partitions(tier).isEmpty();
    }
    if (isUsed && !Files.exists(entities())) {
      throw new IncompleteStoreException(
          "entities.lm is missing beside rows; a salvage may find who they belong to: " + root);
    }
  }

  /// Deletes what an interrupted dropping left.
  private void sweep() throws IOException {
    for (Path path : list(root.resolve("p"))) {
      if (path.getFileName().toString().endsWith(DROPPED)) {
        deleteTree(path);
        Steps.passed("sweep.swept-one");
      }
    }
  }

  Path root() {
    return root;
  }

  /// How much time a raw partition holds; 0 if nothing says it any more.
  long partitionMillis() {
    return properties.partitionMillis();
  }

  /// What is wrong with `meta.properties`, in words, or `null`.
  @Nullable String problem() {
    return properties.problem();
  }

  Path properties() {
    return StoreProperties.file(root);
  }

  Path entities() {
    return root.resolve(ENTITIES);
  }

  /// A name for a head of this hour that is not taken.
  Named newHead(long hour) {
    return newHead(root, hour);
  }

  static Named newHead(Path root, long hour) {
    for (int generation = 0; ; generation++) {
      Path path = root.resolve("head").resolve(name(hour, generation) + MAP);
      if (!Files.exists(path)) {
        return new Named(path, hour, generation);
      }
    }
  }

  /// The heads there are, in order of hour and generation. Files with other names are left alone.
  List<Named> heads() throws IOException {
    return named(root.resolve("head"), MAP, false);
  }

  /// The heads that were set aside as damaged.
  List<Named> headsAside() throws IOException {
    return named(root.resolve("head"), MAP, true);
  }

  Path createPartition(Tier tier, long start) throws IOException {
    Path all = root.resolve("p");
    if (!Files.exists(all)) {
      Files.createDirectory(all); // where the root is gone too, nothing is made
    }
    Path path = partition(root, tier, start);
    Files.createDirectories(path);
    Steps.passed("partition.directory-made");
    force(all);
    return path;
  }

  /// Where a partition is, or would be.
  static Path partition(Path root, Tier tier, long start) {
    return root.resolve("p").resolve(name(start, 0) + tier.directorySuffix());
  }

  /// The directories of a tier's partitions that hold anything, in order.
  List<Named> partitions(Tier tier) throws IOException {
    return partitions(tier, false);
  }

  /// The directories of a tier's partitions that were set aside as damaged.
  List<Named> partitionsAside(Tier tier) throws IOException {
    return partitions(tier, true);
  }

  private List<Named> partitions(Tier tier, boolean aside) throws IOException {
    return named(root.resolve("p"), tier.directorySuffix(), aside).stream()
        .filter(named -> Files.exists(named.path().resolve(tier.file())))
        .toList();
  }

  /// The files that were set aside as damaged.
  List<Path> aside() throws IOException {
    var files = new ArrayList<Path>();
    headsAside().forEach(head -> files.add(head.path()));
    for (Tier tier : Tier.values()) {
      partitionsAside(tier).forEach(named -> files.add(named.path().resolve(tier.file())));
    }
    return files;
  }

  /// Takes a partition's directory out of the store at once; the files may still be open.
  static void drop(Path partition) throws IOException {
    Files.move(partition, dropped(partition), StandardCopyOption.ATOMIC_MOVE);
  }

  /// The name of a partition's directory once it is dropped.
  static Path dropped(Path partition) {
    return partition.resolveSibling(partition.getFileName() + DROPPED);
  }

  /// Renames a damaged file or directory so that the store does without it and it can still be
  /// looked at.
  static void setAside(Path file) throws IOException {
    for (int n = 0; ; n++) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged" + (n == 0 ? "" : "-" + n));
      if (!Files.exists(aside)) {
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        return;
      }
    }
  }

  static void deleteTree(Path directory) throws IOException {
    for (Path path : list(directory)) {
      Files.deleteIfExists(path);
      Steps.passed("delete.file-deleted");
    }
    Files.deleteIfExists(directory);
  }

  /// Of all files, by a look at each of them.
  long bytes() throws IOException {
    lastBytes = bytes(root);
    return lastBytes;
  }

  /// What [#bytes()] found when it looked last.
  long lastBytes() {
    return lastBytes;
  }

  /// Of all files in a directory and below; of what is not there 0.
  static long bytes(Path directory) throws IOException {
    var sum = new AtomicLong();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // deleted since it was listed
          }
        });
    return sum.get();
  }

  @Override
  public void close() throws IOException {
    if (lockChannel != null) {
      lockChannel.close();
    }
  }

  private static String name(long start, int generation) {
    return NAME.format(Instant.ofEpochMilli(start)) + (generation == 0 ? "" : "-" + generation);
  }

  private static List<Named> named(Path directory, String suffix, boolean aside)
      throws IOException {
    var found = new ArrayList<Named>();
    for (Path path : list(directory)) {
      String name = path.getFileName().toString();
      Matcher set = ASIDE.matcher(name);
      if (set.matches() == aside) {
        Named named = parse(path, aside ? set.group(1) : name, suffix);
        if (named != null) {
          found.add(named);
        }
      }
    }
    found.sort(Comparator.comparingLong(Named::startMillis).thenComparingInt(Named::generation));
    return found;
  }

  private static @Nullable Named parse(Path path, String file, String suffix) {
    if (!file.endsWith(suffix)) {
      return null;
    }
    String stem = file.substring(0, file.length() - suffix.length());
    int dash = stem.indexOf('-');
    try {
      String time = dash < 0 ? stem : stem.substring(0, dash);
      int generation = dash < 0 ? 0 : Integer.parseInt(stem.substring(dash + 1));
      return new Named(path, Instant.from(NAME.parse(time)).toEpochMilli(), generation);
    } catch (DateTimeParseException | NumberFormatException _) { // not one of ours
      return null;
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
