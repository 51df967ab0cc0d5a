package io.cistern.app.cli;

import io.cistern.metricstore.EntityInfo;
import io.cistern.metricstore.Series;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes samples, one a line.
final class SampleLines {

  /// How a line looks.
  enum Format {
    /// An object.
    JSON,
    /// Values between commas, after a line of their names.
    CSV
  }

  private final PrintWriter out;
  private final Format format;
  private final JsonFactory factory = new JsonFactory();

  SampleLines(PrintWriter out, Format format) {
    this.out = out;
    this.format = format;
    if (format == Format.CSV) {
      out.println("source,instance,metric,kind,unit,time,value");
    }
  }

  void write(Series series) {
    for (int i = 0; i < series.size(); i++) {
      switch (format) {
        case JSON -> json(series, i);
        case CSV -> csv(series, i);
      }
    }
  }

  /// Writes the times at which the counters of an entity began again.
  void writeResets(EntityInfo entity, long[] times) {
    for (long time : times) {
      switch (format) {
        case JSON -> jsonReset(entity, time);
        case CSV ->
            out.println(
                quoted(entity.source())
                    + ","
                    + quoted(entity.instance())
                    + ",,reset,,"
                    + time
                    + ",");
      }
    }
  }

  private void jsonReset(EntityInfo entity, long time) {
    var line = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("source", entity.source());
      json.writeStringProperty("instance", entity.instance());
      json.writeNumberProperty("time", time);
      json.writeBooleanProperty("reset", true);
      json.writeEndObject();
    }
    out.println(line);
  }

  private void json(Series series, int i) {
    var line = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("source", series.source());
      json.writeStringProperty("instance", series.instance());
      json.writeStringProperty("metric", series.metric());
      json.writeStringProperty("kind", kind(series));
      json.writeStringProperty("unit", series.unit());
      json.writeNumberProperty("time", series.times()[i]);
      json.writeName("value");
      if (Double.isFinite(series.values()[i])) {
        json.writeNumber(value(series, i));
      } else {
        json.writeString(value(series, i));
      }
      json.writeEndObject();
    }
    out.println(line);
  }

  private void csv(Series series, int i) {
    out.println(
        String.join(
            ",",
            quoted(series.source()),
            quoted(series.instance()),
            quoted(series.metric()),
            kind(series),
            quoted(series.unit()),
            Long.toString(series.times()[i]),
            value(series, i)));
  }

  private static String kind(Series series) {
    return series.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String value(Series series, int i) {
    long raw = series.rawBits()[i];
    return switch (series.kind()) {
      case GAUGE_DOUBLE -> Double.toString(series.values()[i]);
      case COUNTER64 -> Long.toUnsignedString(raw);
      case COUNTER32, GAUGE_LONG, STATE -> Long.toString(raw);
    };
  }

  private static String quoted(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean needsQuotes = safe.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ');
    return needsQuotes ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
