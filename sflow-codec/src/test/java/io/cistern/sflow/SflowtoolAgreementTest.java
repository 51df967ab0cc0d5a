package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every shared capture against the stored output of sflowtool 6.11.
class SflowtoolAgreementTest {
  /* What is not well formed, and why; everything else must decode. Numbers count from 0. */
  private static final Map<String, Map<Integer, DecodeError>> MALFORMED =
      Map.of(
          // hand-edited: the sample's length is too short for its record
          "gopacket_SFlowTestPacket5.bin", Map.of(0, DecodeError.BAD_LENGTH),
          "gopacket_SFlowTestPacket8.bin", Map.of(0, DecodeError.BAD_LENGTH),
          // cut: the sample announces 116 bytes, 76 are there
          "gopacket_SFlowTestPacket11.bin", Map.of(0, DecodeError.TRUNCATED),
          // a header only, made by a fuzzer
          "tcpdump_sflow_print-segv.pcap", Map.of(0, DecodeError.TRUNCATED),
          // NetFlow v5 on the sFlow port
          "tcpdump_sflow_multiple_counter_30_pdus.pcap", Map.of());

  /* Where sflowtool stops in the middle, its JSON does; what it says before that is in its text. */
  private static final Set<String> SFLOWTOOL_ABORTS =
      Set.of(
          "goflow2_SFlowDecodeDropExtendedFunction.bin", // no padding at the end
          "goflow_utils_ExpandedSFlow.bin",
          "gopacket_SFlowTestPacket11.bin",
          "gopacket_SFlowTestPacket5.bin",
          "gopacket_SFlowTestPacket8.bin",
          "synthetic_quirks.pcap",
          "tcpdump_sflow_print-segv.pcap");

  @TestFactory
  Stream<DynamicTest> agrees() {
    if (!Corpus.isSharedPresent()) { // one test that is seen to be skipped
      return Stream.of(dynamicTest("shared captures", Corpus::sharedDirectory));
    }
    return Stream.of("sflow", "synthetic", "lab")
        .flatMap(directory ->
            Corpus.shared(directory).stream()
                .map(capture -> dynamicTest(capture.name(), () -> compare(directory, capture))));
  }

  private void compare(String directory, Corpus.Capture capture) throws IOException {
    List<Datagram> decoded = new ArrayList<>();
    for (int i = 0; i < capture.datagrams().size(); i++) {
      decode(capture, i).ifPresent(decoded::add);
    }
    List<JsonNode> expected = expected(directory, capture.name());
    if (SFLOWTOOL_ABORTS.contains(capture.name())) {
      compareText(directory, capture.name(), decoded);
      return;
    }
    if (capture.name().equals("synthetic_v2_v4.pcap")) {
      return; // other keys: see OlderVersionsTest
    }
    assertThat(decoded).hasSameSizeAs(expected);
    for (int i = 0; i < decoded.size(); i++) {
      compare(decoded.get(i), expected.get(i));
    }
  }

  private static Optional<Datagram> decode(Corpus.Capture capture, int index) {
    byte[] bytes = capture.datagrams().get(index);
    DecodeError malformed = MALFORMED.getOrDefault(capture.name(), Map.of()).get(index);
    try {
      Datagram datagram = Datagram.decode(Corpus.segment(bytes));
      assertThat(malformed).isNull();
      assertThat(datagram.encode()).isEqualTo(bytes);
      return Optional.of(datagram);
    } catch (MalformedDatagramException e) {
      if (e.error() == DecodeError.NOT_SFLOW) {
        assertThat(capture.name()).isEqualTo("tcpdump_sflow_multiple_counter_30_pdus.pcap");
        assertThat(e).hasMessageContaining("NetFlow v5");
      } else {
        assertThat(e.error()).as(e.getMessage()).isEqualTo(malformed);
      }
      return e.partial();
    }
  }

  private static List<JsonNode> expected(String directory, String name) throws IOException {
    Path file =
        Corpus.sharedDirectory().resolve("expected/" + directory + "/" + name + ".sflowtool.json");
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    var mapper = JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();
    var datagrams = new ArrayList<JsonNode>();
    try (var values = mapper.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      values.forEachRemaining(datagrams::add);
    } catch (JacksonException e) {
      assertThat(SFLOWTOOL_ABORTS).as("%s: %s", name, e.getMessage()).contains(name);
    }
    // sflowtool shows what it could not read as datagrams without an agent
    return datagrams.stream().filter(datagram -> datagram.has("agent")).toList();
  }

