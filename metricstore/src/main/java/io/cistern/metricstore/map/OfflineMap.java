package io.cistern.metricstore.map;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.Cursor;
import io.cistern.listmap.Durability;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.listmap.RecoveryNeededException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A map that is looked at and not touched: one that was not closed cleanly is recovered in a copy.
public final class OfflineMap implements AutoCloseable {
  /// Takes an entry.
  @FunctionalInterface
  public interface Visitor {
    void entry(byte[] key, byte[] value) throws IOException;
  }

  private final ListMap map;
  private final @Nullable Path copy;

  private OfflineMap(ListMap map, @Nullable Path copy) {
    this.map = map;
    this.copy = copy;
  }

  public static OfflineMap open(Path file) throws IOException {
    try {
      return new OfflineMap(ListMap.open(file, ListMapOptions.forReading()), null);
    } catch (RecoveryNeededException _) { // the copy is recovered
      return inCopy(file, copy -> Files.copy(file, copy));
    }
  }

  /// What is intact of one that is damaged.
  public static OfflineMap salvaged(Path file) throws IOException {
    return inCopy(file, copy -> ListMap.salvage(file, copy));
  }

  @FunctionalInterface
  private interface Copying {
    void to(Path copy) throws IOException;
  }

  private static OfflineMap inCopy(Path file, Copying copying) throws IOException {
    Path copy = Files.createTempDirectory("cistern-map").resolve(file.getFileName());
    try {
      copying.to(copy);
      ListMapOptions options =
          ListMapOptions.builder().durability(Durability.OS).create(false).build();
      return new OfflineMap(ListMap.open(copy, options), copy);
    } catch (IOException e) {
      delete(copy);
      throw e;
    }
  }

  public ListMap map() {
    return map;
  }

  /// Shows every entry that is intact; which are not is what [ListMap#verify] tells.
  public void forEach(Visitor visitor) throws IOException {
    Cursor cursor = map.cursor();
    boolean more = true;
    int damaged = 0;
    for (boolean first = true; more; first = false) {
      try {
        more = first ? cursor.first() : cursor.next();
      } catch (CorruptFileException _) { // the next one may be intact
        more = ++damaged < Scan.MOST_DAMAGED;
        continue;
      }
      if (more) {
        visitor.entry(cursor.keyBytes(), cursor.valueBytes());
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      map.close();
    } finally {
      if (copy != null) {
        delete(copy);
      }
    }
  }

  private static void delete(Path copy) throws IOException {
    Files.deleteIfExists(copy);
    Files.deleteIfExists(copy.toAbsolutePath().getParent());
  }
}
