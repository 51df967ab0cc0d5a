package io.cistern.metricstore;

import io.cistern.metricstore.codec.ByteInput;
import io.cistern.metricstore.codec.ByteOutput;
import io.cistern.metricstore.codec.DamagedDataException;

/// What an entity is called, and how that is encoded in its record: two texts.
record EntityName(String source, String instance) {

  static byte[] encode(String source, String instance) {
    var out = new ByteOutput();
    out.writeText(source);
    out.writeText(instance);
    return out.toByteArray();
  }

  /// What [#encode(String, String)] made.
  static EntityName decode(byte[] encoded) {
    var in = new ByteInput().wrap(encoded);
    try {
      String source = in.readText();
      return new EntityName(source, in.readText());
    } catch (DamagedDataException e) {
      throw new IllegalStateException("name of an entity", e);
    }
  }
}
