package io.cistern.app.http;

import io.cistern.app.view.SeriesView;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The one JSON mapper: instants in ISO-8601, nulls kept, points as `[ms, value]`, whole numbers
/// without a fraction, and `null` for numbers that are none, which JSON cannot spell.
final class Json {
  private static final double EXACT = 1L << 53; // every whole number up to here is a double

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addModule(
              new SimpleModule("cistern")
                  .addSerializer(new PointSerializer())
                  .addSerializer(Double.class, new DoubleSerializer())
                  .addSerializer(Double.TYPE, new DoubleSerializer()))
          .build();

  private Json() {}

  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  private static void writeNumber(double value, JsonGenerator json) {
    if (value == Math.rint(value) && Math.abs(value) <= EXACT) {
      json.writeNumber((long) value);
    } else if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static final class DoubleSerializer extends StdSerializer<Double> {
    DoubleSerializer() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      writeNumber(value, json);
    }
  }

  private static final class PointSerializer extends StdSerializer<SeriesView.Point> {
    PointSerializer() {
      super(SeriesView.Point.class);
    }

    @Override
    public void serialize(
        SeriesView.Point point, JsonGenerator json, SerializationContext context) {
      json.writeStartArray(point, 2);
      json.writeNumber(point.millis());
      var value = point.value();
      writeNumber(value == null ? Double.NaN : value, json);
      json.writeEndArray();
    }
  }
}
