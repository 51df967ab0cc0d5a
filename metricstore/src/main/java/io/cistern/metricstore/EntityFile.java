package io.cistern.metricstore;

import io.cistern.listmap.Cursor;
import io.cistern.listmap.ListMap;
import io.cistern.listmap.ListMapOptions;
import io.cistern.listmap.MapFullException;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.map.Keys;
import io.cistern.metricstore.map.Steps;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The map `entities.lm`: records of entities by id, and behind them the schemas that they refer
/// to. It is sealed, and so as small as can be, while the store is closed, and until something
/// changes.
final class EntityFile implements AutoCloseable {

  /// Takes the records of entities.
  @FunctionalInterface
  interface Visitor {
    void entity(int id, EntityCodec.Decoded record) throws DamagedDataException;
  }

  /// Keys from this one on are those of schemas.
  static final byte[] FIRST_SCHEMA = Keys.of(Integer.MIN_VALUE);

  private final Path file;
  private final ListMapOptions options;
  private @Nullable ListMap map;
  private int schemas;
  private boolean isUnforced;

  private EntityFile(Path file, ListMapOptions options) {
    this.file = file;
    this.options = options;
  }

  static EntityFile open(Path file, ListMapOptions options) throws IOException {
    var opened = new EntityFile(file, options);
    opened.map();
    return opened;
  }

  private ListMap map() throws IOException {
    ListMap opened = map;
    if (opened == null) {
      opened = ListMap.open(file, options);
      map = opened;
    }
    return opened;
  }

  /// Whether a key is that of a schema.
  static boolean isSchema(byte[] key) {
    return key.length > 0 && key[0] < 0;
  }

  /// The number that a key is: of an entity, or of a schema.
  static int number(byte[] key) throws DamagedDataException {
    if (key.length != Integer.BYTES) {
      throw new DamagedDataException("key is not 4 bytes: " + key.length, 0);
    }
    return Keys.entity(MemorySegment.ofArray(key)) & Integer.MAX_VALUE;
  }

  private static byte[] schemaKey(int number) {
    return Keys.of(number | Integer.MIN_VALUE);
  }

  /// Reads everything.
  ///
  /// @param into where the schemas belong
  /// @throws IncompleteStoreException if a record is not what is written there
  /// @throws IncompatibleVersionException if a later version wrote one
  synchronized void read(Schemas into, Visitor visitor) throws IOException {
    try {
      readAll(into, visitor);
    } catch (DamagedDataException e) {
      String what = file + ": " + e.getMessage();
      throw e.isOfLaterFormat()
          ? new IncompatibleVersionException(what)
          : new IncompleteStoreException(what);
    }
  }

  private void readAll(Schemas into, Visitor visitor) throws IOException {
    var known = new HashMap<Integer, List<MetricInfo>>();
    Cursor cursor = map().range(FIRST_SCHEMA, null);
    for (boolean more = cursor.first(); more; more = cursor.next()) {
      int number = number(cursor.keyBytes());
      List<MetricInfo> columns = decodeSchema(number, cursor.valueBytes());
      known.put(number, columns);
      into.of(columns).number = number;
      schemas = number + 1;
    }
    cursor = map().range(null, FIRST_SCHEMA);
    for (boolean more = cursor.first(); more; more = cursor.next()) {
      int id = number(cursor.keyBytes());
      visitor.entity(id, decode(id, cursor.valueBytes(), known::get));
    }
  }

  /// @throws DamagedDataException says which schema it is
  static List<MetricInfo> decodeSchema(int number, byte[] bytes) throws DamagedDataException {
    try {
      return EntityCodec.decodeSchema(bytes);
    } catch (DamagedDataException e) {
      throw e.in("schema " + number);
    }
  }

  /// @throws DamagedDataException says which entity it is
  static EntityCodec.Decoded decode(
      int id, byte[] bytes, IntFunction<@Nullable List<MetricInfo>> schemas)
      throws DamagedDataException {
    try {
      return EntityCodec.decode(bytes, schemas);
    } catch (DamagedDataException e) {
      throw e.in("record of entity " + id);
    }
  }

  /// Writes an entity's record, and its schema before it where that is not there yet.
  synchronized void put(Entity entity) throws IOException {
    Schema schema = entity.schema();
    ListMap into = writable();
    if (schema.number == Schema.UNWRITTEN) {
      into.put(schemaKey(schemas), EntityCodec.encode(schema.infos()));
      schema.number = schemas++;
    }
    into.put(Keys.of(entity.id()), EntityCodec.encode(entity, schema.number));
    isUnforced = true;
  }

  private ListMap writable() throws IOException {
    ListMap opened = map();
    if (!opened.isSealed()) {
      return opened;
    }
    Path copy = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(copy);
    opened.compactTo(copy);
    Steps.passed("entities.thaw-written");
    map = null;
    opened.close();
    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
    Steps.passed("entities.thaw-renamed");
    StoreDirectory.force(Objects.requireNonNull(file.getParent()));
    return map();
  }

  /// Forces what was put before the call; puts go on meanwhile.
  void force() throws IOException {
    ListMap written;
    synchronized (this) {
      if (!isUnforced) {
        return;
      }
      isUnforced = false;
      written = map();
    }
    try {
      written.flush();
    } catch (IOException e) {
      synchronized (this) {
        isUnforced = true;
      }
      throw e;
    }
  }

  /// Writes it anew, without what is out of date: a crash leaves the old file or the new one.
  synchronized void seal() throws IOException {
    ListMap opened = map();
    try {
      if (!opened.isSealed()) {
        opened.seal();
      }
    } catch (MapFullException _) { // it stays as it is: larger, and as good
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (map != null) {
      map.close();
    }
  }
}
