package io.cistern.app.http;

import io.cistern.app.view.MetricFamily;
import io.cistern.app.view.MetricNameView;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Writes the current numbers of the agents as `sflow_*`, labelled with agent and instance, in base
/// units: `cpu_user` in milliseconds is `sflow_cpu_user_seconds_total`. Holds one line at a time.
///
/// Source: Prometheus text format 0.0.4 and OpenMetrics 1.0.
final class SflowText {
  /* Names are not given to PrometheusNaming: it cuts the end off a gauge such as mem_total. */
  private static final Pattern NO_NAME = Pattern.compile("[^a-zA-Z0-9_]");

  private static final Map<String, BaseUnit> BASE_UNITS =
      Map.ofEntries(
          Map.entry("ms", new BaseUnit("_seconds", 1e-3)),
          Map.entry("us", new BaseUnit("_seconds", 1e-6)),
          Map.entry("MHz", new BaseUnit("_hertz", 1e6)),
          Map.entry("mV", new BaseUnit("_volts", 1e-3)),
          Map.entry("mA", new BaseUnit("_amperes", 1e-3)),
          Map.entry("mW", new BaseUnit("_watts", 1e-3)),
          Map.entry("uA", new BaseUnit("_amperes", 1e-6)),
          Map.entry("uW", new BaseUnit("_watts", 1e-6)),
          Map.entry("nm", new BaseUnit("_meters", 1e-9)),
          Map.entry("mJ", new BaseUnit("_joules", 1e-3)),
          Map.entry("%", new BaseUnit("_ratio", 1e-2)),
          Map.entry("0.01 %", new BaseUnit("_ratio", 1e-4)),
          Map.entry("degC", new BaseUnit("_celsius", 1)),
          Map.entry("0.1 degC", new BaseUnit("_celsius", 1e-1)),
          Map.entry("0.001 degC", new BaseUnit("_celsius", 1e-3)));

  /// How a unit is written: what its name ends with, and what values are multiplied with.
  private record BaseUnit(String suffix, double factor) {
    static final BaseUnit AS_IT_IS = new BaseUnit("", 1);
  }

  /// What is told under one name.
  private record Named(
      String help, boolean isCounter, double factor, List<MetricFamily> families) {}

  private final Map<String, String> help = new HashMap<>();
  private final Map<String, Named> named = new TreeMap<>();
  private final Map<MetricFamily.Entity, byte[]> labels = new IdentityHashMap<>();

  SflowText(List<MetricNameView> names, List<MetricFamily> families) {
    names.forEach(name -> help.putIfAbsent(name.metric(), name.description()));
    families.forEach(this::add);
  }

  private void add(MetricFamily family) {
    var base = BASE_UNITS.getOrDefault(family.unit(), BaseUnit.AS_IT_IS);
    var name = "sflow_" + NO_NAME.matcher(family.metric()).replaceAll("_") + base.suffix;
    named
        .computeIfAbsent(
            name,
            _ ->
                new Named(
                    help.getOrDefault(family.metric(), family.metric()),
                    family.kind().startsWith("counter"),
                    base.factor,
                    new ArrayList<>()))
        .families
        .add(family);
  }

  /// Writes all of it.
  ///
  /// @param isOpen as OpenMetrics, which names the family of a counter without `_total`
  void write(OutputStream out, boolean isOpen) throws IOException {
    try {
      for (var entry : named.entrySet()) {
        write(entry.getKey(), entry.getValue(), out, isOpen);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(String name, Named of, OutputStream out, boolean isOpen) {
    String sample = of.isCounter ? name + "_total" : name;
    String family = isOpen ? name : sample;
    String type = "# TYPE " + family + (of.isCounter ? " counter\n" : " gauge\n");
    String helpLine = "# HELP " + family + " " + escaped(of.help, isOpen) + "\n";
    byte[] head = bytes(isOpen ? type + helpLine : helpLine + type);
    byte[] start = bytes(sample);
    boolean[] any = new boolean[1];
    for (MetricFamily part : of.families) {
      part.values()
          .forEach((entity, value) -> {
            try {
              if (!any[0]) {
                any[0] = true;
                out.write(head); // a family of which nothing is known is none
              }
              out.write(start);
              out.write(labels.computeIfAbsent(entity, SflowText::labels));
              out.write(bytes(number(value * of.factor)));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private static byte[] labels(MetricFamily.Entity of) {
    return bytes(
        "{agent=\""
            + escaped(of.agent(), true)
            + "\",instance=\""
            + escaped(of.instance(), true)
            + "\"} ");
  }

  private static String number(double value) {
    String text = Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
    return text + "\n";
  }

  private static String escaped(String text, boolean quotes) {
    String plain = text.replace("\\", "\\\\").replace("\n", "\\n");
    return quotes ? plain.replace("\"", "\\\"") : plain;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
