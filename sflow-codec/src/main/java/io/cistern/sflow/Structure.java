package io.cistern.sflow;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.UnknownCounterRecord;
import io.cistern.sflow.record.UnknownFlowRecord;
import io.cistern.sflow.record.VendorCounterRecord;
import io.cistern.sflow.record.VendorFlowRecord;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One registered structure: a flow record or counter record this codec can read and write, and
/// what it knows about its fields.
///
/// Every structure is made from its declaration, a record class with an [SflowStructure].
/// Structures are immutable and safe to share.
///
/// @param <R> the record class that declares it
public final class Structure<R> {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Class<R> recordClass;
  private final String name;
  private final int enterprise;
  private final int format;
  private final String source;
  private final int compactLength;
  private final @Nullable Structure<?> alternative;
  private final RecordLayout layout;
  private final List<Field> fields;
  private final List<Field> numericFields;
  private final int fixedNumbers;
  private final @Nullable ElementNumbers[] elements; // of those fields that are lists of metrics

  private Structure(
      Class<R> recordClass,
      SflowStructure declaration,
      RecordLayout layout,
      List<Field> fields,
      @Nullable Structure<?> alternative) {
    this.recordClass = recordClass;
    name = declaration.name();
    enterprise = declaration.enterprise();
    format = declaration.format();
    source = declaration.source();
    compactLength = declaration.compactLength();
    this.layout = layout;
    this.fields = fields;
    this.alternative = alternative;
    var numbers = new ArrayList<>(fields.stream().filter(Field::isMetric).toList());
    fixedNumbers = numbers.size();
    elements = new ElementNumbers[fields.size()];
    for (int i = 0; i < elements.length; i++) {
      ElementNumbers list = ElementNumbers.of(declaration, layout.parts().get(i));
      if (list != null) {
        elements[i] = list;
        numbers.addAll(list.fields());
      }
    }
    numericFields = List.copyOf(numbers);
  }

  static <R> Structure<R> declaredBy(MethodHandles.Lookup lookup, Class<R> recordClass) {
    SflowStructure declaration = recordClass.getAnnotation(SflowStructure.class);
    if (declaration == null) {
      throw new IllegalArgumentException("no @SflowStructure: " + recordClass.getName());
    }
    RecordLayout layout = RecordLayout.of(lookup, recordClass);
    Structure<?> alternative =
        declaration.alternative() == Record.class
            ? null
            : declaredBy(lookup, declaration.alternative());
    return new Structure<>(
        recordClass, declaration, layout, FieldNames.fields(declaration, layout), alternative);
  }

  /// The structure of a counter record.
  ///
  /// @param enterprise who defined it, 20 bits
  /// @param format its number there, 12 bits
  /// @return the structure, or `null` where none is registered
  public static @Nullable Structure<?> counterRecord(int enterprise, int format) {
    return StructureRegistry.COUNTER_RECORDS.find(enterprise, format);
  }

  /// The structure of a flow record.
  ///
  /// @param enterprise who defined it, 20 bits
  /// @param format its number there, 12 bits
  /// @return the structure, or `null` where none is registered
  public static @Nullable Structure<?> flowRecord(int enterprise, int format) {
    return StructureRegistry.FLOW_RECORDS.find(enterprise, format);
  }

  /// The structure that a record class declares.
  ///
  /// @param recordClass for example `IfCounters.class`
  /// @return the structure, or `null` where the class declares none that is registered: the unknown
  ///   records
  public static @Nullable Structure<?> of(Class<?> recordClass) {
    return StructureRegistry.of(recordClass);
  }

  /// All registered structures, flow records before counter records, by enterprise and format.
  ///
  /// @return a snapshot
  public static List<Structure<?>> all() {
    var all = new ArrayList<Structure<?>>();
    all.addAll(StructureRegistry.FLOW_RECORDS.all());
    all.addAll(StructureRegistry.COUNTER_RECORDS.all());
    return List.copyOf(all);
  }

