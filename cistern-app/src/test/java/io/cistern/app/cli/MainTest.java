package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.app.intake.LabDemo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MainTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path directory;
  private Path capture = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void unpackTheCapture() throws IOException {
    capture = directory.resolve("lab.pcap");
    try (var in = LabDemo.class.getResourceAsStream("/demo/ovs-hsflowd.pcap.gz")) {
      Files.write(capture, new GZIPInputStream(Objects.requireNonNull(in)).readAllBytes());
    }
  }

  private int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private List<JsonNode> lines() {
    return out.toString().lines().map(JSON::readTree).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version"})
  void answersAndEndsWell(String option) {
    assertThat(execute(option)).isZero();
    assertThat(out.toString()).contains("cistern");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "decode",
        "replay x",
        "replay x --to nowhere",
        "replay x --to 127.0.0.1:1 --speed fast",
        "run --interval 10",
        "run --interval 1d",
        "run --keep 30",
        "run --keep-5m forever",
        "run --keep-1h 1y",
        "run --keep-bytes 10GB",
        "run --keep-bytes -1",
        "run --sflow-listen 1.2.3.4",
        "run --nonsense"
      })
  void endsWithTwoOnWrongUse(String line) {
    assertThat(execute(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).isNotBlank();
  }

  @Nested
  class Decode {
    @Test
    void printsOneObjectADatagramInWholeDepth() {
      assertThat(execute("decode", capture.toString())).isZero();
      var lines = lines();
      assertThat(lines).hasSize(330);
      JsonNode first = lines.getFirst();
      assertThat(first.get("agent").asString()).isEqualTo("127.0.0.1");
      assertThat(first.get("time").asString()).isEqualTo("2026-11-22T09:16:30.291366Z");
      JsonNode header = first.at("/samples/0/records/1");
      assertThat(header.get("structure").asString()).isEqualTo("sampled_header");
      assertThat(header.at("/packet/layers/1/destination").asString()).isEqualTo("ff02::2");
      assertThat(lines.stream().flatMap(l -> l.get("samples").valueStream()))
          .filteredOn(s -> s.get("kind").asString().equals("counters"))
          .hasSize(62);
    }

    @Test
    void printsWhatIsLeftOfAMalformedDatagramAndEndsWithOne() throws IOException {
      byte[] whole = datagram();
      Path cut = directory.resolve("cut.bin");
      Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 8));
      assertThat(execute("decode", cut.toString())).isEqualTo(1);
      assertThat(lines()).hasSize(1);
      assertThat(lines().getFirst().at("/error/reason").asString()).isEqualTo("truncated");
      assertThat(lines().getFirst().get("samples").size()).isPositive();
      assertThat(err.toString()).contains("frame 1").contains("offset");
    }

    @Test
    void goesOnWithTheNextFile() throws IOException {
      Path raw = directory.resolve("raw.bin");
      Files.write(raw, datagram());
      assertThat(execute("decode", directory.resolve("absent").toString(), raw.toString()))
          .isEqualTo(1);
      assertThat(lines()).hasSize(1);
      assertThat(err.toString()).contains("no such file");
    }

    private byte[] datagram() throws IOException {
      try (var reader = LabDemo.capture()) {
        return Objects.requireNonNull(reader.next()).payload();
      }
    }

    /// Only hand-edited, cut or corrupt captures, old versions and NetFlow may fail.
    @Test
    void readsEveryCapture() throws IOException {
      Path shared = Path.of(System.getProperty("cistern.shared", "absent"), "captures");
      assumeTrue(
          Files.isDirectory(shared),
          "captures absent: none at " + shared + ", see -Dcistern.shared");
      var mayFail =
          List.of(
              "goflow_utils_ExpandedSFlow.bin",
              "gopacket_SFlowTestPacket5.bin",
              "gopacket_SFlowTestPacket8.bin",
              "gopacket_SFlowTestPacket11.bin",
              "synthetic_quirks.pcap",
              "synthetic_malformed.pcap",
              "synthetic_v2_v4.pcap",
              "tcpdump_sflow_print-segv.pcap",
              "tcpdump_sflow_multiple_counter_30_pdus.pcap");
      for (String folder : List.of("sflow", "synthetic", "lab")) {
        try (Stream<Path> files = Files.list(shared.resolve(folder))) {
          for (Path file : files.filter(f -> f.toString().matches(".*\\.(pcap|bin)")).toList()) {
            int code = execute("decode", file.toString());
            if (!mayFail.contains(file.getFileName().toString())) {
              assertThat(code).as("%s: %s", file, err).isZero();
            }
          }
        }
      }
    }
  }

  @Nested
  class Replay {
    @Test
    void sendsEveryDatagramAndSaysSo() throws IOException {
      try (var socket = DatagramChannel.open()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
        int code =
            execute("replay", capture.toString(), "--to", "127.0.0.1:" + port, "--speed", "max");
        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("sent 330 datagrams, 385416 bytes");
        var buffer = ByteBuffer.allocate(65_536);
        socket.receive(buffer);
        assertThat(buffer.position()).isEqualTo(400);
      }
    }

    @Test
    void endsWithOneWhereThereIsNoFile() {
      assertThat(execute("replay", "absent.pcap", "--to", "127.0.0.1:9")).isEqualTo(1);
      assertThat(err.toString()).contains("absent.pcap");
    }
  }
}
