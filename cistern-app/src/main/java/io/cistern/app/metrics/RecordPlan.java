package io.cistern.app.metrics;

import com.google.common.base.CaseFormat;
import io.cistern.sflow.Field;
import io.cistern.sflow.FieldKind;
import io.cistern.sflow.MalformedRecordException;
import io.cistern.sflow.Structure;
import io.cistern.sflow.Structures;
import io.cistern.sflow.WireType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How the counter records of one structure are read: its metrics and its texts. One object for
/// each structure in the process; immutable.
public final class RecordPlan {
  private static final int MAX_TEXT = 255;
  private static final ConcurrentHashMap<Structure<?>, RecordPlan> PLANS =
      new ConcurrentHashMap<>();

  private final Structure<?> structure;
  private final List<MetricDefinition> metrics;
  private final int[] textFields;
  private final List<String> textNames;
  private final int speed;
  private final int type;
  private final boolean[] counters;
  private final @Nullable PortColumns port;

  private RecordPlan(Structure<?> structure) {
    this.structure = structure;
    metrics = structure.numericFields().stream().map(MetricDefinition::of).toList();
    var indexes = new ArrayList<Integer>();
    var names = new ArrayList<String>();
    List<Field> fields = structure.fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (field.kind() == FieldKind.TEXT || field.type() == WireType.UUID) {
        indexes.add(i);
        names.add(textName(structure.name(), field.name()));
      }
    }
    textFields = indexes.stream().mapToInt(Integer::intValue).toArray();
    textNames = List.copyOf(names);
    speed = indexOf("if_speed");
    type = indexOf("if_type");
    counters = new boolean[metrics.size()];
    for (int i = 0; i < counters.length; i++) {
      counters[i] = metrics.get(i).isCounter();
    }
    port = PortColumns.of(this);
  }

  /// The place of `if_speed`, -1 where it has none. So with the next.
  int speed() {
    return speed;
  }

  int type() {
    return type;
  }

  /// Whether the metric at a place is the bytes that passed a line.
  boolean isOctets(int index) {
    return port != null && (index == port.inOctets() || index == port.outOctets());
  }

  /// Whether the metric at a place only grows.
  boolean isCounter(int index) {
    return counters[index];
  }

  /// Where it has the bytes and packets of a port, or null where it is of none.
  public @Nullable PortColumns port() {
    return port;
  }

  /// Whether its texts say which port it is.
  boolean isPortName() {
    return textNames.contains("port_name");
  }

  /// The plan of a counter record's structure, or null where the codec does not know it.
  /// Allocation-free but for the first time.
  public static @Nullable RecordPlan of(int enterprise, int format) {
    Structure<?> structure = Structures.standard().counterRecord(enterprise, format);
    if (structure == null) {
      return null;
    }
    RecordPlan plan = PLANS.get(structure);
    return plan != null ? plan : PLANS.computeIfAbsent(structure, RecordPlan::new);
  }

  private static String textName(String structure, String field) {
    String snake =
        field.indexOf('_') >= 0
            ? field
            : CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, field);
    return structure.endsWith("_" + snake) ? structure : structure + "_" + snake;
  }

  /// The structure.
  public Structure<?> structure() {
    return structure;
  }

  /// Its numbers, in the order of [Structure#numericFields()].
  public List<MetricDefinition> metrics() {
    return metrics;
  }

  /// Whether the metric at a place is of an element of a list, such as the third lane of an optical
  /// module: most records have less of them than there could be.
  public boolean isOfElement(int index) {
    return index >= structure.fixedNumbers();
  }

  /// The names of its texts, such as `host_descr_hostname` and `port_name`.
  public List<String> textNames() {
    return textNames;
  }

  /// The place of a metric, -1 where the structure has no such one.
  public int indexOf(String metric) {
    for (int i = 0; i < metrics.size(); i++) {
      if (metrics.get(i).name().equals(metric)) {
        return i;
      }
    }
    return -1;
  }

  /// Reads the texts of a record, in the order of [#textNames()], each cut to 255 characters; none
  /// where the record is damaged.
  List<String> texts(MemorySegment segment, long offset, long length) {
    try {
      return texts(structure, segment, offset, length);
    } catch (MalformedRecordException _) {
      // the cursor counts damaged records; their texts stay unknown
      return List.of();
    }
  }

  private <R> List<String> texts(Structure<R> s, MemorySegment segment, long offset, long length)
      throws MalformedRecordException {
    R record = s.decode(segment, offset, length);
    var texts = new ArrayList<String>(textFields.length);
    for (int field : textFields) {
      String text = s.value(record, field).toString();
      texts.add(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
    }
    return List.copyOf(texts);
  }
}
