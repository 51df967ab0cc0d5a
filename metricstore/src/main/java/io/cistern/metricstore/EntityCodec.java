package io.cistern.metricstore;

import io.cistern.metricstore.codec.ByteInput;
import io.cistern.metricstore.codec.ByteOutput;
import io.cistern.metricstore.codec.DamagedDataException;
import io.cistern.metricstore.codec.NumberKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The encoded entity record, a value in `entities.lm` and at the beginning of an entity's rows in
/// a head; and the encoded schema, to which records in `entities.lm` refer.
///
/// | size   | field of an entity record                                                                   |
/// |-------:|---------------------------------------------------------------------------------------------|
/// |      1 | version: 1 has its columns in it, 2 refers to a schema                                      |
/// | varint | revision: of two records of an entity the greater is the newer                              |
/// | text   | source                                                                                      |
/// | text   | instance                                                                                    |
/// | varint | time of the earliest row plus one, epoch milliseconds; 0: none                              |
/// | varint | time of the latest row when this was written plus one; 0: none                              |
/// | varint | labels, then for each, sorted: text name, text value                                        |
/// | varint | version 1: columns, then for each, by index: text metric, [ValueKind#code()] (1), text unit |
/// | varint | version 2: number of the schema                                                             |
///
/// A schema is its version, 1, and the columns as above. A text is a varint (length in bytes * 2,
/// plus 1 if it is UTF-16) and its bytes: UTF-8, or UTF-16 little-endian where UTF-8 cannot express
/// it.
final class EntityCodec {
  static final int VERSION = 1;
  static final int VERSION_WITH_SCHEMA = 2;
  static final int SCHEMA_VERSION = 1;

  /// The labels of an entity that has none.
  static final byte[] NO_LABELS = {0};

  /// What a record says.
  record Decoded(
      int revision,
      String source,
      String instance,
      long firstSeen,
      long lastSeen,
      Map<String, String> labels,
      List<MetricInfo> columns) {

    /// This with other columns.
    Decoded with(List<MetricInfo> others) {
      return new Decoded(revision, source, instance, firstSeen, lastSeen, labels, others);
    }

    NumberKind[] kinds() {
      return columns.stream().map(column -> column.kind().number()).toArray(NumberKind[]::new);
    }
  }

  private EntityCodec() {}

  /// The labels as a record has them.
  static byte[] labels(Map<String, String> sorted) {
    var out = new ByteOutput();
    out.writeVarint(sorted.size());
    sorted.forEach((name, value) -> {
      out.writeText(name);
      out.writeText(value);
    });
    return out.toByteArray();
  }

  /// A record that needs no other one.
  static byte[] encode(Entity entity) {
    ByteOutput out = begin(VERSION, entity);
    write(entity.schema().infos(), out);
    return out.toByteArray();
  }

  /// A record that needs no other one.
  static byte[] encode(Decoded record) {
    ByteOutput out =
        begin(
            VERSION,
            record.revision,
            EntityName.encode(record.source, record.instance),
            record.firstSeen,
            record.lastSeen,
            labels(record.labels));
    write(record.columns, out);
    return out.toByteArray();
  }

  /// A record that refers to a schema.
  static byte[] encode(Entity entity, int schema) {
    ByteOutput out = begin(VERSION_WITH_SCHEMA, entity);
    out.writeVarint(schema);
    return out.toByteArray();
  }

  private static ByteOutput begin(int version, Entity entity) {
    return begin(
        version,
        entity.revision,
        entity.name(),
        entity.firstSeen,
        entity.lastSeen,
        entity.encodedLabels());
  }

  private static ByteOutput begin(
      int version, int revision, byte[] name, long firstSeen, long lastSeen, byte[] labels) {
    var out = new ByteOutput();
    out.writeByte(version);
    out.writeVarint(revision);
    out.writeBytes(name);
    out.writeVarint(firstSeen + 1);
    out.writeVarint(lastSeen + 1);
    out.writeBytes(labels);
    return out;
  }

  static byte[] encode(List<MetricInfo> schema) {
    var out = new ByteOutput();
    out.writeByte(SCHEMA_VERSION);
    write(schema, out);
    return out.toByteArray();
  }

