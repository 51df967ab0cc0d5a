package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every declared structure against a datagram made by another encoder from known values.
@DisplayName("the values of synthetic_all_records")
class DeclaredValuesTest {
  /* What nobody has defined: kept as unknown records. */
  private static final Set<String> UNDECLARED = Set.of("0:4000", "9999:77");

  static Stream<JsonNode> entries() {
    return Corpus.values("synthetic_all_records").stream().filter(entry -> entry.has("format"));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void areDecoded(JsonNode entry) throws MalformedDatagramException {
    int enterprise = entry.get("enterprise").asInt();
    int format = entry.get("format").asInt();
    Datagram datagram = decode(entry);
    List<?> records = records(datagram);
    boolean counter = isCounter(entry);
    Structure<?> structure =
        counter
            ? Structures.standard().counterRecord(enterprise, format)
            : Structures.standard().flowRecord(enterprise, format);
    if (structure == null) {
      assertThat(UNDECLARED).contains(enterprise + ":" + format);
      return;
    }
    List<Object> matching = new ArrayList<>();
    records.stream().filter(structure.recordClass()::isInstance).forEach(matching::add);
    assertThat(matching).as("%s in %s", structure, datagram).isNotEmpty();
    entry.get("values").properties().stream()
        .filter(value -> !value.getKey().equals("note"))
        .forEach(value -> compare(structure, matching, value.getKey(), value.getValue()));
  }

  private static boolean isCounter(JsonNode entry) {
    int sample = entry.get("sample").asInt();
    return sample == 2 || sample == 4;
  }

  @ParameterizedTest
  @MethodSource("entries")
  void encodeToTheSameBytes(JsonNode entry) throws MalformedDatagramException {
    Datagram datagram = decode(entry);
    assertThat(HexFormat.of().formatHex(datagram.encode())).isEqualTo(entry.get("hex").asString());
  }

  @Test
  void leaveOnlyTheNamedStructuresUndeclared() {
    var missing =
        entries()
            .filter(e -> {
              int enterprise = e.get("enterprise").asInt();
              int format = e.get("format").asInt();
              return (isCounter(e)
                      ? Structures.standard().counterRecord(enterprise, format)
                      : Structures.standard().flowRecord(enterprise, format))
                  == null;
            })
            .map(e -> e.get("enterprise").asInt() + ":" + e.get("format").asInt())
            .toList();
    assertThat(UNDECLARED).containsAll(missing);
  }

  private static Datagram decode(JsonNode entry) throws MalformedDatagramException {
    byte[] bytes = HexFormat.of().parseHex(entry.get("hex").asString());
    return Datagram.decode(MemorySegment.ofArray(bytes));
  }

  private static List<?> records(Datagram datagram) {
    return datagram.samples().stream()
        .flatMap(sample ->
            switch (sample) {
              case FlowSample flow -> flow.records().stream();
              case CountersSample counters -> counters.records().stream();
              case DiscardedPacket packet -> packet.records().stream();
              case RtMetric _, RtFlow _, FoundryAcl _, UnknownSample _ -> Stream.<Object>empty();
            })
        .toList();
  }

  private static <R> void compare(
      Structure<R> structure, List<Object> records, String name, JsonNode expected) {
    int field = structure.fields().stream().map(Field::name).toList().indexOf(name);
    assertThat(field).as("field %s of %s", name, structure).isNotNegative();
    WireType type = structure.fields().get(field).type();
    var actual =
        records.stream()
            .map(structure.recordClass()::cast)
            .map(record -> JsonText.of(structure.value(record, field), type))
            .toList();
    assertThat(actual).as("%s of %s", name, structure).contains(JsonText.of(expected));
  }
}
