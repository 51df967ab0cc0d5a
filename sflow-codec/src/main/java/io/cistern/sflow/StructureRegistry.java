package io.cistern.sflow;

import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The structures of one family by enterprise and format. Reading needs no lock.
final class StructureRegistry {
  /* The standard structures are the permitted records of the sealed families: to add one is to add
   * its declaration and name it there. */
  static final StructureRegistry FLOW_RECORDS = standard(FlowRecord.class);
  static final StructureRegistry COUNTER_RECORDS = standard(CounterRecord.class);

  private volatile Map<Integer, Structure<?>> byTag = Map.of();

  private static StructureRegistry standard(Class<?> family) {
    var registry = new StructureRegistry();
    var byTag = new HashMap<Integer, Structure<?>>();
    for (Class<?> member : family.getPermittedSubclasses()) {
      if (member.isAnnotationPresent(SflowStructure.class)) {
        Structure<?> structure = Structure.declaredBy(MethodHandles.lookup(), member);
        byTag.put(structure.tag(), structure);
      }
    }
    registry.byTag = Map.copyOf(byTag);
    return registry;
  }

  @Nullable Structure<?> find(int enterprise, int format) {
    return byTag.get(enterprise << 12 | format);
  }

  /* The structure a record class declares. */
  static Structure<?> of(Class<?> recordClass) {
    SflowStructure declaration = recordClass.getAnnotation(SflowStructure.class);
    if (declaration != null) {
      var family = FlowRecord.class.isAssignableFrom(recordClass) ? FLOW_RECORDS : COUNTER_RECORDS;
      Structure<?> structure = family.find(declaration.enterprise(), declaration.format());
      if (structure != null && structure.recordClass() == recordClass) {
        return structure;
      }
    }
    throw new IllegalArgumentException("not a registered structure: " + recordClass.getName());
  }

  Collection<Structure<?>> all() {
    return List.copyOf(new TreeMap<>(byTag).values());
  }

  synchronized void add(Structure<?> structure) {
    if (byTag.containsKey(structure.tag())) {
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
    var extended = new HashMap<>(byTag);
    extended.put(structure.tag(), structure);
    byTag = Map.copyOf(extended);
  }
}