  /// Registers a structure that this library does not know, for the whole process: from then on it
  /// is decoded and encoded like the others, and its fields have metrics. It may be done at any
  /// time and from any thread; do it before decoding starts.
  ///
  /// @param lookup `MethodHandles.lookup()` of a class that can call the record's constructor
  /// @param recordClass a record with an [SflowStructure] that implements [VendorFlowRecord] or
  ///   [VendorCounterRecord]
  /// @param <R> the record
  /// @return the structure
  /// @throws IllegalArgumentException if the class is no such record, one of its components has no
  ///   wire form, its enterprise and format are taken, or one of its metrics is
  public static <R extends Record> Structure<R> register(
      MethodHandles.Lookup lookup, Class<R> recordClass) {
    Structure<R> structure = declaredBy(lookup, recordClass);
    if (VendorFlowRecord.class.isAssignableFrom(recordClass)) {
      StructureRegistry.FLOW_RECORDS.add(structure);
    } else if (VendorCounterRecord.class.isAssignableFrom(recordClass)) {
      StructureRegistry.COUNTER_RECORDS.add(structure);
    } else {
      throw new IllegalArgumentException(
          "neither a VendorFlowRecord nor a VendorCounterRecord: " + recordClass.getName());
    }
    return structure;
  }

  /// The structure's name in the standard.
  ///
  /// @return for example `if_counters`
  public String name() {
    return name;
  }

  /// Who defined it.
  ///
  /// @return an SMI private enterprise code, 0 for the standard
  public int enterprise() {
    return enterprise;
  }

  /// Its number within the enterprise.
  ///
  /// @return 12 bits
  public int format() {
    return format;
  }

  /// Its data format word.
  ///
  /// @return `enterprise << 12 | format`
  public int tag() {
    return enterprise << 12 | format;
  }

  /// Where it is defined.
  ///
  /// @return the name of a document
  public String source() {
    return source;
  }

  /// The record that declares it.
  ///
  /// @return a record class
  public Class<R> recordClass() {
    return recordClass;
  }

  /// Whether it is a counter record.
  ///
  /// @return `true` for counter records, `false` for flow records
  public boolean isCounterRecord() {
    return CounterRecord.class.isAssignableFrom(recordClass);
  }

  /// Its fields in wire order.
  ///
  /// @return all of them
  public List<Field> fields() {
    return fields;
  }

  /// The fields that are metrics, in wire order; after them those of the elements of its lists, 16
  /// of each list.
  ///
  /// @return those of [#fields()] with a metric name, then the elements of its lists
  public List<Field> numericFields() {
    return numericFields;
  }

  /// How many of [#numericFields()] are fields of the structure itself. Those after them are of the
  /// elements of lists, and absent where a list is shorter.
  ///
  /// @return how many of [#fields()] are metrics
  public int fixedNumbers() {
    return fixedNumbers;
  }

  /// Decodes one record.
  ///
  /// A record shorter than its declaration has absent fields (see [SflowStructure]), bytes beyond
  /// the declaration are ignored.
  ///
  /// @param segment where it is
  /// @param offset where its body starts
  /// @param length the body's length
  /// @return the record
  /// @throws IndexOutOfBoundsException if the body does not lie inside the segment
  /// @throws MalformedDatagramException if a length or count inside does not fit the body
  public R decode(MemorySegment segment, long offset, long length)
      throws MalformedDatagramException {
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    var in = new XdrReader();
    R record = recordClass.cast(decode(in, segment, offset, length));
    if (in.isMalformed()) {
      throw new MalformedDatagramException(
          name() + " does not fit its length: length=" + length + ", offset=" + in.position(),
          DecodeError.BAD_LENGTH,
          in.position(),
          Optional.empty());
    }
    return record;
  }

  Object decode(XdrReader in, MemorySegment segment, long offset, long length) {
    return layout.codec().decode(in.wrap(segment, offset, length, isCompact(length)));
  }

  /* Decodes what the reader stands at, to its limit. */
  Object decode(XdrReader in) {
    return layout.codec().decode(in);
  }

  /* Whether a body of this length is written compactly. */
  boolean isCompact(long length) {
    return length != 0 && length == compactLength;
  }

  /* The other structure with the same tag. */
  @Nullable Structure<?> alternative() {
    return alternative;
  }

  /* The data format of a record of any kind. */
  static int tagOf(Object record) {
    return switch (record) {
      case UnknownFlowRecord unknown -> unknown.enterprise() << 12 | unknown.format();
      case UnknownCounterRecord unknown -> unknown.enterprise() << 12 | unknown.format();
      default -> required(record).tag();
    };
  }

  /* Writes the body of a record of any kind. */
  static void encodeBody(Object record, XdrWriter out) {
    switch (record) {
      case UnknownFlowRecord unknown -> out.raw(unknown.bytes());
      case UnknownCounterRecord unknown -> out.raw(unknown.bytes());
      default -> required(record).encode(record, out);
    }
  }

