package io.cistern.sflow;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.UnknownCounterRecord;
import io.cistern.sflow.record.UnknownFlowRecord;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The structures that a decoder and an encoder know. Immutable and safe to share.
///
/// [#standard()] has all that this library declares. A program with structures of its own, or of a
/// vendor that this library does not know, makes a set that has them too, and gives it to its
/// [DatagramDecoder] and [DatagramEncoder]:
///
/// ```java
/// @SflowStructure(enterprise = 8072, format = 1, name = "fan_tray", prefix = "fan_tray")
/// public record FanTray(@State long tray, @Gauge("rpm") long speed, @Counter long failures)
///     implements VendorCounterRecord {}
///
/// Structures structures =
///     Structures.standard().toBuilder().add(MethodHandles.lookup(), FanTray.class).build();
/// Datagram datagram = new DatagramDecoder(structures).decode(payload);
/// ```
///
/// Make a set once and keep it. Finding a structure takes a few nanoseconds, needs no lock and
/// allocates nothing.
public final class Structures {
  private static final Structures STANDARD = declaredHere();

  private final StructureTable flowRecords;
  private final StructureTable counterRecords;
  private final List<Structure<?>> all;
  private final ClassValue<Optional<Structure<?>>> byClass;
  private final NestedRecords nested = new Nested();

  private Structures(Builder builder) {
    flowRecords = new StructureTable(builder.flowRecords.values());
    counterRecords = new StructureTable(builder.counterRecords.values());
    all = Stream.concat(flowRecords.all().stream(), counterRecords.all().stream()).toList();
    byClass = byClass(Map.copyOf(builder.byClass));
  }

  /* Encoding asks for the structure of every record: this is faster than a map. It must not hold
   * the set itself, which then could never be collected. */
  private static ClassValue<Optional<Structure<?>>> byClass(Map<Class<?>, Structure<?>> known) {
    return new ClassValue<>() {
      @Override
      protected Optional<Structure<?>> computeValue(Class<?> recordClass) {
        return Optional.ofNullable(known.get(recordClass));
      }
    };
  }

  /// All structures that this library declares: those of the standard and those that vendors
  /// published.
  ///
  /// @return always the same set
  public static Structures standard() {
    return STANDARD;
  }

  /// Starts with no structures at all.
  ///
  /// @return a builder; [#toBuilder()] of [#standard()] makes one that has those of this library
  public static Builder builder() {
    return new Builder();
  }

  /// Starts with the structures of this set.
  ///
  /// @return a builder that leaves this set as it is
  public Builder toBuilder() {
    var builder = new Builder();
    all.forEach(builder::add);
    return builder;
  }

  /* The permitted records of the sealed families: to add one is to declare it and to name it there.
   * Those that another names as its alternative are part of that. */
  private static Structures declaredHere() {
    List<Class<?>> declared =
        Stream.of(FlowRecord.class, CounterRecord.class)
            .<Class<?>>flatMap(family -> Stream.of(family.getPermittedSubclasses()))
            .filter(member -> member.isAnnotationPresent(SflowStructure.class))
            .toList();
    var alternatives =
        declared.stream()
            .map(member -> member.getAnnotation(SflowStructure.class).alternative())
            .collect(Collectors.toSet());
    var builder = new Builder();
    for (Class<?> member : declared) {
      if (!alternatives.contains(member)) {
        builder.add(Structure.declaredBy(MethodHandles.lookup(), member));
      }
    }
    return builder.build();
  }

  /// The structure of a flow record. Allocation-free.
  ///
  /// @param enterprise the SMI private enterprise code of who defined it, 0 for the standard
  /// @param format its number within the enterprise
  /// @return the structure, or `null` where there is none of that number
  public @Nullable Structure<?> flowRecord(int enterprise, int format) {
    return flowRecords.find(enterprise << 12 | format);
  }

  /// The structure of a counter record. Allocation-free.
  ///
  /// @param enterprise the SMI private enterprise code of who defined it, 0 for the standard
  /// @param format its number within the enterprise
  /// @return the structure, or `null` where there is none of that number
  public @Nullable Structure<?> counterRecord(int enterprise, int format) {
    return counterRecords.find(enterprise << 12 | format);
  }

  /// The structure that a record class declares. Allocation-free but for the first time.
  ///
  /// @param recordClass for example `IfCounters.class`
  /// @param <R> the record class
  /// @return the structure, or `null` where this set has none of that class, as for unknown records
  @SuppressWarnings("unchecked") // each is kept under its own class
  public <R> @Nullable Structure<R> of(Class<R> recordClass) {
    return (Structure<R>) byClass.get(recordClass).orElse(null);
  }

