package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `decode` and `replay` of captures as people have them: `reported/README.md`.
class ReportedCapturesTest {
  private static final String AGENT = "192.0.2.50";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path resource(String name) throws IOException {
    Path file = directory.resolve(Path.of(name).getFileName());
    try (var in = getClass().getResourceAsStream("/" + name)) {
      Files.copy(Objects.requireNonNull(in, name), file);
    }
    return file;
  }

  private List<JsonNode> lines() {
    return out.toString().lines().map(JsonMapper.shared()::readTree).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "reported/capture-ip-fragments.pcap, 2023-11-14T22:13:21Z",
    "reported/capture-mpls.pcap, 2023-11-14T22:13:20Z",
    "reported/capture-ppp.pcap, 2023-11-14T22:13:20Z",
    "reported/capture-sll2-vlan.pcap, 2023-11-14T22:13:20Z",
    "reported/capture-tsoffset.pcapng, 2023-11-14T23:13:20Z",
    "reported/capture-vxlan-mirror.pcap, 2023-11-14T22:13:20Z",
    "reported/capture.pcap.gz, 2023-11-14T22:13:20Z",
    "captures/capture.pcap.zst, 2023-11-14T22:13:20Z",
  })
  void areDecodedAtTheirTime(String name, String time) throws IOException {
    assertThat(execute("decode", resource(name).toString())).as("%s", err).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst().get("agent").asString()).isEqualTo(AGENT);
    assertThat(lines().getFirst().get("time").asString()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reported/capture.pcap.gz", "reported/capture-vxlan-mirror.pcap"})
  void areReplayed(String name) throws IOException {
    try (var socket = DatagramChannel.open()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
      assertThat(execute("replay", resource(name).toString(), "--to", "127.0.0.1:" + port))
          .isZero();
      var datagram = ByteBuffer.allocate(65_536);
      socket.receive(datagram);
      assertThat(datagram.getInt(0)).isEqualTo(5);
    }
  }

  @Test
  void areReadFromStandardInput() throws IOException {
    var before = System.in;
    try {
      System.setIn(
          new ByteArrayInputStream(Files.readAllBytes(resource("reported/capture.pcap.gz"))));
      assertThat(execute("decode", "-")).isZero();
    } finally {
      System.setIn(before);
    }
    assertThat(lines().getFirst().get("agent").asString()).isEqualTo(AGENT);
  }

  @Test
  void areReadAsHexadecimalText() throws IOException {
    byte[] datagram = Files.readAllBytes(resource("reported/sampled-ethernet-only.bin"));
    Path text = directory.resolve("datagram.hex");
    Files.writeString(text, HexFormat.ofDelimiter(" ").formatHex(datagram) + "\n");
    assertThat(execute("decode", text.toString())).isZero();
    assertThat(lines()).hasSize(1);
  }

  private Path pcap(int linkType, byte[]... frames) throws IOException {
    var file = ByteBuffer.allocate(4096).putInt(0xa1b2c3d4).putInt(0x00020004).putLong(0);
    file.putInt(65_535).putInt(linkType);
    for (byte[] frame : frames) {
      file.putLong(0).putInt(frame.length).putInt(frame.length).put(frame);
    }
    Path path = directory.resolve("made.pcap");
    Files.write(path, java.util.Arrays.copyOf(file.array(), file.position()));
    return path;
  }

  @Test
  void ofAStrangeLinkLayerSayWhatWasPassedOverAndWhy() throws IOException {
    Path file = pcap(147, new byte[60], new byte[60]);
    for (var command : List.of("decode FILE", "replay FILE --to 127.0.0.1:9")) {
      assertThat(execute(command.replace("FILE", file.toString()).split(" "))).isEqualTo(1);
      assertThat(err.toString())
          .contains(file + ": 2 frames passed over: link type 147 is not known");
      err.getBuffer().setLength(0);
    }
  }

  @Test
  void withoutSflowSayWhatWasPassedOverAndWhy() throws IOException {
    byte[] arp = HexFormat.of().parseHex("ffffffffffff0200000000010806" + "00".repeat(46));
    assertThat(execute("decode", pcap(1, arp).toString())).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("made.pcap: 1 frame passed over: no UDP in them");
  }

  @Test
  void withNothingInThemSaySo() throws IOException {
    assertThat(execute("decode", pcap(1).toString())).isEqualTo(1);
    assertThat(err.toString()).contains("made.pcap: nothing in it");
    err.getBuffer().setLength(0);
    assertThat(execute("decode", Files.createFile(directory.resolve("empty")).toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("empty: nothing in it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"decode DIR", "replay DIR --to 127.0.0.1:9"})
  void thatAreDirectoriesSayWhatToDo(String command) {
    assertThat(execute(command.replace("DIR", directory.toString()).split(" "))).isEqualTo(1);
    assertThat(err.toString()).contains(directory + ": is a directory: name the captures in it");
  }
}
