package io.cistern.app.intake;

import io.cistern.simulate.Directions;
import io.cistern.simulate.Incident;
import io.cistern.simulate.SamplerKind;
import io.cistern.simulate.Simulation;
import io.cistern.simulate.SiteOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plays a simulated site at the collector's own socket: 40 switches and routers, four servers, and
/// within the first minutes a port that somebody fills, a dead link, two scans and a flood.
public final class SiteDemo implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteDemo.class);
  private static final Duration FOR_GOOD = Duration.ofDays(3_650);
  private static final int SAMPLING_RATE = 200;

  private final Simulation simulation;
  private final InetSocketAddress to;
  private final Thread thread;

  /// @param collector where the collector listens; a wildcard means this machine
  /// @param clock when the site begins
  public SiteDemo(InetSocketAddress collector, InstantSource clock) throws IOException {
    simulation = new Simulation(site(clock));
    to =
        collector.getAddress().isAnyLocalAddress()
            ? new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), collector.getPort())
            : collector;
    thread = Thread.ofPlatform().name("cistern-demo").daemon().unstarted(this::run);
  }

  private static SiteOptions site(InstantSource clock) {
    return SiteOptions.builder()
        .start(clock.instant())
        .duration(FOR_GOOD)
        .tick(Duration.ofMillis(250))
        .devices(40)
        .ports(8)
        .hostAgents(4)
        .machines(3)
        .flows(2_000)
        .packetsPerSecond(40_000)
        .sampling(SamplerKind.UNIFORM_SKIP, Directions.INGRESS, SAMPLING_RATE)
        .incidents(
            List.of(
                during(30, 630).device(7).port(3).saturatedPort(),
                during(45, 345).targets(4_000).packetsPerSecond(4_000).horizontalScan(),
                during(60, 360).targets(2_000).packetsPerSecond(6_000).verticalScan(),
                during(75, 675).device(12).port(2).deadLink(),
                during(30, 630).device(7).port(3).packetsPerSecond(5).discards(),
                during(120, 300).sources(5_000).packetsPerSecond(50_000).flood()))
        .build();
  }

  private static Incident.Builder during(int from, int to) {
    return Incident.builder().begin(Duration.ofSeconds(from)).length(Duration.ofSeconds(to - from));
  }

  /// Begins to play.
  public void start() {
    thread.start();
  }

  private void run() {
    try (DatagramChannel channel = DatagramChannel.open()) {
      var sender = new PacedSender(channel, to, 1);
      while (!thread.isInterrupted()
          && simulation.step(d ->
              sender.send(TimeUnit.MILLISECONDS.toNanos(d.timeMillis()), d.payload().toArray()))) {}
    } catch (IOException e) {
      LOG.warn("demo ended: {}", e.toString());
    }
  }

  /// Stops.
  @Override
  public void close() {
    thread.interrupt();
  }
}