  private static Structure<?> required(Object record) {
    Structure<?> structure = of(record.getClass());
    if (structure == null) {
      throw new IllegalArgumentException("no registered structure: " + record.getClass().getName());
    }
    return structure;
  }

  void encode(Object record, XdrWriter out) {
    layout.codec().encode(record, out);
  }

  /// The value of one field.
  ///
  /// @param record the record
  /// @param field the field's index in [#fields()]
  /// @return the component, boxed
  public Object value(R record, int field) {
    try {
      return layout.parts().get(field).accessor().invoke(record);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("accessor of " + name(), e);
    }
  }

  /// Reads the numbers of a record without making it, in the order of [#numericFields()].
  /// Allocation-free.
  ///
  /// A number is absent where the record ends before it, where a counter or gauge has all bits set,
  /// and where a signed or floating gauge is -1 (unknown percentage, unknown load) or not a number.
  /// Those of the elements of a list are absent where it has no such element.
  ///
  /// @param segment where the record is
  /// @param offset where its body starts
  /// @param length the body's length
  /// @param values takes the numbers: unsigned ones as they are, signed ones with their sign
  ///   extended, floating ones as `Double.doubleToRawLongBits`
  /// @param present takes whether each number is there
  /// @throws IndexOutOfBoundsException if the body does not lie inside the segment, or the arrays
  ///   are shorter than [#numericFields()]
  public void readNumbers(
      MemorySegment segment, long offset, long length, long[] values, boolean[] present) {
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    long limit = offset + length;
    long at = offset;
    int number = 0;
    int ofElements = fixedNumbers;
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      ElementNumbers list = elements[i];
      WireType type = field.type();
      boolean here = at >= 0 && limit - at >= type.minimumLength();
      if (field.isMetric()) {
        long value = here ? number(segment, at, type) : 0;
        values[number] = value;
        present[number] = here && isKnown(field.kind(), type, value);
        number++;
      }
      if (list != null) {
        at = list.read(segment, here ? at : -1, limit, values, present, ofElements);
        ofElements += list.fields().size();
        continue;
      }
      at = here ? skip(segment, at, limit, i, isCompact(length)) : -1;
    }
  }

  static long number(MemorySegment segment, long at, WireType type) {
    return switch (type) {
      case U32 -> segment.get(INT, at) & 0xffff_ffffL;
      case U64 -> segment.get(LONG, at);
      case I32 -> segment.get(INT, at);
      case F32 -> Double.doubleToRawLongBits(Float.intBitsToFloat(segment.get(INT, at)));
      case F64 -> segment.get(LONG, at);
      case OCTET -> segment.get(ValueLayout.JAVA_BYTE, at) & 0xff;
      case MAC, IPV4, IPV6, ADDRESS, TEXT, OPAQUE, UUID, LIST, RECORDS, TO_END -> 0;
    };
  }

  static boolean isKnown(FieldKind kind, WireType type, long value) {
    if (kind == FieldKind.STATE) {
      return true;
    }
    return switch (type) {
      case U32 -> value != 0xffff_ffffL;
      case U64, I32 -> value != -1;
      case F32, F64 -> {
        double number = Double.longBitsToDouble(value);
        yield number != -1 && !Double.isNaN(number);
      }
      case OCTET, MAC, IPV4, IPV6, ADDRESS, TEXT, OPAQUE, UUID, LIST, RECORDS, TO_END -> true;
    };
  }

  /* Where the next field starts, or -1 where that cannot be said. */
  private long skip(MemorySegment segment, long at, long limit, int part, boolean unpadded) {
    WireType type = fields.get(part).type();
    long next =
        switch (type) {
          case U32, U64, I32, F32, F64, OCTET, IPV4, IPV6, UUID -> at + type.minimumLength();
          case MAC -> at + (unpadded ? 6 : 8);
          case TEXT, OPAQUE -> at + 4 + ((segment.get(INT, at) & 0xffff_ffffL) + 3 & ~3L);
          case ADDRESS -> at + 4 + addressLength(segment.get(INT, at));
          case LIST, RECORDS, TO_END -> -1;
        };
    return next > limit ? -1 : next;
  }

  private static long addressLength(int type) {
    return type == 1 ? 4 : type == 2 ? 16 : 0;
  }

  /// The structure's name, enterprise and format.
  @Override
  public String toString() {
    return name() + " (" + enterprise() + ":" + format() + ")";
  }

  /* For the registry: names that must not be taken twice. */
  Collection<String> metrics() {
    return numericFields.stream().map(Field::metric).toList();
  }
}
