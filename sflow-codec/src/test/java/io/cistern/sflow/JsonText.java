package io.cistern.sflow;

import io.cistern.sflow.record.AsPathSegment;
import io.cistern.sflow.record.Extended80211Aggregation;
import io.cistern.sflow.record.HostAdapter;
import io.cistern.sflow.record.SfpLane;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// One spelling for the values of our records and of the expected ones.
final class JsonText {
  private JsonText() {}

  static String of(Object value, WireType type) {
    return switch (value) {
      case Long bits when type == WireType.MAC -> mac(bits);
      case Long number when type == WireType.U64 -> Long.toUnsignedString(number);
      case Float number -> String.valueOf((double) number);
      case UUID uuid -> uuid.toString().replace("-", "");
      case AsPathSegment segment -> "{" + segment.type() + " " + segment.as() + "}";
      case SfpLane lane -> "[" + lane.toString().replaceAll("[A-Za-z]+(=|\\[)|\\]", "") + "]";
      case HostAdapter adapter ->
          "{" + adapter.ifIndex() + " " + adapter.macs().stream().map(JsonText::mac).toList() + "}";
      case Extended80211Aggregation.Pdu pdu -> String.valueOf(pdu.records().size());
      case List<?> list ->
          list.stream()
              .map(element -> of(element, WireType.U32))
              .collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }

  static String of(JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(JsonText::of)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node.isObject() && node.size() == 2) {
      var parts = node.properties().stream().map(e -> of(e.getValue())).toList();
      return "{" + parts.get(0) + " " + parts.get(1) + "}";
    }
    if (node.isObject()) {
      return node.properties().stream().map(e -> of(e.getValue())).collect(Collectors.joining(","));
    }
    return node.isFloatingPointNumber() ? String.valueOf(node.asDouble()) : node.asString();
  }

  static String mac(long bits) {
    return IntStream.rangeClosed(1, 6)
        .mapToObj(i -> String.format(Locale.ROOT, "%02x", (bits >>> (48 - 8 * i)) & 255))
        .collect(Collectors.joining(":"));
  }
}
