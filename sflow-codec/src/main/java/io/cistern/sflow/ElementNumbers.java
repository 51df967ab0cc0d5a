package io.cistern.sflow;

import io.cistern.sflow.declaration.Elements;
import io.cistern.sflow.declaration.SflowStructure;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The numbers in the elements of one list of a structure, see [Elements]. Immutable.
final class ElementNumbers {
  /// How many elements have metrics.
  static final int MOST = 16;

  /// What an element is made of, in wire order.
  private final List<RecordLayout.Part> parts;

  private final @Nullable FieldKind[] kinds; // null where a part is no number that counts
  private final List<Field> fields;
  private final int first;
  private final int numberedAt; // where in an element its number is, or -1
  private final int length;
  private final int perElement;

  private ElementNumbers(
      SflowStructure declaration, RecordLayout.Part list, Elements elements, List<Field> fields) {
    RecordLayout nested = list.nested();
    this.parts = nested == null ? List.of() : nested.parts();
    this.fields = fields;
    this.first = elements.first();
    this.perElement = fields.size() / MOST;
    this.kinds = new FieldKind[Math.max(1, parts.size())];
    int at = 0;
    int numbered = -1;
    if (parts.isEmpty()) {
      kinds[0] = fields.getFirst().kind();
      at = fixed(declaration, type(list)).minimumLength();
    }
    int metric = 0;
    for (int i = 0; i < parts.size(); i++) {
      RecordLayout.Part part = parts.get(i);
      if (FieldNames.isMetric(part.component())) {
        kinds[i] = fields.get(metric++).kind();
      }
      if (part.component().getName().equals(elements.number())) {
        numbered = at;
      }
      at += fixed(declaration, part.type()).minimumLength();
    }
    if (numbered < 0 && !elements.number().isEmpty()) {
      throw new IllegalArgumentException("no such component: " + elements.number());
    }
    this.numberedAt = numbered;
    this.length = at;
  }

  /// Of the list, or null where its elements have no metrics.
  static @Nullable ElementNumbers of(SflowStructure declaration, RecordLayout.Part list) {
    Elements elements = list.component().getAnnotation(Elements.class);
    if (elements == null) {
      return null;
    }
    var fields = new ArrayList<Field>();
    for (int i = 0; i < MOST; i++) {
      FieldNames.addElement(declaration, list, elements, elements.first() + i, fields);
    }
    return new ElementNumbers(declaration, list, elements, List.copyOf(fields));
  }

  private static WireType type(RecordLayout.Part list) {
    WireType element = list.element();
    if (element == null) {
      throw new IllegalArgumentException("elements without numbers: " + list.component());
    }
    return element;
  }

  private static WireType fixed(SflowStructure declaration, WireType type) {
    if (!type.isFixed()) {
      throw new IllegalArgumentException("elements without a fixed length: " + declaration.name());
    }
    return type;
  }

  /// The metrics, of each element in turn.
  List<Field> fields() {
    return fields;
  }

  /// Reads the numbers of a list; what it does not have is absent. Allocation-free.
  ///
  /// @param at where the list begins, or -1 where the record ends before it
  /// @param place of the first of its numbers in the arrays
  /// @return where the list ends, or -1 where that is beyond the limit
  long read(
      MemorySegment segment, long at, long limit, long[] values, boolean[] present, int place) {
    for (int i = place; i < place + fields.size(); i++) {
      values[i] = 0;
      present[i] = false;
    }
    if (at < 0) {
      return -1;
    }
    long count = Numbers.u32(segment, at);
    long next = at + 4;
    long element = 0;
    for (; element < count && limit - next >= length; element++) {
      long number = number(segment, next, element);
      if (number < MOST) {
        readElement(segment, next, values, present, place + (int) number * perElement);
      }
      next += length;
    }
    return element < count ? -1 : next;
  }

  /// Which element it is, from 0.
  private long number(MemorySegment segment, long at, long element) {
    long told = numberedAt < 0 ? -1 : Numbers.u32(segment, at + numberedAt) - first;
    return told < 0 ? element : told;
  }

  private void readElement(
      MemorySegment segment, long start, long[] values, boolean[] present, int place) {
    long at = start;
    int to = place;
    for (int i = 0; i < kinds.length; i++) {
      FieldKind kind = kinds[i];
      WireType type = parts.isEmpty() ? fields.getFirst().type() : parts.get(i).type();
      if (kind != null) {
        long value = Numbers.read(segment, at, type);
        values[to] = value;
        present[to++] = Numbers.isKnown(kind, type, value);
      }
      at += type.minimumLength();
    }
  }
}
