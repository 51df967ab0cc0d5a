package io.cistern.app.cli;

import io.cistern.simulate.Directions;
import io.cistern.simulate.Incident;
import io.cistern.simulate.SamplerKind;
import io.cistern.simulate.SiteOptions;
import io.cistern.simulate.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say what a simulated site is like.
final class SiteMixin {
  private static final long NEVER_TICKS_BELOW_MILLIS = 10;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "10",
      description = "Switches and routers. Default: ${DEFAULT-VALUE}.")
  private int agents = 10;

  @Option(
      names = "--interfaces",
      paramLabel = "N",
      defaultValue = "8",
      description = "Ports for hosts of each of them. Default: ${DEFAULT-VALUE}.")
  private int interfaces = 8;

  @Option(
      names = "--servers",
      paramLabel = "N",
      defaultValue = "0",
      description = "Servers that report host counters. Default: ${DEFAULT-VALUE}.")
  private int servers;

  @Option(
      names = "--machines",
      paramLabel = "N",
      defaultValue = "2",
      description = "Virtual machines on each server. Default: ${DEFAULT-VALUE}.")
  private int machines = 2;

  @Option(
      names = "--topology",
      paramLabel = "KIND",
      defaultValue = "tree",
      description =
          "tree (switches behind one router), chain, parallel (two devices, several links) or"
              + " leaf_spine. Default: ${DEFAULT-VALUE}.")
  private Topology topology = Topology.TREE;

  @Option(
      names = "--uplinks",
      paramLabel = "N",
      defaultValue = "2",
      description = "Parallel links, or spines. Default: ${DEFAULT-VALUE}.")
  private int uplinks = 2;

  @Option(
      names = "--flows",
      paramLabel = "N",
      defaultValue = "500",
      description = "Flows, each a 5-tuple in one direction. Default: ${DEFAULT-VALUE}.")
  private int flows = 500;

  @Option(
      names = "--packets",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Packets that all flows send a second. Default: ${DEFAULT-VALUE}.")
  private double packets = 20_000;

  @Option(
      names = "--sampling",
      paramLabel = "N",
      defaultValue = "1000",
      description = "One packet in N is sampled. Default: ${DEFAULT-VALUE}.")
  private int sampling = 1_000;

  @Option(
      names = "--sampler",
      paramLabel = "KIND",
      defaultValue = "bernoulli",
      description =
          "bernoulli, uniform_skip (as hsflowd) or fixed (each Nth). Default: ${DEFAULT-VALUE}.")
  private SamplerKind sampler = SamplerKind.BERNOULLI;

  @Option(
      names = "--directions",
      paramLabel = "KIND",
      defaultValue = "ingress",
      description = "What is sampled: ingress, egress or both. Default: ${DEFAULT-VALUE}.")
  private Directions directions = Directions.INGRESS;

  @Option(
      names = "--counters",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "10s",
      description = "How often each interface reports its counters. Default: ${DEFAULT-VALUE}.")
  private Duration counters = Duration.ofSeconds(10);

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "10m",
      description = "How long, in the site's own time. Default: ${DEFAULT-VALUE}.")
  private Duration duration = Duration.ofMinutes(10);

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "The time of the first packet, as 2026-11-23T00:00:00Z. Default: now.")
  private @Nullable Instant start;

  @Option(
      names = "--daily",
      description = "Traffic follows the hours of the day and the days of the week.")
  private boolean isDaily;

  @Option(names = "--wraps", description = "Counters stand just before the end of 32 bits.")
  private boolean wraps;

  @Option(
      names = "--loss",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Share of datagrams that get lost, 0 to 1. Default: ${DEFAULT-VALUE}.")
  private double loss;

  @Option(
      names = "--late",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Share that comes half a second late. Default: ${DEFAULT-VALUE}.")
  private double late;

  @Option(
      names = "--doubled",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Share that comes twice. Default: ${DEFAULT-VALUE}.")
  private double doubled;

  @Option(
      names = "--incident",
      paramLabel = "WHAT@BEGIN+LENGTH",
      converter = IncidentText.class,
      description = {
        "Something that goes wrong, as saturated:2:1@2m+5m. Can be given several times. One of:",
        IncidentText.FORMS + "."
      })
  private List<Incident> incidents = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same datagrams. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  /// What was asked for.
  ///
  /// @param factor how many times as many packets
  /// @param now the start where none is given
  /// @throws IllegalArgumentException if a value is out of range, or they do not fit each other
  SiteOptions options(double factor, Instant now) {
    Instant from = start;
    long tick = Math.max(NEVER_TICKS_BELOW_MILLIS, Math.min(1_000, duration.toMillis() / 1_000));
    return SiteOptions.builder()
        .seed(seed)
        .start(from == null ? now : from)
        .duration(duration)
        .tick(Duration.ofMillis(tick))
        .topology(topology)
        .devices(agents)
        .ports(interfaces)
        .uplinks(uplinks)
        .hostAgents(servers)
        .machines(machines)
        .flows(flows)
        .packetsPerSecond(packets * factor)
        .daily(isDaily)
        .wraps(wraps)
        .sampling(sampler, directions, sampling)
        .countersInterval(counters)
        .faults(loss, late, doubled)
        .incidents(incidents)
        .build();
  }
}
