package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.HostAdapter;
import io.cistern.sflow.record.HostAdapters;
import io.cistern.sflow.record.Sfp;
import io.cistern.sflow.record.SfpLane;
import io.cistern.sflow.record.UnknownCounterRecord;
import io.cistern.sflow.record.UnknownFlowRecord;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Compares records with the elements of sflowtool's JSON.
///
/// sflowtool prints the fields of a counter record in wire order under names of its own, so they
/// are compared by position, every field of every structure.
final class SflowtoolText {
  /* The keys sflowtool has for our flow fields, in wire order. */
  private static final Map<String, List<String>> FLOW_KEYS =
      Map.ofEntries(
          Map.entry(
              "sampled_header",
              List.of("headerProtocol", "sampledPacketSize", "strippedBytes", "headerBytes")),
          Map.entry(
              "sampled_ethernet",
              List.of("ethernet_len", "ethernet_src", "ethernet_dst", "ethernet_type")),
          Map.entry(
              "sampled_ipv4",
              List.of(
                  "sampledPacketSize",
                  "IPProtocol",
                  "srcIP",
                  "dstIP",
                  "TCPSrcPort",
                  "TCPDstPort",
                  "TCPFlags",
                  "IPTOS")),
          Map.entry(
              "extended_switch", List.of("in_vlan", "in_priority", "out_vlan", "out_priority")),
          Map.entry("extended_router", List.of("nextHop", "srcSubnetMask", "dstSubnetMask")),
          Map.entry(
              "extended_user",
              List.of("src_user_charset", "src_user", "dst_user_charset", "dst_user")),
          Map.entry("extended_url", List.of("url_direction", "url", "host")),
          Map.entry("extended_timestamp", List.of("timestamp_nS")),
          Map.entry("app_initiator", List.of("actor_initiator")),
          Map.entry("app_target", List.of("actor_target")));

  private SflowtoolText() {}

  static void compare(List<?> records, JsonNode elements) {
    assertThat(records).hasSize(elements == null ? 0 : elements.size());
    for (int i = 0; i < records.size(); i++) {
      Object record = records.get(i);
      JsonNode element = elements.get(i);
      switch (record) {
        case UnknownFlowRecord unknown ->
            assertThat(unknown.enterprise() + ":" + unknown.format())
                .isEqualTo(element.get("flowBlock_tag").asString());
        case UnknownCounterRecord unknown ->
            assertThat(unknown.enterprise() + ":" + unknown.format())
                .isEqualTo(element.get("counterBlock_tag").asString());
        default ->
            compare(
                Objects.requireNonNull(Structures.standard().of(record.getClass())),
                record,
                element);
      }
    }
  }

  private static <R> void compare(Structure<R> structure, Object value, JsonNode element) {
    R record = structure.recordClass().cast(value);
    String key = structure.isCounterRecord() ? "counterBlock_tag" : "flowBlock_tag";
    assertThat(structure.enterprise() + ":" + structure.format())
        .isEqualTo(element.get(key).asString());
    var ours = new ArrayList<String>();
    for (int i = 0; i < structure.fields().size(); i++) {
      ours.add(text(structure.value(record, i), structure.fields().get(i)));
    }
    if (structure.isCounterRecord()) {
      compareCounters(structure, record, element, ours);
    } else if (FLOW_KEYS.containsKey(structure.name())) {
      var theirs =
          FLOW_KEYS.get(structure.name()).stream().map(name -> element.get(name).asString());
      assertThat(ours).as("%s", structure).containsExactlyElementsOf(theirs.toList());
    }
  }

  private static void compareCounters(
      Structure<?> structure, Object record, JsonNode element, List<String> ours) {
    switch (record) {
      case HostAdapters adapters -> compareAdapters(adapters, element.get("adaptor_list"));
      case Sfp sfp -> compareModule(sfp, element);
      default -> {
        var theirs =
            element.properties().stream()
                .filter(e -> !e.getKey().equals("counterBlock_tag"))
                .map(e -> e.getValue().asString())
                .toList();
        if (!theirs.isEmpty()) { // sflowtool does not know this structure
          ours.removeIf(value -> value.equals("absent"));
          assertThat(ours).as("%s", structure).containsExactlyElementsOf(theirs);
        }
      }
    }
  }

  /* sflowtool shows every value of a lane under two names, and the temperature, which is signed, as
   * an unsigned number. */
  private static void compareModule(Sfp ours, JsonNode theirs) {
    assertThat(
            Stream.of("module_id", "module_total_lanes", "module_supply_voltage")
                .map(name -> theirs.get("sfp_" + name).asLong()))
        .containsExactly(ours.moduleId(), ours.moduleNumLanes(), ours.moduleSupplyVoltage());
    assertThat(Integer.toUnsignedString(ours.moduleTemperature()))
        .isEqualTo(theirs.get("sfp_module_temperature").asString());
    JsonNode lanes = theirs.get("sfp_lanes");
    assertThat(ours.lanes()).hasSize(lanes.size());
    for (int i = 0; i < lanes.size(); i++) {
      SfpLane lane = ours.lanes().get(i);
      assertThat(
              lanes.get(i).properties().stream()
                  .filter(value -> !value.getKey().startsWith("sfp_lane_"))
                  .map(value -> value.getValue().asLong()))
          .containsExactly(
              lane.index(),
              lane.txBiasCurrent(),
              lane.txPower(),
              lane.txPowerMin(),
              lane.txPowerMax(),
              lane.txWavelength(),
              lane.rxPower(),
              lane.rxPowerMin(),
              lane.rxPowerMax(),
              lane.rxWavelength());
    }
  }

  private static void compareAdapters(HostAdapters ours, JsonNode theirs) {
    assertThat(ours.adapters()).hasSize(theirs.size());
    for (int i = 0; i < theirs.size(); i++) {
      HostAdapter adapter = ours.adapters().get(i);
      assertThat(Long.toString(adapter.ifIndex()))
          .isEqualTo(theirs.get(i).get("ifIndex").asString());
      JsonNode macs = theirs.get(i).get("mac_list");
      assertThat(adapter.macs()).hasSize(macs == null ? 0 : macs.size());
      for (int j = 0; j < adapter.macs().size(); j++) {
        assertThat(HexFormat.of().toHexDigits(adapter.macs().get(j), 12))
            .isEqualTo(macs.get(j).asString());
      }
    }
  }

  private static String text(Object value, Field field) {
    return switch (value) {
      case Long bits when field.type() == WireType.MAC -> HexFormat.of().toHexDigits(bits, 12);
      case Long absent when absent == -1 && field.type() == WireType.U32 -> "absent";
      case Long bits when field.name().equals("datapath_id") -> HexFormat.of().toHexDigits(bits);
      case Long number -> Long.toUnsignedString(number);
      case Integer unknown when unknown == -1 && field.unit().equals("0.01 %") -> "unknown";
      case Integer percent when field.unit().equals("0.01 %") ->
          String.format(Locale.ROOT, "%.2f", percent / 100.0);
      case Float number -> String.format(Locale.ROOT, "%.3f", number);
      case Bytes bytes -> HexFormat.ofDelimiter("-").withUpperCase().formatHex(bytes.toArray());
      case Address address -> address(address);
      case UUID uuid -> uuid.toString();
      default -> value.toString();
    };
  }

  /* sflowtool writes IPv6 addresses in full. */
  static String address(Address address) {
    if (address.type() != 2) {
      return address.toString();
    }
    String digits =
        HexFormat.of().toHexDigits(address.high()) + HexFormat.of().toHexDigits(address.low());
    return digits.replaceAll("(.{4})(?=.)", "$1:");
  }
}
