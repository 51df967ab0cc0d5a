package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.sflow.Datagram;
import io.cistern.sflow.record.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DatagramJsonTest {
  private static final int VLAN_RECORD = 76; // of vlan-only-in-extended-switch.bin

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = DatagramJsonTest.class.getResourceAsStream("/reported/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static JsonNode json(byte[] datagram) throws Exception {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      new DatagramJson(json).write(Datagram.decode(MemorySegment.ofArray(datagram)));
      json.writeEndObject();
    }
    return JsonMapper.shared().readTree(text.toString());
  }

  private static JsonNode record(JsonNode datagram, String structure) {
    for (JsonNode record : datagram.path("samples").path(0).path("records")) {
      if (structure.equals(record.path("structure").stringValue(""))) {
        return record;
      }
    }
    throw new AssertionError("no " + structure + " in " + datagram);
  }

  @Test
  void whatARecordIsTooShortForIsNull() throws Exception {
    JsonNode datagram = json(bytes("records-cut-short.bin"));
    JsonNode gateway = record(datagram, "extended_gateway");
    assertThat(gateway.path("src_as").longValue(0)).isEqualTo(64_501);
    assertThat(gateway.path("localpref").isNull()).as("%s", gateway).isTrue();
    assertThat(gateway.path("dst_as_path").isArray()).isTrue();
    JsonNode tunnel = record(datagram, "extended_vni_egress");
    assertThat(tunnel.path("vni").isNull()).as("%s", tunnel).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "records-cut-short.bin",
        "vlan-only-in-extended-switch.bin",
        "sampled-ethernet-only.bin",
        "tunnels-gre-gtp-srv6.bin",
        "discarded-packets-acl.bin",
        "sfp-four-lanes.bin",
        "header-vntag.bin"
      })
  void nothingIsMinusOne(String name) throws Exception {
    assertThat(json(bytes(name)).toString()).doesNotContain(":-1,", ":-1}", "-2147483648");
  }

  @Test
  void allOnesInExtendedSwitchAreNull() throws Exception {
    byte[] datagram = bytes("vlan-only-in-extended-switch.bin");
    assertThat(record(json(datagram), "extended_switch").path("src_vlan").intValue(0))
        .isEqualTo(100);
    ByteBuffer.wrap(datagram).putInt(VLAN_RECORD, -1);
    JsonNode record = record(json(datagram), "extended_switch");
    assertThat(record.path("src_vlan").isNull()).as("%s", record).isTrue();
    assertThat(record.path("dst_vlan").intValue(0)).isEqualTo(200);
  }

  @Test
  void addressesStringsAndIdentifiersThatAreUnknownAreNull() {
    assertThat(Unknown.isAbsent(Address.UNKNOWN)).isTrue();
    assertThat(Unknown.isAbsent(Address.ipv4(0))).isFalse();
    assertThat(Unknown.isAbsent("")).isTrue();
    assertThat(Unknown.isAbsent(new UUID(0, 0))).isTrue();
    assertThat(Unknown.isAbsent(0L)).isFalse();
  }
}