  /* The header of the datagram and of the first sample, which sflowtool prints before it stops. */
  private static void compareText(String directory, String name, List<Datagram> decoded)
      throws IOException {
    Path file =
        Corpus.sharedDirectory().resolve("expected/" + directory + "/" + name + ".sflowtool.txt");
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    if (decoded.isEmpty()) {
      assertThat(text).doesNotContain("startSample");
      return;
    }
    Datagram first = decoded.getFirst();
    assertThat(text)
        .contains("agentSubId " + first.subAgentId() + "\n")
        .contains("agent " + first.agent() + "\n")
        .contains("packetSequenceNo " + first.sequenceNumber() + "\n")
        .contains("sysUpTime " + first.uptimeMillis() + "\n");
  }

  private static void compare(Datagram datagram, JsonNode expected) {
    assertThat(SflowtoolText.address(datagram.agent())).isEqualTo(expected.get("agent").asString());
    equal(expected, "agentSubId", datagram.subAgentId());
    equal(expected, "packetSequenceNo", datagram.sequenceNumber());
    equal(expected, "sysUpTime", datagram.uptimeMillis());
    JsonNode samples = expected.get("samples");
    equal(expected, "samplesInPacket", samples == null ? 0 : samples.size());
    // sflowtool does not know that Foundry's ACL sample is not counted: it ends there
    var ours = datagram.samples().subList(0, samples == null ? 0 : samples.size());
    assertThat(datagram.samples())
        .filteredOn(sample -> !(sample instanceof FoundryAcl))
        .hasSameSizeAs(ours);
    for (int i = 0; i < ours.size(); i++) {
      compare(ours.get(i), samples.get(i));
    }
  }

  private static void compare(Sample sample, JsonNode expected) {
    String tag = expected.get("sampleType_tag").asString();
    JsonNode elements = expected.get("elements");
    switch (sample) {
      case FlowSample flow -> {
        assertThat(tag).isEqualTo(flow.expanded() ? "0:3" : "0:1");
        equal(expected, "sampleSequenceNo", flow.sequenceNumber());
        equal(expected, "sourceId", source(flow.source()));
        equal(expected, "meanSkipCount", flow.samplingRate());
        equal(expected, "samplePool", flow.samplePool());
        equal(expected, "dropEvents", flow.drops());
        equal(expected, "inputPort", port(flow.input()));
        equal(expected, "outputPort", port(flow.output()));
        SflowtoolText.compare(flow.records(), elements);
      }
      case CountersSample counters -> {
        assertThat(tag).isEqualTo(counters.expanded() ? "0:4" : "0:2");
        equal(expected, "sampleSequenceNo", counters.sequenceNumber());
        equal(expected, "sourceId", source(counters.source()));
        SflowtoolText.compare(counters.records(), elements);
      }
      case DiscardedPacket packet -> {
        assertThat(tag).isEqualTo("0:5");
        equal(expected, "sampleSequenceNo", packet.sequenceNumber());
        equal(expected, "sourceId", source(packet.source()));
        equal(expected, "dropEvents", packet.drops());
        equal(expected, "inputPort", packet.inputIfIndex());
        equal(expected, "outputPort", packet.outputIfIndex());
        equal(expected, "discardCode", packet.reason());
        equal(
            expected,
            "discardReason",
            DiscardReason.of(packet.reason()).map(DiscardReason::text).orElse("unknown"));
        assertThat(packet.records()).hasSize(elements.size());
      }
      case RtMetric _ -> assertThat(tag).isEqualTo("4300:1002");
      case RtFlow _ -> assertThat(tag).isEqualTo("4300:1003");
      case FoundryAcl _ -> assertThat(tag).isEqualTo("1991:1");
      case UnknownSample unknown ->
          assertThat(tag).isEqualTo(unknown.enterprise() + ":" + unknown.format());
    }
  }

  private static String source(DataSource source) {
    return source.sourceClass() + ":" + source.index();
  }

  private static String port(PacketInterface port) {
    return switch (port.format()) {
      case 0 -> String.valueOf(port.value());
      case 1 -> "dropCode " + port.value();
      case 2 -> "multiple " + port.value();
      default -> "format==3 " + port.value();
    };
  }

  private static void equal(JsonNode expected, String key, Object actual) {
    assertThat(String.valueOf(actual)).as(key).isEqualTo(expected.get(key).asString());
  }
}
