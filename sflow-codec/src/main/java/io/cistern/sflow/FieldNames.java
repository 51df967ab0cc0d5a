package io.cistern.sflow;

import io.cistern.sflow.declaration.Counter;
import io.cistern.sflow.declaration.Elements;
import io.cistern.sflow.declaration.Gauge;
import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Makes the fields of a structure from its declaration: their names, and the names of their
/// metrics.
final class FieldNames {
  /* A word starts at a capital after a small letter or digit, and at the last capital of an
   * acronym; the s of a plural acronym belongs to it: ifInUcastPkts, dot3StatsFCSErrors,
   * ipReasmOKs. */
  private static final Pattern PLURAL = Pattern.compile("([A-Z]{2,}s)(?=[A-Z]|$)");
  private static final Pattern WORD =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private FieldNames() {}

  static List<Field> fields(SflowStructure declaration, RecordLayout layout) {
    return layout.parts().stream().map(part -> field(declaration, part)).toList();
  }

  private static Field field(SflowStructure declaration, RecordLayout.Part part) {
    var component = part.component();
    String name = component.getName();
    String metric = metric(declaration.prefix(), snakeCase(name));
    Name names = component.getAnnotation(Name.class);
    String spelling = declaration.snakeCase() ? snakeCase(name) : name;
    if (names != null) {
      spelling = names.value().isEmpty() ? spelling : names.value();
      metric = names.metric().isEmpty() ? metric : names.metric();
    }
    if (isMetric(component) && part.type() != WireType.LIST) {
      return number(component, part.type(), spelling, metric);
    }
    boolean isText = part.type() == WireType.TEXT || part.type() == WireType.TO_END;
    FieldKind kind = isText ? FieldKind.TEXT : FieldKind.OTHER;
    return new Field(spelling, "", kind, part.type(), "", "");
  }

  /// Whether a component is declared to be a counter, a gauge or a state.
  static boolean isMetric(RecordComponent component) {
    return component.isAnnotationPresent(Counter.class)
        || component.isAnnotationPresent(Gauge.class)
        || component.isAnnotationPresent(State.class);
  }

  private static Field number(
      RecordComponent component, WireType type, String name, String metric) {
    if (!type.isNumber()) {
      throw new IllegalArgumentException("not a number: " + component);
    }
    Counter counter = component.getAnnotation(Counter.class);
    if (counter != null) {
      return new Field(name, metric, FieldKind.COUNTER, type, counter.value(), counter.about());
    }
    Gauge gauge = component.getAnnotation(Gauge.class);
    if (gauge != null) {
      return new Field(name, metric, FieldKind.GAUGE, type, gauge.value(), gauge.about());
    }
    State state = component.getAnnotation(State.class);
    return new Field(name, metric, FieldKind.STATE, type, state.value(), state.about());
  }

  /// Adds the metrics of one element of a list: `lanes[1].rxPower`.
  static void addElement(
      SflowStructure declaration,
      RecordLayout.Part list,
      Elements elements,
      int number,
      List<Field> fields) {
    String digits = Integer.toString(number);
    String metric = metric(declaration.prefix(), elements.value().replace("#", digits));
    String component = list.component().getName();
    String name = (declaration.snakeCase() ? snakeCase(component) : component) + "[" + digits + "]";
    RecordLayout nested = list.nested();
    WireType element = list.element();
    if (nested == null && element != null) {
      fields.add(number(list.component(), element, name, metric));
    }
    for (RecordLayout.Part part : nested == null ? List.<RecordLayout.Part>of() : nested.parts()) {
      if (isMetric(part.component())) {
        String field = part.component().getName();
        fields.add(
            number(
                part.component(),
                part.type(),
                name + "." + field,
                metric + "_" + snakeCase(field)));
      }
    }
  }

  private static String metric(String prefix, String field) {
    return prefix.isEmpty() || field.startsWith(prefix + "_") ? field : prefix + "_" + field;
  }

  static String snakeCase(String name) {
    String singular =
        PLURAL.matcher(name).replaceAll(m -> m.group().toUpperCase(Locale.ROOT) + "_");
    String words = WORD.matcher(singular).replaceAll("_");
    return words.toLowerCase(Locale.ROOT).replaceAll("_+", "_").replaceAll("_$", "");
  }
}
