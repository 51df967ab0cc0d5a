package io.cistern.app;

import com.sun.management.OperatingSystemMXBean;
import io.cistern.app.http.HttpApi;
import io.cistern.app.http.HttpOptions;
import io.cistern.app.intake.FedAgent;
import io.cistern.app.intake.FeedDatagram;
import io.cistern.sflow.CountersSample;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.Sample;
import io.cistern.sflow.record.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What answers of a real collector cost in CPU, over HTTP: `AnswerTimes AGENTS PORTS`. Each agent
/// has sent its counters twice. The first figure of a path is that of a new snapshot, where all has
/// to be made; the second is that of the next reader.
///
/// ```
/// mvn -q -pl cistern-app exec:java -Dexec.skip=false -Dexec.classpathScope=test \
///   -Dexec.mainClass=io.cistern.app.AnswerTimes -Dexec.args="4096 4"
/// ```
public final class AnswerTimes {
  private static final int ROUNDS = 41; // most of them after the compiler is done
  private static final int SAMPLES = 8; // in a datagram
  private static final String FIRST_AGENT = "10.0.0.1";

  private AnswerTimes() {}

  /// @param args how many agents, and of how many interfaces each
  public static void main(String[] args) throws Exception {
    int agents = Integer.parseInt(args[0]);
    int ports = Integer.parseInt(args[1]);
    var directory = Files.createTempDirectory("answers");
    var bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var replayed = Replayed.ofDatagrams(directory, datagrams(agents, ports));
        var api =
            HttpApi.start(
                replayed.view(),
                replayed.collector().metrics(),
                HttpOptions.builder().listen(bind).build())) {
      var snapshots = ((LiveView) replayed.view()).snapshots();
      String base = "http://127.0.0.1:" + api.address().getPort();
      for (String path :
          List.of(
              "/api/agents",
              "/api/agents/" + FIRST_AGENT,
              "/api/agents/" + FIRST_AGENT + "/interfaces",
              "/api/status",
              "/api/flows",
              "/metrics",
              "/metrics?collect%5B%5D=sflow")) {
        measure(snapshots, base + path, path);
      }
    }
  }

  private static void measure(Snapshots snapshots, String url, String path) throws Exception {
    var made = new double[ROUNDS];
    var again = new double[ROUNDS];
    long bytes = 0;
    for (int i = 0; i < ROUNDS; i++) {
      snapshots.renew();
      long before = cpuNanos();
      bytes = get(url);
      made[i] = (cpuNanos() - before) / 1e6;
      before = cpuNanos();
      get(url);
      again[i] = (cpuNanos() - before) / 1e6;
    }
    Arrays.sort(made);
    Arrays.sort(again);
    System.out.printf(
        Locale.ROOT,
        "%-32s %8.1f ms %8.1f ms %,12d bytes%n",
        path,
        made[ROUNDS / 2],
        again[ROUNDS / 2],
        bytes);
  }

  private static long get(String url) throws Exception {
    var connection = URI.create(url).toURL().openConnection();
    connection.setRequestProperty("Accept-Encoding", "gzip");
    try (InputStream in = connection.getInputStream()) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static List<FeedDatagram> datagrams(int agents, int ports) throws IOException {
    var datagrams = new ArrayList<FeedDatagram>();
    for (int round = 0; round < 2; round++) {
      for (int agent = 1; agent <= agents; agent++) {
        addDatagrams(agent, ports, round, datagrams);
      }
    }
    return datagrams;
  }

  private static void addDatagrams(int agent, int ports, int round, List<FeedDatagram> to)
      throws IOException {
    var sender = InetAddress.getByAddress(new byte[] {10, 0, (byte) (agent >> 8), (byte) agent});
    int sequence = round * ((ports + SAMPLES - 1) / SAMPLES);
    for (int first = 1; first <= ports; first += SAMPLES) {
      var samples = new ArrayList<Sample>();
      for (int port = first; port < Math.min(ports + 1, first + SAMPLES); port++) {
        var source = new DataSource(0, port);
        var counters = FedAgent.counters(port, 6, 1_000_000_000, 1, 1_000_000L * round, 9, 9, 9);
        samples.add(new CountersSample(false, round + 1, source, List.of(counters), List.of()));
      }
      byte[] payload =
          new Datagram(
                  5,
                  Address.ipv4(0x0a000000L + agent),
                  0,
                  ++sequence,
                  1_000_000 + round * 10_000L,
                  samples)
              .encode();
      to.add(new FeedDatagram(Replayed.RAW_TIME.toEpochMilli() + round * 10_000L, sender, payload));
    }
  }
}
