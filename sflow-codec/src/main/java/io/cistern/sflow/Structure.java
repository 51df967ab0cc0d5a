package io.cistern.sflow;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.CounterRecord;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One structure: a flow record or counter record that can be read and written, and what is known
/// about its fields. A [Structures] finds it.
///
/// Every structure is made from its declaration, a record class with an [SflowStructure].
/// Structures are immutable and safe to share.
///
/// @param <R> the record class that declares it
public final class Structure<R> {
  private static final int USUAL_LENGTH = 256;

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

  /// The fields that are metrics, in wire order; after them those of the elements of its lists, of
  /// 16 elements for each list.
  ///
  /// @return [#fixedNumbers()] fields of the structure itself, then those of elements
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
  /// the declaration are ignored. Flow records inside it, which `extended_80211_aggregation` has,
  /// are those of [Structures#standard()]; a [DatagramDecoder] knows its own.
  ///
  /// @param segment where it is
  /// @param offset where its body starts, after its format and length words
  /// @param length the body's length in bytes
  /// @return the record
  /// @throws IndexOutOfBoundsException if the body does not lie inside the segment
  /// @throws MalformedRecordException if a length or count inside does not fit the body
  public R decode(MemorySegment segment, long offset, long length) throws MalformedRecordException {
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    var in = new XdrReader(Structures.standard().nested());
    R record = recordClass.cast(decode(in, segment, offset, length));
    if (in.isMalformed()) {
      long at = in.position() - offset;
      throw new MalformedRecordException(
          name() + " does not fit its length: length=" + length + ", offset=" + at,
          DecodeError.BAD_LENGTH,
          at);
    }
    return record;
  }

  /// Decodes one record from its bytes, such as those of an
  /// [io.cistern.sflow.record.UnknownFlowRecord].
  ///
  /// @param body the record's body, without its format and length words
  /// @return the record
  /// @throws MalformedRecordException if a length or count inside does not fit the body
  public R decode(Bytes body) throws MalformedRecordException {
    return decode(body.segment(), 0, body.length());
  }

  /// Encodes one record.
  ///
  /// @param record the record; flow records inside it are those of [Structures#standard()]
  /// @return its body, without its format and length words
  /// @throws IllegalArgumentException if a number does not fit its place
  public Bytes encode(R record) {
    var out = new XdrWriter(Structures.standard().nested());
    out.clear(USUAL_LENGTH);
    out.beginRecord();
    encode(record, out);
    return Bytes.of(out.toArray());
  }

  Object decode(XdrReader in, MemorySegment segment, long offset, long length) {
    return layout.codec().decode(in.wrap(segment, offset, length, isCompact(length)));
  }

  RecordCodec codec() {
    return layout.codec();
  }

  /* Whether a body of this length is written compactly. */
  boolean isCompact(long length) {
    return length != 0 && length == compactLength;
  }

  /* The other structure with the same tag. */
  @Nullable Structure<?> alternative() {
    return alternative;
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
        long value = here ? Numbers.read(segment, at, type) : 0;
        values[number] = value;
        present[number] = here && Numbers.isKnown(field.kind(), type, value);
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

  /* Where the next field starts, or -1 where that cannot be said. */
  private long skip(MemorySegment segment, long at, long limit, int part, boolean unpadded) {
    WireType type = fields.get(part).type();
    long next =
        switch (type) {
          case U32, U64, I32, F32, F64, OCTET, IPV4, IPV6, UUID -> at + type.minimumLength();
          case MAC -> at + (unpadded ? 6 : 8);
          case TEXT, OPAQUE -> at + 4 + (Numbers.u32(segment, at) + 3 & ~3L);
          case ADDRESS -> at + 4 + addressLength(segment.get(Numbers.INT, at));
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
}
