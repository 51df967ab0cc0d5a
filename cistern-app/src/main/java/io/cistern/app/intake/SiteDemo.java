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
                new Incident.SaturatedPort(7, 3, seconds(30), Duration.ofMinutes(10)),
                new Incident.Scan(false, 4_000, 4_000, seconds(45), Duration.ofMinutes(5)),
                new Incident.Scan(true, 2_000, 6_000, seconds(60), Duration.ofMinutes(5)),
                new Incident.DeadLink(12, 2, seconds(75), Duration.ofMinutes(10)),
                new Incident.Discards(7, 3, 5, seconds(30), Duration.ofMinutes(10)),
                new Incident.Flood(50_000, 5_000, seconds(120), Duration.ofMinutes(3))))
        .build();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
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
