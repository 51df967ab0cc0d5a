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
import java.util.Properties;

/// `meta.properties`: what is fixed when a store is created.
final class StoreProperties {
  private static final String FORMAT = "1";

  private StoreProperties() {}

  static Path file(Path root) {
    return root.resolve("meta.properties");
  }

  /// The length of a partition, of a store that is there or of the one created now.
  static long readOrCreate(Path root, MetricStoreOptions options) throws IOException {
    Path file = file(root);
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      properties.load(reader);
    } catch (NoSuchFileException _) { // a new store, unless there is something of another here
      if (Files.exists(root.resolve("entities.lm"))) {
        throw new IncompatibleStoreException(
            "meta.properties is missing beside entities.lm: " + root);
      }
      return create(root, file, options);
    } catch (IllegalArgumentException e) {
      throw new IncompatibleStoreException(
          "meta.properties is damaged: " + file + ": " + e.getMessage());
    }
    String format = properties.getProperty("format", "");
    if (!format.equals(FORMAT)) {
      throw new IncompatibleStoreException(
          "store format not supported: format=" + format + ", supported=" + FORMAT);
    }
    return partitionMillis(properties.getProperty("partitionMillis", ""), file);
  }

  private static long partitionMillis(String text, Path file) throws IncompatibleStoreException {
    try {
      long millis = Long.parseLong(text);
      if (millis > 0
          && millis % StoreDirectory.HEAD_MILLIS == 0
          && millis <= MetricStoreOptions.LONGEST_PARTITION.toMillis()) {
        return millis;
      }
    } catch (NumberFormatException _) { // reported below
    }
    throw new IncompatibleStoreException(
        "meta.properties is damaged; a salvage makes a store of the rest: "
            + file
            + ": partitionMillis="
            + text);
  }

  private static long create(Path root, Path file, MetricStoreOptions options) throws IOException {
    long millis = options.partitionLength().toMillis();
    String text =
        "# Cistern metric store; do not edit\nformat="
            + FORMAT
            + "\ncreated="
            + options.clock().instant()
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
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    StoreDirectory.force(root);
    return millis;
  }
}
