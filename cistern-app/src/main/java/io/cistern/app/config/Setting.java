package io.cistern.app.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One key of the configuration that holds a value, or a list of values.
///
/// @param path the keys that lead to it, its own last
/// @param key what is said of it
/// @param type of its value, or of each of its values
/// @param isList whether it holds any number of values
/// @param defaultValue null where it has none
public record Setting(
    List<String> path, Key key, ValueType type, boolean isList, @Nullable Object defaultValue) {

  /// All settings below a record, in the order of their declaration.
  static List<Setting> of(Record defaults) {
    var settings = new ArrayList<Setting>();
    collect(defaults, List.of(), settings);
    return List.copyOf(settings);
  }

  private static void collect(Record defaults, List<String> above, List<Setting> settings) {
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      var path = new ArrayList<>(above);
      path.add(component.getName());
      Object value = RecordBinder.value(defaults, component);
      if (value instanceof Record nested && ValueType.of(component.getType()).isEmpty()) {
        collect(nested, path, settings);
        continue;
      }
      Key key =
          Objects.requireNonNull(component.getAnnotation(Key.class), () -> path + " has no @Key");
      boolean isList = component.getType() == List.class;
      Class<?> single = isList ? element(component.getGenericType()) : component.getType();
      settings.add(
          new Setting(List.copyOf(path), key, ValueType.of(single).orElseThrow(), isList, value));
    }
  }

  static Class<?> element(Type list) {
    return (Class<?>) ((ParameterizedType) list).getActualTypeArguments()[0];
  }

  /// As `http.allowHosts`.
  public String name() {
    return String.join(".", path);
  }

  /// As `CISTERN_HTTP_ALLOW_HOSTS`.
  public String variable() {
    return "CISTERN_" + words("_").toUpperCase(Locale.ROOT);
  }

  /// As `--http-allow-hosts`.
  public String option() {
    return "--" + words("-").toLowerCase(Locale.ROOT);
  }

  private String words(String separator) {
    return String.join(separator, path).replaceAll("(?<=[a-z])(?=[A-Z])", separator);
  }

  /// The default as it would be written, or empty where there is none.
  public String defaultText() {
    if (!key.defaultText().isEmpty()) {
      return key.defaultText();
    }
    Object value = defaultValue;
    return value == null || value.equals(List.of()) ? "" : text(value);
  }

  /// A value as it would be written; a secret stays one.
  String text(Object value) {
    if (key.isSecret()) {
      return "***";
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(item -> type.print().apply(item))
          .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
    }
    return type.print().apply(value);
  }
}
