package io.cistern.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A part of the configuration as it was written, before it is known what it means.
sealed interface ConfigNode {
  /// Where it was written.
  Origin origin();

  /// One value.
  record Scalar(String text, Origin origin) implements ConfigNode {}

  /// Values one after the other.
  record Items(List<ConfigNode> items, Origin origin) implements ConfigNode {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// Values by their keys, in their order.
  record Entries(Map<String, Entry> entries, Origin origin) implements ConfigNode {
    static final Entries NONE = new Entries(Map.of(), Origin.DEFAULT);

    public Entries {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /// What is written at a path of keys.
    Optional<ConfigNode> at(List<String> path) {
      Entry entry = entries.get(path.getFirst());
      if (entry == null || path.size() == 1) {
        return Optional.ofNullable(entry).map(Entry::value);
      }
      return entry.value() instanceof Entries nested
          ? nested.at(path.subList(1, path.size()))
          : Optional.empty();
    }

    /// The same with another value at a path of keys.
    Entries with(List<String> path, Scalar value) {
      String name = path.getFirst();
      Entry known = entries.get(name);
      ConfigNode below = value;
      if (path.size() > 1) {
        Entries nested = known != null && known.value() instanceof Entries there ? there : NONE;
        below = nested.with(path.subList(1, path.size()), value);
      }
      var all = new LinkedHashMap<>(entries);
      all.put(name, new Entry(known == null ? value.origin() : known.nameOrigin(), below));
      return new Entries(all, origin);
    }
  }

  /// A value and where its key was written.
  record Entry(Origin nameOrigin, ConfigNode value) {}
}