  /// All structures of this set: flow records before counter records, by enterprise and format.
  ///
  /// @return an immutable list
  public List<Structure<?>> all() {
    return all;
  }

  /// How many structures there are.
  @Override
  public String toString() {
    return flowRecords.all().size()
        + " flow records, "
        + counterRecords.all().size()
        + " counter records";
  }

  NestedRecords nested() {
    return nested;
  }

  int tagOf(Object record) {
    return switch (record) {
      case UnknownFlowRecord unknown -> unknown.enterprise() << 12 | unknown.format();
      case UnknownCounterRecord unknown -> unknown.enterprise() << 12 | unknown.format();
      default -> required(record).tag();
    };
  }

  void write(Object record, XdrWriter out) {
    switch (record) {
      case UnknownFlowRecord unknown -> out.raw(unknown.bytes());
      case UnknownCounterRecord unknown -> out.raw(unknown.bytes());
      default -> required(record).encode(record, out);
    }
  }

  private Structure<?> required(Object record) {
    Structure<?> structure = of(record.getClass());
    if (structure == null) {
      throw new IllegalArgumentException(
          "the structures of this encoder do not include " + record.getClass().getName());
    }
    return structure;
  }

  private final class Nested implements NestedRecords {
    @Override
    public @Nullable RecordCodec codec(int tag) {
      Structure<?> structure = flowRecords.find(tag);
      return structure == null ? null : structure.codec();
    }

    @Override
    public int tagOf(Object record) {
      return Structures.this.tagOf(record);
    }

    @Override
    public void write(Object record, XdrWriter out) {
      Structures.this.write(record, out);
    }
  }

  /// Collects structures. Not thread-safe.
  public static final class Builder {
    private final Map<Integer, Structure<?>> flowRecords = new LinkedHashMap<>();
    private final Map<Integer, Structure<?>> counterRecords = new LinkedHashMap<>();
    private final Map<Class<?>, Structure<?>> byClass = new LinkedHashMap<>();
    private final Map<String, Structure<?>> byMetric = new LinkedHashMap<>();

    private Builder() {}

    /// Adds the structure that a record class declares.
    ///
    /// @param lookup `MethodHandles.lookup()` of a class that can call the record's constructor
    /// @param recordClass a record with an [SflowStructure], of a program's own one that implements
    ///   [io.cistern.sflow.record.VendorFlowRecord] or
    ///   [io.cistern.sflow.record.VendorCounterRecord]
    /// @return this builder
    /// @throws IllegalArgumentException if the class is no such record, one of its components has
    ///   no wire form, or its number or one of its metrics is taken: the message names both
    public Builder add(MethodHandles.Lookup lookup, Class<? extends Record> recordClass) {
      return add(Structure.declaredBy(lookup, recordClass));
    }

    /// Adds a structure of another set.
    ///
    /// @param structure for example one of [Structures#standard()]
    /// @return this builder
    /// @throws IllegalArgumentException if its number or one of its metrics is taken: the message
    ///   names both
    public Builder add(Structure<?> structure) {
      Map<Integer, Structure<?>> family = family(structure.recordClass());
      refuseIfTaken("number", family.get(structure.tag()), structure);
      for (Field field : structure.numericFields()) {
        refuseIfTaken("metric " + field.metric(), byMetric.get(field.metric()), structure);
      }
      family.put(structure.tag(), structure);
      structure.numericFields().forEach(field -> byMetric.put(field.metric(), structure));
      for (Structure<?> s = structure; s != null; s = s.alternative()) {
        byClass.put(s.recordClass(), s);
      }
      return this;
    }

    private Map<Integer, Structure<?>> family(Class<?> recordClass) {
      boolean isFlow = FlowRecord.class.isAssignableFrom(recordClass);
      if (isFlow == CounterRecord.class.isAssignableFrom(recordClass)) {
        throw new IllegalArgumentException(
            "must be either a FlowRecord or a CounterRecord: " + recordClass.getName());
      }
      return isFlow ? flowRecords : counterRecords;
    }

    private static void refuseIfTaken(
        String what, @Nullable Structure<?> owner, Structure<?> structure) {
      if (owner != null) {
        throw new IllegalArgumentException(
            "the " + what + " of " + described(structure) + " is taken by " + described(owner));
      }
    }

    private static String described(Structure<?> structure) {
      return structure + ", declared by " + structure.recordClass().getName();
    }

    /// Makes the set.
    ///
    /// @return an immutable set; the builder can go on
    public Structures build() {
      return new Structures(this);
    }
  }
}
