package io.cistern.sflow;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.FlowRecord;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The structures of one family. Finding one by its tag needs no lock and allocates nothing.
final class StructureRegistry {
  /* The standard structures are the permitted records of the sealed families: to add one is to add
   * its declaration and name it there. */
  static final StructureRegistry FLOW_RECORDS = standard(FlowRecord.class);
  static final StructureRegistry COUNTER_RECORDS = standard(CounterRecord.class);

  private static final int FORMATS = 1 << 12;

  /* Faster than a map, which encoding would ask for every record. */
  private static final ClassValue<Optional<Structure<?>>> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected Optional<Structure<?>> computeValue(Class<?> recordClass) {
          Structure<?> flow = FLOW_RECORDS.contents.byClass.get(recordClass);
          return Optional.ofNullable(
              flow != null ? flow : COUNTER_RECORDS.contents.byClass.get(recordClass));
        }
      };

  /* Structures in the order of their tags, and the same by their record classes. */
  private static final class Contents {
    final @Nullable Structure<?>[] standard; // of enterprise 0, by format
    final int[] tags;
    final List<Structure<?>> structures;
    final Map<Class<?>, Structure<?>> byClass;

    Contents(int[] tags, List<Structure<?>> structures, Map<Class<?>, Structure<?>> byClass) {
      standard = new Structure<?>[FORMATS];
      for (Structure<?> structure : structures) {
        if (structure.enterprise() == 0) {
          standard[structure.format()] = structure;
        }
      }
      this.tags = tags;
      this.structures = structures;
      this.byClass = byClass;
    }

    static Contents of(List<Structure<?>> structures) {
      var sorted = new ArrayList<>(structures);
      sorted.sort(Comparator.comparingInt(Structure::tag));
      var byClass = new HashMap<Class<?>, Structure<?>>();
      for (Structure<?> structure : sorted) {
        for (Structure<?> s = structure; s != null; s = s.alternative()) {
          byClass.put(s.recordClass(), s);
        }
      }
      int[] tags = sorted.stream().mapToInt(Structure::tag).toArray();
      return new Contents(tags, List.copyOf(sorted), Map.copyOf(byClass));
    }

    @Nullable Structure<?> find(int tag) {
      if (tag >= 0 && tag < FORMATS) {
        return standard[tag];
      }
      int index = Arrays.binarySearch(tags, tag);
      return index < 0 ? null : structures.get(index);
    }
  }

  private volatile Contents contents;

  private StructureRegistry(Contents contents) {
    this.contents = contents;
  }

  private static StructureRegistry standard(Class<?> family) {
    var structures = new ArrayList<Structure<?>>();
    for (Class<?> member : family.getPermittedSubclasses()) {
      if (member.isAnnotationPresent(SflowStructure.class)) {
        structures.add(Structure.declaredBy(MethodHandles.lookup(), member));
      }
    }
    var alternatives = structures.stream().map(Structure::alternative).toList();
    structures.removeIf(structure ->
        alternatives.stream()
            .anyMatch(other -> other != null && other.recordClass() == structure.recordClass()));
    return new StructureRegistry(Contents.of(structures));
  }

  @Nullable Structure<?> find(int enterprise, int format) {
    return contents.find(enterprise << 12 | format);
  }

  /// The structure that a record class declares, in either family.
  static @Nullable Structure<?> of(Class<?> recordClass) {
    return BY_CLASS.get(recordClass).orElse(null);
  }

  List<Structure<?>> all() {
    return contents.structures;
  }

  synchronized void add(Structure<?> structure) {
    if (contents.find(structure.tag()) != null) {
      throw new IllegalArgumentException("already registered: " + structure);
    }
    for (Structure<?> other : Structure.all()) {
      for (String metric : other.metrics()) {
        if (structure.metrics().contains(metric)) {
          throw new IllegalArgumentException(
              "metric " + metric + " of " + structure + " is already one of " + other);
        }
      }
    }
    var extended = new ArrayList<>(all());
    extended.add(structure);
    contents = Contents.of(extended);
    BY_CLASS.remove(structure.recordClass());
  }
}
