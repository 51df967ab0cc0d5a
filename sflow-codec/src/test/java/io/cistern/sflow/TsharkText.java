package io.cistern.sflow;

import io.cistern.sflow.record.AsPathSegment;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.Extended80211Payload;
import io.cistern.sflow.record.ExtendedGateway;
import io.cistern.sflow.record.FlowRecord;
import io.cistern.sflow.record.IfCounters;
import io.cistern.sflow.record.SampledHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectMapper;

/// What tshark shows of datagrams, and our records as it would show them.
///
/// tshark names its fields in its own way and repeats names, but shows them in wire order: so the
/// values are compared by position, every value of every record it knows.
final class TsharkText {
  /// One field, or one part with fields of its own.
  record Node(String name, String value, List<Node> children) {
    boolean has(String field) {
      return children.stream().anyMatch(child -> child.name().equals(field));
    }

    String get(String field) {
      return children.stream()
          .filter(child -> child.name().equals(field))
          .map(Node::value)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + field + " in " + this));
    }

    List<Node> parts() {
      return children.stream().filter(child -> !child.children().isEmpty()).toList();
    }

    List<Node> records() {
      return children.stream()
          .filter(part ->
              part.has("sflow_245.flow_record_format")
                  || part.has("sflow_245.counters_record_format"))
          .toList();
    }

    boolean isKnownRecord() {
      return !name.startsWith("Unknown");
    }

    /* The values of a record, in order. */
    List<String> values() {
      List<String> values = leaves().toList();
      if (has("sflow_245.header")) { // shown with its padding
        int digits = 2 * Integer.parseInt(get("sflow_245.header.sampled_header_length"));
        String last = values.getLast();
        return Stream.concat(
                values.stream().limit(values.size() - 1),
                Stream.of(last.substring(0, Math.min(digits, last.length()))))
            .toList();
      }
      return values;
    }

    private Stream<String> leaves() {
      if (name.endsWith("header_tree")) { // tshark reads the packet in it, too
        return Stream.of();
      }
      return children.isEmpty()
          ? Stream.of(value).filter(_ -> !FRAME.matcher(name).find()).map(TsharkText::plain)
          : children.stream().flatMap(Node::leaves);
    }
  }

  /* What is no value of a record: formats and lengths, counts of lists, padding, and single bits
   * that tshark shows beside the value they are of. */
  private static final Pattern FRAME =
      Pattern.compile(
          "sflow\\.enterprise|_record_format|sample_length|data_length|_string_length"
              + "|(url|host|name|payload"
              + "|description|sampled_header)_length$|[Ee]ntries$|number_of_layers|padding"
              + "|tcp_flag|ipv4_(precedence|delay|throughput|reliability|cost)"
              + "|lag_port\\.state$|information_type$");

  /* Of these tshark shows some bits only. */
  private static final Set<String> HIDDEN = Set.of("tcp_flags", "tos");

  private static final int IF_STATUS = 4;
  private static final String AGENT = "sflow_245.agent";

  private TsharkText() {}

  /// The sFlow part of every packet of a stored `.tshark.json` that has one.
  static List<Node> datagrams(Path file) throws IOException {
    try (JsonParser in = new ObjectMapper().createParser(file.toFile())) {
      in.nextToken();
      return value("", in).children().stream()
          .map(packet -> child(child(packet, "_source"), "layers"))
          .flatMap(layers -> layers.children().stream())
          .filter(layer -> layer.name().equals("sflow"))
          .toList();
    }
  }

  private static Node child(Node node, String name) {
    return node.children().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /* Names are repeated, so that this is no tree of maps. */
  private static Node value(String name, JsonParser in) {
    if (!in.currentToken().isStructStart()) {
      return new Node(name, String.valueOf(in.getString()), List.of());
    }
    var children = new ArrayList<Node>();
    while (!in.nextToken().isStructEnd()) {
      String key = "";
      if (in.currentToken() == JsonToken.PROPERTY_NAME) {
        key = in.getString();
        in.nextToken();
      }
      children.add(value(key, in));
    }
    return new Node(name, "", List.copyOf(children));
  }

  /* Numbers are shown in decimals or hexadecimals, bytes with colons. */
  private static String plain(String value) {
    if (value.startsWith("0x")) {
      return Long.toString(Long.parseLong(value.substring(2), 16));
    }
    return value.matches("([0-9a-f]{2}:)+[0-9a-f]{2}") ? value.replace(":", "") : value;
  }

  /// Version, agent, sub-agent (which versions 2 and 4 do not have), sequence number, uptime.
  static List<String> datagramHeader(Node datagram) {
    String agent = datagram.has(AGENT) ? AGENT : AGENT + ".v6";
    return Stream.of("version", agent, "sub_agent_id", "sequence_number", "sysuptime")
        .map(name -> name.startsWith(AGENT) ? name : "sflow_245." + name)
        .map(name -> datagram.has(name) ? datagram.get(name) : "0")
        .toList();
  }

  /// What comes before the records.
  static List<String> sampleHeader(Node sample) {
    return sample.children().stream()
        .filter(field -> field.children().isEmpty() || field.name().endsWith("_interface_tree"))
        .flatMap(Node::leaves)
        .toList();
  }

  /// What comes before the records, their number included.
  static List<String> sampleHeader(FlowSample sample) {
    var values = new ArrayList<Object>(List.of(sample.expanded() ? 3 : 1, sample.sequenceNumber()));
    values.addAll(List.of(sample.source().sourceClass(), sample.source().index()));
    values.addAll(List.of(sample.samplingRate(), sample.samplePool(), sample.drops()));
    if (sample.expanded()) {
      values.addAll(List.of(sample.input().format(), sample.input().value()));
    } else { // two words as they are, and the second again in its parts
      values.addAll(List.of(compact(sample.input()), compact(sample.output())));
    }
    values.addAll(List.of(sample.output().format(), sample.output().value()));
    values.add(sample.records().size());
    return values.stream().map(TsharkText::text).toList();
  }

  /// A flow sample of versions 2 and 4, up to and with extended_gateway. They do not say how many
  /// bytes were stripped and have no next hop there; version 2 has no segments of the path, either.
  static List<String> olderValues(FlowSample sample, int version) {
    List<String> header = sampleHeader(sample);
    var values = new ArrayList<>(header.subList(0, header.size() - 3));
    for (FlowRecord record : sample.records()) {
      switch (record) {
        case SampledHeader packet ->
            Stream.of(packet.protocol(), packet.frameLength(), packet.header())
                .map(TsharkText::text)
                .forEach(values::add);
        case ExtendedGateway gateway -> {
          List<String> all = gateway(gateway);
          values.addAll(all.subList(1, 4));
          values.addAll(
              version == 2
                  ? gateway.dstAsPath().getFirst().as().stream().map(TsharkText::text).toList()
                  : all.subList(4, all.size()));
          return values;
        }
        default -> values.addAll(declared(record));
      }
    }
    return values;
  }

  private static long compact(PacketInterface side) {
    return (long) side.format() << 30 | side.value();
  }

  /// What comes before the records, their number included.
  static List<String> sampleHeader(CountersSample sample) {
    return Stream.of(
            sample.expanded() ? 4 : 2,
            sample.sequenceNumber(),
            sample.source().sourceClass(),
            sample.source().index(),
            sample.records().size())
        .map(TsharkText::text)
        .toList();
  }

  /// The values of one of our records, in wire order.
  static List<String> values(Object record) {
    return switch (record) {
      case ExtendedGateway gateway -> gateway(gateway);
      case Extended80211Payload(long suite, Bytes data) ->
          List.of(text(suite >>> 8), text(suite & 0xff), text(data));
      case IfCounters interfaces -> withBitsOfStatus(declared(interfaces));
      default -> declared(record);
    };
  }

  /* tshark shows the two bits of ifStatus as two values. */
  private static List<String> withBitsOfStatus(List<String> values) {
    long status = Long.parseLong(values.get(IF_STATUS));
    var shown = new ArrayList<>(values);
    shown.set(IF_STATUS, text(status & 1));
    shown.add(IF_STATUS + 1, text(status >> 1 & 1));
    return shown;
  }

  private static List<String> gateway(ExtendedGateway gateway) {
    var values = new ArrayList<String>();
    values.add(gateway.nexthop().toString());
    Stream.of(gateway.as(), gateway.srcAs(), gateway.srcPeerAs())
        .map(TsharkText::text)
        .forEach(values::add);
    for (AsPathSegment segment : gateway.dstAsPath()) {
      values.add(text(segment.type()));
      segment.as().forEach(as -> values.add(text(as)));
    }
    gateway.communities().forEach(community -> values.add(text(community)));
    values.add(text(gateway.localpref()));
    return values;
  }

  private static List<String> declared(Object record) {
    return declared(Objects.requireNonNull(Structures.standard().of(record.getClass())), record);
  }

  private static <R> List<String> declared(Structure<R> structure, Object value) {
    R record = structure.recordClass().cast(value);
    var values = new ArrayList<String>();
    for (int i = 0; i < structure.fields().size(); i++) {
      Field field = structure.fields().get(i);
      Object component = structure.value(record, i);
      if (HIDDEN.contains(field.name())) {
        continue;
      }
      if (component instanceof List<?> list) {
        list.forEach(element -> values.add(text(element)));
      } else if (field.type() == WireType.MAC) {
        values.add(HexFormat.of().toHexDigits((Long) component, 12));
      } else {
        values.add(text(component));
      }
    }
    return values;
  }

  private static String text(Object value) {
    return value instanceof Long number ? Long.toUnsignedString(number) : value.toString();
  }
}
