package io.cistern.sflow;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Makes the fields of a structure from its declaration: their names, and the names of their
/// metrics.
final class FieldNames {
  /* A word starts at a capital after a small letter or digit, and at the last capital of an acronym;
   * the s of a plural acronym belongs to it: ifInUcastPkts, dot3StatsFCSErrors, ipReasmOKs. */
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
    Counter counter = component.getAnnotation(Counter.class);
    if (counter != null) {
      return number(part, spelling, metric, FieldKind.COUNTER, counter.value(), counter.about());
    }
    Gauge gauge = component.getAnnotation(Gauge.class);
    if (gauge != null) {
      return number(part, spelling, metric, FieldKind.GAUGE, gauge.value(), gauge.about());
    }
    State state = component.getAnnotation(State.class);
    if (state != null) {
      return number(part, spelling, metric, FieldKind.STATE, state.value(), state.about());
    }
    boolean isText = part.type() == WireType.TEXT || part.type() == WireType.TO_END;
    FieldKind kind = isText ? FieldKind.TEXT : FieldKind.OTHER;
    return new Field(spelling, "", kind, part.type(), "", "");
  }

  private static Field number(
      RecordLayout.Part part,
      String name,
      String metric,
      FieldKind kind,
      String unit,
      String description) {
    if (!part.type().isNumber()) {
      throw new IllegalArgumentException("not a number: " + part.component());
    }
    return new Field(name, metric, kind, part.type(), unit, description);
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
