package io.cistern.flowtrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A day of an ordinary network has at most one false alert.
///
/// 10,000 hosts by Zipf's law with web connections of heavy-tailed length, failing ones among them;
/// resolvers that ask 500 servers a minute, of which some do not answer; a proxy with 5,000
/// destinations a minute; a poller that asks every host by SNMP and ping; every packet as it is
/// seen at the border, one in N of them sampled. Where more than 1 in 100 is, the whole day takes
/// `-Dcistern.dayMinutes=1440`.
class SyntheticDayTest {
  private static final long T0 = 1_800_000_000_000L;
  private static final long HOSTS = 0x0a000000L;
  private static final long PROXY = 0x0a010001L;
  private static final long RESOLVER = 0x0a010002L;
  private static final long POLLER = 0x0a010003L;
  private static final int TCP = 6;
  private static final int UDP = 17;

  private final long seed = Seeds.seed("SyntheticDayTest");
  private final Traffic hosts = new Traffic(seed, 10_000, 1.0);
  private final FlowTracker tracker =
      new FlowTracker(
          Seeds.small(seed).toBuilder()
              .scan(ScanOptions.builder().capacity(1 << 12).build())
              .build());
  private final Observation o = new Observation();
  private final Map<String, String> alerts = new HashMap<>();
  private int rate;

  @ParameterizedTest
  @CsvSource({"1000, 1440", "100, 1440", "10, 120", "1, 12"})
  void hasAtMostOneFalseAlert(int rate, int minutes) {
    this.rate = rate;
    int end = Math.max(minutes, Integer.getInteger("cistern.dayMinutes", 0));
    tracker.onAlert(event -> {
      if (event.phase() == AlertEvent.Phase.BEGIN) {
        alerts.put(event.alert().explanation(), "");
      }
    });
    for (int minute = 0; minute < end; minute++) {
      for (int part = 0; part < 6; part++) {
        long from = T0 + minute * 60_000L + part * 10_000L;
        tenSeconds(from);
        tracker.snapshot(from + 10_000, 1);
      }
    }
    assertThat(alerts.keySet()).hasSizeLessThanOrEqualTo(1);
  }

  private void tenSeconds(long from) {
    for (int i = 0; i < 833; i++) {
      web(from + i * 12, PROXY, outside(1_000_000), 443, hosts.random.nextInt(100) < 3);
    }
    for (int i = 0; i < 500; i++) {
      long host = HOSTS + hosts.key();
      web(from + i * 20, host, outside(20_000), 443, hosts.random.nextInt(100) < 5);
    }
    for (int i = 0; i < 83; i++) {
      ask(from + i * 120, RESOLVER, outside(50_000), 53, 40, hosts.random.nextInt(100) < 90);
    }
    for (int i = 0; i < 166; i++) {
      long host = HOSTS + hosts.random.nextInt(10_000);
      ask(from + i * 60, POLLER, host, 161, 45, hosts.random.nextInt(100) < 95);
      ping(from + i * 60, host, hosts.random.nextInt(100) < 95);
    }
  }

  private long outside(int servers) {
    return 0x50000000L + (int) (servers * Math.pow(hosts.random.nextDouble(), 3));
  }

  private boolean isSampled() {
    return hosts.random.nextInt(rate) == 0;
  }

  /// A connection: of Pareto's length, or none.
  private void web(long now, long client, long server, int port, boolean fails) {
    int source = 1024 + hosts.random.nextInt(60_000);
    send(now, client, server, source, port, 2, 0);
    if (fails) {
      return;
    }
    send(now, server, client, port, source, 18, 0);
    send(now, client, server, source, port, 16, 0);
    int exchanges = (int) Math.min(500, 2 / Math.pow(1 - hosts.random.nextDouble(), 0.8));
    for (int i = 0; i < exchanges; i++) {
      send(now, client, server, source, port, 24, 300);
      send(now, server, client, port, source, 24, 1400);
    }
    send(now, client, server, source, port, 17, 0);
    send(now, server, client, port, source, 17, 0);
  }

  private void send(long now, long from, long to, int port, int toPort, int flags, int payload) {
    if (isSampled()) {
      tracker.observe(
          Traffic.syn(o, now, from, to, toPort)
              .ports(port, toPort)
              .tcpFlags(flags)
              .payloadLength(payload)
              .frameLengthBytes(58L + payload)
              .protocol(TCP)
              .samplingRate(rate));
    }
  }

  private void ask(long now, long client, long server, int port, int bytes, boolean answers) {
    int source = 1024 + hosts.random.nextInt(60_000);
    udp(now, client, server, source, port, bytes);
    if (answers) {
      udp(now, server, client, port, source, 3 * bytes);
    }
  }

  private void udp(long now, long from, long to, int port, int toPort, int payload) {
    if (isSampled()) {
      tracker.observe(
          Traffic.syn(o, now, from, to, toPort)
              .ports(port, toPort)
              .tcpFlags(0)
              .payloadLength(payload)
              .protocol(UDP)
              .samplingRate(rate));
    }
  }

  private void ping(long now, long host, boolean answers) {
    for (int type = 8; type >= (answers ? 0 : 8); type -= 8) {
      if (isSampled()) {
        long from = type == 8 ? POLLER : host;
        tracker.observe(
            Traffic.syn(o, now, from, type == 8 ? host : POLLER, 0)
                .ports(-1, -1)
                .tcpFlags(0)
                .protocol(1)
                .icmpType(type)
                .samplingRate(rate));
      }
    }
  }
}
