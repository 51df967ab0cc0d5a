package io.cistern.app.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes records of nodes: a key is a component, what is not written keeps its default.
final class RecordBinder {
  private RecordBinder() {}

  /// @param defaults what holds where nothing is written
  /// @param path the keys above, for messages
  /// @throws ConfigException if a key is unknown, or a value cannot be used
  static <T extends Record> T bind(T defaults, ConfigNode node, List<String> path)
      throws ConfigException {
    if (!(node instanceof ConfigNode.Entries written)) {
      throw new ConfigException(
          node.origin(), name(path) + ": expected keys: " + String.join(", ", names(defaults)));
    }
    refuseUnknown(defaults, written, path);
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      ConfigNode.Entry entry = written.entries().get(components[i].getName());
      Object known = value(defaults, components[i]);
      values[i] =
          entry == null
              ? known
              : value(components[i], known, entry.value(), below(path, components[i].getName()));
    }
    return construct(defaults, values, written, path);
  }

  private static void refuseUnknown(Record defaults, ConfigNode.Entries written, List<String> path)
      throws ConfigException {
    List<String> known = names(defaults);
    for (var entry : written.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        String nearest =
            known.stream()
                .min(Comparator.comparingInt(n -> Distance.between(n, entry.getKey())))
                .orElse("");
        throw new ConfigException(
            entry.getValue().nameOrigin(),
            String.format(
                Locale.ROOT,
                "unknown key %s; the nearest is %s (known: %s)",
                name(below(path, entry.getKey())),
                name(below(path, nearest)),
                String.join(", ", known)));
      }
    }
  }

  private static @Nullable Object value(
      RecordComponent component, @Nullable Object known, ConfigNode node, List<String> path)
      throws ConfigException {
    if (known instanceof Record nested && ValueType.of(component.getType()).isEmpty()) {
      return bind(nested, node, path);
    }
    if (component.getType() == List.class) {
      return list(Setting.element(component.getGenericType()), node, path);
    }
    return single(component.getType(), node, path);
  }

  private static List<Object> list(Class<?> type, ConfigNode node, List<String> path)
      throws ConfigException {
    var values = new ArrayList<Object>();
    switch (node) {
      case ConfigNode.Items items -> {
        for (ConfigNode item : items.items()) {
          values.add(single(type, item, path));
        }
      }
      case ConfigNode.Scalar scalar -> { // as variables and options have it
        for (String part : scalar.text().split(",", -1)) {
          values.add(single(type, new ConfigNode.Scalar(part.strip(), scalar.origin()), path));
        }
      }
      case ConfigNode.Entries _ ->
          throw new ConfigException(node.origin(), name(path) + ": expected a list of values");
    }
    return List.copyOf(values);
  }

  private static Object single(Class<?> type, ConfigNode node, List<String> path)
      throws ConfigException {
    ValueType reader = ValueType.of(type).orElseThrow();
    if (!(node instanceof ConfigNode.Scalar scalar)) {
      throw new ConfigException(
          node.origin(), name(path) + ": expected one value (" + reader.form() + ")");
    }
    try {
      return reader.parse().apply(scalar.text());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(scalar.origin(), name(path) + ": " + e.getMessage());
    }
  }

  private static <T extends Record> T construct(
      T defaults, @Nullable Object[] values, ConfigNode.Entries written, List<String> path)
      throws ConfigException {
    @SuppressWarnings("unchecked") // the class of a T
    Class<T> type = (Class<T>) defaults.getClass();
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RefusedValueException refused) {
        ConfigNode.Entry entry = written.entries().get(refused.component());
        throw new ConfigException(
            entry == null ? written.origin() : entry.value().origin(),
            name(below(path, refused.component())) + ": " + refused.getMessage());
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A component of a record.
  static @Nullable Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(Record record) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }

  private static List<String> below(List<String> path, String name) {
    var all = new ArrayList<>(path);
    all.add(name);
    return all;
  }

  private static String name(List<String> path) {
    return String.join(".", path);
  }
}
