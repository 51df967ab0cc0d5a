package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.app.intake.CaptureReplay;
import io.cistern.app.intake.Demo;
import io.cistern.app.view.SeriesQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
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

/// The collector in a process of its own, killed and told to stop.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillTest {
  private static final String MAIN = "io.cistern.app.cli.Main";
  private static final Pattern SFLOW = Pattern.compile("sFlow on \\S+:(\\d+),");
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
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dlogback.configurationFile=logback.xml"); // not the quieter one of the tests
    String modules = System.getProperty("jdk.module.path");
    command.addAll(
        modules == null
            ? List.of("-cp", System.getProperty("java.class.path"), MAIN)
            : List.of("-p", modules, "-m", "io.cistern.app/" + MAIN));
    command.addAll(List.of("run", "--data", directory.toString(), "--interval", interval));
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
        var capture = Demo.capture()) {
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
        CollectorOptions.defaults()
            .withSflowListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .withDataDirectory(directory);
    long now = System.currentTimeMillis();
    try (var collector = Collector.open(options)) {
      var series =
          collector
              .view()
              .series(
                  new SeriesQuery(
                      "*", "if/*", "if_in_octets", now - 600_000, now + 60_000, 0, "last"));
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
  @Test
  void storesWhatItHasWhenToldToStop() throws Exception {
    Process process = start("1h");
    try (var log = process.inputReader()) {
      int sflow = port(log, SFLOW);
      int http = port(log, HTTP);
      replay(sflow);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!get(http, "/api/status").contains("\"samples\":1866")) {
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(143);
    }
    everythingIsThere();
  }
}
