package io.cistern.app.http;

import io.cistern.app.Replayed;
import io.cistern.app.intake.FeedDatagram;
import io.cistern.sflow.CountersSample;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.IfCounters;
import io.cistern.sflow.record.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real collector behind the real server, at rest: what came is the lab capture and, at its
/// end, what that lacks: discarded packets, optical lanes, cut records, an IPv6 agent, a hostile
/// name.
final class LabApi implements AutoCloseable {
  static final String LAB = "127.0.0.1";
  static final String PLAIN = "192.0.2.1";
  static final String IPV6 = "2001:db8::51";
  static final String HOSTILE = "198.51.100.66";
  static final String HOSTILE_NAME = "<img src=x onerror=alert(1)>";
  private static final List<String> REPORTED =
      List.of(
          "discarded-packets-acl.bin",
          "sfp-four-lanes.bin",
          "records-cut-short.bin",
          "gateway-as-numbers.bin");

  final Replayed replayed;
  final ApiClient client;

  /// @param directory of the store
  LabApi(Path directory) throws IOException {
    List<FeedDatagram> all = new ArrayList<>(Replayed.lab());
    long end = all.getLast().timeMillis();
    for (String name : REPORTED) {
      byte[] payload = Files.readAllBytes(Replayed.resource("reported/" + name));
      all.add(new FeedDatagram(end, null, payload));
    }
    all.add(new FeedDatagram(end, null, port(Address.ipv4(0xc0000201L), "eth1")));
    all.add(new FeedDatagram(end, null, port(Address.ipv6(0x20010db800000000L, 0x51), "eth1")));
    all.add(new FeedDatagram(end, null, port(Address.ipv4(0xc6336442L), HOSTILE_NAME)));
    replayed = Replayed.ofDatagrams(directory, all);
    var collector = replayed.collector();
    client = new ApiClient(replayed.view(), collector.metrics(), collector.clock());
  }

  private static byte[] port(Address agent, String name) {
    var counters =
        new IfCounters(1, 6, 1_000_000_000, 1, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 2);
    var sample =
        new CountersSample(
            false, 1, new DataSource(0, 1), List.of(counters, new PortName(name)), List.of());
    return new Datagram(5, agent, 0, 1, 1_000, List.of(sample), List.of()).encode();
  }

  @Override
  public void close() throws IOException {
    client.close();
    replayed.close();
  }
}
