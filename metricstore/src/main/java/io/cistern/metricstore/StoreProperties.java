package io.cistern.metricstore;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// `meta.properties`: what is fixed when a store is created.
final class StoreProperties {
  private static final int FORMAT = 1;

  private StoreProperties() {}

  static Path file(Path root) {
    return root.resolve("meta.properties");
  }

  /// What is found of them where they are only read.
  ///
  /// @param partitionMillis 0: unknown
  /// @param problem what is wrong, in words, or `null`
  record Found(long partitionMillis, @Nullable String problem) {
    private static Found wrong(String problem) {
      return new Found(0, problem);
    }
  }

  /// The length of a partition, of a store that is there or of the one created now.
  static long readOrCreate(Path root, MetricStoreOptions options) throws IOException {
    Path file = file(root);
    if (!Files.exists(file) && !StoreDirectory.isThere(root)) {
      return create(root, options.partitionLength().toMillis(), options.clock().instant());
    }
    Found found = read(root);
    if (found.problem() != null) {
      throw new IncompleteStoreException(
          "meta.properties is "
              + found.problem()
              + "; a salvage makes a store of the rest: "
              + file);
    }
    return found.partitionMillis();
  }

  /// Reads them.
  ///
  /// @throws IncompatibleVersionException if they are of a later format
  static Found read(Path root) throws IOException {
    Path file = file(root);
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      properties.load(reader);
    } catch (NoSuchFileException _) { // said by the answer
      return Found.wrong("missing beside what it belongs to");
    } catch (IllegalArgumentException e) { // said by the answer
      return Found.wrong("damaged: " + e.getMessage());
    }
    String format = properties.getProperty("format", "");
    if (format.matches("[0-9]{1,9}") && Integer.parseInt(format) > FORMAT) {
      throw new IncompatibleVersionException(
          "store is of a later format: format=" + format + ", supported=" + FORMAT + ": " + file);
    }
    if (!format.equals(Integer.toString(FORMAT))) {
      return Found.wrong("damaged: format=" + format);
    }
    return partitionMillis(properties.getProperty("partitionMillis", ""));
  }

  private static Found partitionMillis(String text) {
    try {
      long millis = Long.parseLong(text);
      if (millis > 0
          && millis % StoreDirectory.HEAD_MILLIS == 0
          && millis <= MetricStoreOptions.LONGEST_PARTITION.toMillis()) {
        return new Found(millis, null);
      }
    } catch (NumberFormatException _) { // said by the answer
    }
    return Found.wrong("damaged: partitionMillis=" + text);
  }

  /// Writes those of a new store.
  static long create(Path root, long millis, Instant created) throws IOException {
    String text =
        "# Cistern metric store; do not edit\nformat="
            + FORMAT
            + "\ncreated="
            + created
            + "\npartitionMillis="
            + millis
            + "\n";
    Path temporary = root.resolve("meta.properties.new");
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(temporary, file(root), StandardCopyOption.ATOMIC_MOVE);
    StoreDirectory.force(root);
    return millis;
  }
}
