package io.cistern.sflow;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The structures of one family, flow records or counter records, by their data formats. Immutable;
/// finding one needs no lock and allocates nothing.
final class StructureTable {
  private static final int FORMATS = 1 << 12;

  private final List<Structure<?>> structures; // in the order of their tags
  private final int[] tags;
  private final @Nullable Structure<?>[] standard = new Structure<?>[FORMATS]; // of enterprise 0

  StructureTable(Collection<Structure<?>> structures) {
    this.structures = structures.stream().sorted(Comparator.comparingInt(Structure::tag)).toList();
    tags = this.structures.stream().mapToInt(Structure::tag).toArray();
    for (Structure<?> structure : structures) {
      if (structure.enterprise() == 0) {
        standard[structure.format()] = structure;
      }
    }
  }

  @Nullable Structure<?> find(int tag) {
    if (tag >= 0 && tag < FORMATS) {
      return standard[tag];
    }
    int index = Arrays.binarySearch(tags, tag);
    return index < 0 ? null : structures.get(index);
  }

  List<Structure<?>> all() {
    return structures;
  }
}
