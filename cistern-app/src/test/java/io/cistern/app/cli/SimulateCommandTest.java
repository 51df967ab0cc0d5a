package io.cistern.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.Collector;
import io.cistern.app.CollectorOptions;
import io.cistern.app.intake.CaptureReader;
import io.cistern.app.view.SeriesQuery;
import io.cistern.sflow.Datagram;
import java.io.BufferedInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulateCommandTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    var all = new ArrayList<>(List.of("simulate"));
    all.addAll(List.of(arguments));
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void writesACaptureAndItsTruth() throws Exception {
    Path pcap = directory.resolve("site.pcap");
    Path truth = directory.resolve("truth.json");
    int code =
        run(
            "--agents",
            "3",
            "--duration",
            "30s",
            "--start",
            "2026-11-23T10:00:00Z",
            "--sampling",
            "10",
            "--packets",
            "200",
            "--servers",
            "1",
            "--incident",
            "saturated:2:1@5s+10s",
            "--pcap",
            pcap.toString(),
            "--truth",
            truth.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    long datagrams = 0;
    try (var capture = new CaptureReader(new BufferedInputStream(Files.newInputStream(pcap)))) {
      for (var next = capture.next(); next != null; next = capture.next()) {
        assertThat(next.isSflow()).isTrue();
        assertThat(Datagram.decode(MemorySegment.ofArray(next.payload())).agent().toString())
            .startsWith("10.");
        datagrams++;
      }
      assertThat(capture.skipped()).isZero();
    }
    JsonNode told = JsonMapper.shared().readTree(Files.readAllBytes(truth));
    long sent = 0;
    for (JsonNode agent : told.get("agents")) {
      sent += agent.get("datagrams").asLong();
    }
    assertThat(datagrams).isEqualTo(sent).isPositive();
    assertThat(told.get("begin").asString()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(told.get("incidents").get(0).get("kind").asString()).isEqualTo("saturated_port");
    assertThat(out.toString()).startsWith(datagrams + " datagrams in ");
  }

  @Test
  void storesWhatACollectorWould() throws Exception {
    Path data = directory.resolve("data");
    Path truth = directory.resolve("truth.json");
    int code =
        run(
            "--agents",
            "3",
            "--duration",
            "5m",
            "--start",
            "2026-11-23T10:00:00Z",
            "--into",
            data.toString(),
            "--truth",
            truth.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    JsonNode port =
        JsonMapper.shared().readTree(Files.readAllBytes(truth)).get("interfaces").get(0);
    var query =
        SeriesQuery.builder()
            .agent(port.get("agent").asString())
            .instance("if/" + port.get("ifIndex").asLong())
            .metric("if_in_octets")
            .fromMillis(Instant.parse("2026-11-23T10:00:00Z").toEpochMilli())
            .toMillis(Instant.parse("2026-11-23T10:06:00Z").toEpochMilli())
            .function("last")
            .build();
    var options =
        CollectorOptions.builder()
            .sflowListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .dataDirectory(data)
            .build();
    try (var collector = Collector.open(options)) {
      var points = collector.view().series(query).getFirst().points();
      assertThat(points).hasSizeBetween(29, 30);
      double in = port.get("inOctets").asLong();
      assertThat(points.getLast().value()).isBetween(0.9 * in, in);
    }
  }

  @Test
  void sendsByUdp() throws Exception {
    try (var channel = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
      int code =
          run("--agents", "1", "--duration", "10s", "--speed", "0", "--to", "127.0.0.1:" + port);
      assertThat(code).isZero();
      ByteBuffer buffer = ByteBuffer.allocate(65_536);
      channel.receive(buffer);
      assertThat(
              Datagram.decode(MemorySegment.ofArray(buffer.array()).asSlice(0, buffer.position()))
                  .agent()
                  .toString())
          .isEqualTo("10.0.0.1");
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(run("--pcap", "x", "--agents", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("devices not within 1 to 65000: 0");
    assertThat(run("--pcap", "x", "--incident", "fire:1@2m")).isEqualTo(2);
    assertThat(err.toString())
        .contains("not WHAT@BEGIN or WHAT@BEGIN+LENGTH")
        .contains("dead-link");
    assertThat(run("--agents", "2")).isEqualTo(2);
    assertThat(err.toString()).contains("--to").contains("--pcap");
  }
}