  private static void write(List<MetricInfo> columns, ByteOutput out) {
    out.writeVarint(columns.size());
    for (MetricInfo column : columns) {
      out.writeText(column.metric());
      out.writeByte(column.kind().code());
      out.writeText(column.unit());
    }
  }

  /// Decodes a record.
  ///
  /// @param schemas the columns of a schema by its number; `null` where there is none
  static Decoded decode(byte[] bytes, IntFunction<@Nullable List<MetricInfo>> schemas)
      throws DamagedDataException {
    var in = new ByteInput().wrap(bytes);
    int version = readVersion(in);
    int revision = in.readCount(Integer.MAX_VALUE, "revision");
    String source = in.readText();
    String instance = in.readText();
    long firstSeen = readTime(in);
    long lastSeen = readTime(in);
    Map<String, String> labels = readLabels(in);
    List<MetricInfo> columns = version == VERSION ? readColumns(in) : readSchema(in, schemas);
    in.requireEnd("columns");
    return new Decoded(revision, source, instance, firstSeen, lastSeen, labels, columns);
  }

  /// The revision alone.
  static int revision(byte[] bytes) throws DamagedDataException {
    var in = new ByteInput().wrap(bytes);
    readVersion(in);
    return in.readCount(Integer.MAX_VALUE, "revision");
  }

  /// The columns of a schema.
  static List<MetricInfo> decodeSchema(byte[] bytes) throws DamagedDataException {
    var in = new ByteInput().wrap(bytes);
    int version = in.readByte();
    if (version != SCHEMA_VERSION) {
      throw in.unknownVersion("schema", version, SCHEMA_VERSION);
    }
    List<MetricInfo> columns = readColumns(in);
    in.requireEnd("columns");
    return columns;
  }

  private static int readVersion(ByteInput in) throws DamagedDataException {
    int version = in.readByte();
    if (version != VERSION && version != VERSION_WITH_SCHEMA) {
      throw in.unknownVersion("entity record", version, VERSION_WITH_SCHEMA);
    }
    return version;
  }

  private static long readTime(ByteInput in) throws DamagedDataException {
    long time = in.readVarint() - 1;
    if (time < -1 || time >= Row.MAX_TIME) {
      throw in.damaged("time out of range: " + time);
    }
    return time;
  }

  /// What [#labels(Map)] made.
  static Map<String, String> labels(byte[] encoded) {
    try {
      return readLabels(new ByteInput().wrap(encoded));
    } catch (DamagedDataException e) {
      throw new IllegalStateException("labels of an entity", e);
    }
  }

  /// One label of what [#labels(Map)] made; the empty text if it is missing.
  static String label(byte[] encoded, String name) {
    var in = new ByteInput().wrap(encoded);
    try {
      for (int left = in.readCount(in.remaining(), "labels"); left > 0; left--) {
        int order = in.readText().compareTo(name);
        if (order >= 0) {
          return order == 0 ? in.readText() : "";
        }
        in.skipText();
      }
      return "";
    } catch (DamagedDataException e) {
      throw new IllegalStateException("labels of an entity", e);
    }
  }

  private static Map<String, String> readLabels(ByteInput in) throws DamagedDataException {
    var labels = new TreeMap<String, String>();
    for (int left = in.readCount(in.remaining(), "labels"); left > 0; left--) {
      String name = in.readText();
      labels.put(name, in.readText());
    }
    return labels;
  }

  private static List<MetricInfo> readSchema(
      ByteInput in, IntFunction<@Nullable List<MetricInfo>> schemas) throws DamagedDataException {
    int number = in.readCount(Integer.MAX_VALUE, "schema");
    List<MetricInfo> columns = schemas.apply(number);
    if (columns == null) {
      throw in.damaged("schema unknown: " + number);
    }
    return columns;
  }

  private static List<MetricInfo> readColumns(ByteInput in) throws DamagedDataException {
    var columns = new ArrayList<MetricInfo>();
    for (int left = in.readCount(in.remaining(), "columns"); left > 0; left--) {
      String metric = in.readText();
      int code = in.readByte();
      ValueKind kind = ValueKind.ofCode(code);
      if (kind == null) {
        throw in.damaged("kind unknown: " + code);
      }
      columns.add(new MetricInfo(metric, kind, in.readText()));
    }
    return columns;
  }
}
