package io.cistern.flowtrack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// The flow samples of the lab capture, from what sflowtool printed of it: one `"name":"value"` a
/// line.
final class LabCapture {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);

  private LabCapture() {}

  static Path json() {
    return Frames.shared("captures/expected/lab/ovs-hsflowd.pcap.sflowtool.json");
  }

  /// Hands on every sampled header, its time divided by `speed`.
  static void replay(Path json, int speed, Consumer<Observation> to) throws IOException {
    Map<String, String> fields = new HashMap<>();
    var o = new Observation();
    for (String line : Files.readAllLines(json)) {
      String[] parts = line.strip().split("\"", 5);
      if (parts.length < 5) {
        continue;
      }
      fields.put(parts[1], parts[3]);
      if (parts[1].equals("headerBytes")) {
        to.accept(observation(fields, speed, o.clear()));
      }
    }
  }

  private static Observation observation(Map<String, String> fields, int speed, Observation o) {
    long millis =
        OffsetDateTime.parse(fields.get("pcapTimestamp"), TIME).toInstant().toEpochMilli()
            + number(fields, "pcapTimestamp_uS") / 1000;
    o.timeMillis(millis / speed)
        .observer((int) number(fields, "agentSubId"))
        .samplingRate(number(fields, "meanSkipCount"))
        .interfaces(number(fields, "inputPort"), number(fields, "outputPort"))
        .frameLengthBytes(number(fields, "sampledPacketSize") - number(fields, "strippedBytes"));
    byte[] header = HexFormat.ofDelimiter("-").parseHex(fields.get("headerBytes"));
    return Frames.parse(ByteBuffer.wrap(header), o);
  }

  private static long number(Map<String, String> fields, String name) {
    String value = fields.getOrDefault(name, "0");
    return value.matches("\\d+") ? Long.parseLong(value) : 0;
  }
}
