package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.app.intake.CaptureReplay;
import io.cistern.app.intake.LabDemo;
import io.cistern.app.view.SeriesQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The collector in a process of its own, killed and told to stop.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillTest {
  private static final String MAIN = "io.cistern.app.cli.Main";
  private static final Pattern SFLOW = Pattern.compile("sFlow from \\S+:(\\d+),");
  private static final Pattern HTTP = Pattern.compile("page is on http://\\S+:(\\d+)/");
  private static final Pattern ROWS = Pattern.compile("\"rows\":(\\d+)");
  private static final int ROWS_OF_THE_CAPTURE = 62;

  @TempDir private Path directory;

  private @Nullable Process collector;

  @AfterEach
  void leaveNoProcess() {
    if (collector != null) {
      collector.destroyForcibly();
    }
  }

  private Process start(String interval) throws IOException {
    return start(interval, MAIN, "run");
  }

  private Process start(String interval, String main, String... first) throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dlogback.configurationFile=logback.xml"); // not the quieter one of the tests
    String modules = System.getProperty("jdk.module.path");
    command.addAll(
        modules == null
            ? List.of("-cp", System.getProperty("java.class.path"), main)
            : List.of("-p", modules, "-m", "io.cistern.app/" + main));
    command.addAll(List.of(first));
    command.addAll(List.of("--data", directory.toString(), "--interval", interval));
    command.addAll(List.of("--sflow-listen", "127.0.0.1:0", "--http-listen", "127.0.0.1:0"));
    collector = new ProcessBuilder(command).redirectErrorStream(true).start();
    return collector;
  }

  private static int port(BufferedReader log, Pattern pattern) throws IOException {
    var seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      seen.append(line).append('\n');
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new AssertionError("the collector ended: " + seen);
  }

  private static void replay(int port) throws IOException {
    var to = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    try (var channel = DatagramChannel.open();
        var capture = LabDemo.capture()) {
      new CaptureReplay(40).send(capture, channel, to);
    }
  }

  private static String get(int port, String path) throws IOException {
    try (var in = URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void awaitRows(int http) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    for (long rows = 0; rows < ROWS_OF_THE_CAPTURE; ) {
      assertThat(System.nanoTime()).as("%d rows so far", rows).isLessThan(deadline);
      Matcher matcher = ROWS.matcher(get(http, "/api/status"));
      rows = matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
  }

  private void everythingIsThere() throws Exception {
    var options =
        CollectorOptions.builder()
            .sflowListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .dataDirectory(directory)
            .build();
    long now = System.currentTimeMillis();
    try (var collector = Collector.open(options)) {
      var series =
          collector
              .view()
              .series(
                  SeriesQuery.builder()
                      .instance("if/*")
                      .metric("if_in_octets")
                      .fromMillis(now - 600_000)
                      .toMillis(now + 60_000)
                      .function("last")
                      .build());
      assertThat(series)
          .extracting(s -> s.instance() + " " + s.points().getLast().value())
          .containsExactlyInAnyOrder(
              "if/2 2.3856378E7",
              "if/3 8283696.0",
              "if/3@100000 8281962.0",
              "if/4 131796.0",
              "if/6 0.0");
    }
  }

  @Test
  void losesNothingOfATickWhenKilled() throws Exception {
    Process process = start("1s");
    try (var log = process.inputReader()) {
      int sflow = port(log, SFLOW);
      int http = port(log, HTTP);
      replay(sflow);
      awaitRows(http);
      process.destroyForcibly().waitFor();
    }
    everythingIsThere();
  }

  /// The interval is long, so that only the orderly end can have stored the rows.
  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void storesWhatItHasWhenToldToStop(String signal) throws Exception {
    assumeHeard(signal.equals("INT") ? 2 : 15);
    Process process = start("1h");
    try (var log = process.inputReader()) {
      int sflow = port(log, SFLOW);
      int http = port(log, HTTP);
      replay(sflow);
      awaitSamples(http);
      signal(process, signal);
      assertThat(process.waitFor()).isZero();
    }
    everythingIsThere();
  }

  /// What was ignored when this process began, as under nohup, its children ignore too.
  private static void assumeHeard(int signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      String ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .findFirst()
              .orElseThrow();
      long mask = Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16);
      assumeTrue(
          (mask >>> signal - 1 & 1) == 0, "SKIPPED: ignored since the start, signal " + signal);
    }
  }

  private static void signal(Process process, String name) throws Exception {
    var kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid());
    assertThat(kill.inheritIO().start().waitFor()).isZero();
  }

  /// Until it can read its configuration again: it said so, and runs on.
  @Test
  void outlivesSighup() throws Exception {
    assumeHeard(1);
    Process process = start("1s");
    try (var log = process.inputReader()) {
      port(log, SFLOW);
      int http = port(log, HTTP);
      signal(process, "HUP");
      awaitLine(log, "SIGHUP is ignored");
      assertThat(get(http, "/-/healthy")).startsWith("ok");
      signal(process, "TERM");
      assertThat(process.waitFor()).isZero();
    }
  }

  /// An error in the thread that stores: the process says so, stores what it has, and ends.
  @Test
  void endsByItselfWhenAThreadThatMattersDoes() throws Exception {
    Process process = start("1h", "io.cistern.app.cli.FaultyRun");
    try (var log = process.inputReader();
        var input = process.outputWriter()) {
      int sflow = port(log, SFLOW);
      int http = port(log, HTTP);
      replay(sflow);
      awaitSamples(http);
      input.write("cistern-store\n");
      input.flush();
      awaitLine(
          log, "the thread cistern-store ended: java.lang.InternalError: a fault in a mapped");
      awaitLine(log, "stopped");
      assertThat(process.waitFor()).isEqualTo(1);
    }
    everythingIsThere();
  }

  private static void awaitLine(BufferedReader log, String text) throws IOException {
    var seen = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      seen.append(line).append('\n');
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("no line with " + text + ": " + seen);
  }

  private static void awaitSamples(int http) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!get(http, "/api/status").contains("\"samples\":1866")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }
}
