package io.cistern.metricstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The encoded entity record, a value in `entities.lm` and at the beginning of an entity's rows in
/// a head.
///
/// | size   | field                                                                                       |
/// |-------:|---------------------------------------------------------------------------------------------|
/// |      1 | version, 1                                                                                  |
/// | varint | revision: of two records of an entity the greater is the newer                              |
/// | text   | source                                                                                      |
/// | text   | instance                                                                                    |
/// | varint | time of the earliest row plus one, epoch milliseconds; 0: none                              |
/// | varint | time of the latest row when this was written plus one; 0: none                              |
/// | varint | labels, then for each, sorted: text name, text value                                        |
/// | varint | columns, then for each, by index: text metric, [ValueKind#code()] (1), text unit            |
///
/// A text is a varint (length in bytes * 2, plus 1 if it is UTF-16) and its bytes: UTF-8, or UTF-16
/// little-endian where UTF-8 cannot express it.
final class EntityCodec {
  static final int VERSION = 1;

  /// What a record says.
  record Decoded(
      long revision,
      String source,
      String instance,
      long firstSeen,
      long lastSeen,
      Map<String, String> labels,
      List<MetricInfo> columns) {}

  private EntityCodec() {}

  static byte[] encode(
      long revision,
      String source,
      String instance,
      long firstSeen,
      long lastSeen,
      Map<String, String> labels,
      List<Column> columns) {
    var out = new ByteOutput();
    out.writeByte(VERSION);
    out.writeVarint(revision);
    out.writeText(source);
    out.writeText(instance);
    out.writeVarint(firstSeen + 1);
    out.writeVarint(lastSeen + 1);
    out.writeVarint(labels.size());
    labels.forEach((name, value) -> {
      out.writeText(name);
      out.writeText(value);
    });
    out.writeVarint(columns.size());
    for (Column column : columns) {
      out.writeText(column.metric());
      out.writeByte(column.kind().code());
      out.writeText(column.unit());
    }
    return out.toByteArray();
  }

  static Decoded decode(byte[] bytes) throws DamagedDataException {
    var in = new ByteInput().wrap(bytes);
    int version = in.readByte();
    if (version != VERSION) {
      throw in.damaged("entity record version unknown: " + version);
    }
    long revision = in.readVarint();
    String source = in.readText();
    String instance = in.readText();
    long firstSeen = readTime(in);
    long lastSeen = readTime(in);
    var labels = new TreeMap<String, String>();
    for (int left = in.readCount(in.remaining(), "labels"); left > 0; left--) {
      String name = in.readText();
      labels.put(name, in.readText());
    }
    var columns = new ArrayList<MetricInfo>();
    for (int left = in.readCount(in.remaining(), "columns"); left > 0; left--) {
      columns.add(readColumn(in));
    }
    in.requireEnd("columns");
    return new Decoded(revision, source, instance, firstSeen, lastSeen, labels, columns);
  }

  private static long readTime(ByteInput in) throws DamagedDataException {
    long time = in.readVarint() - 1;
    if (time < -1 || time >= Row.MAX_TIME) {
      throw in.damaged("time out of range: " + time);
    }
    return time;
  }

  private static MetricInfo readColumn(ByteInput in) throws DamagedDataException {
    String metric = in.readText();
    int code = in.readByte();
    ValueKind kind = ValueKind.ofCode(code);
    if (kind == null) {
      throw in.damaged("kind unknown: " + code);
    }
    return new MetricInfo(metric, kind, in.readText());
  }
}
