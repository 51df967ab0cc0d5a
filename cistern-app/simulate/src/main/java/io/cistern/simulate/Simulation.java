package io.cistern.simulate;

import io.cistern.sflow.record.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Runs a site: packets pass, are counted and sampled, and datagrams arrive. Belongs to one thread.
///
/// In each tick every flow sends a Poisson-distributed number of packets; the flows take their
/// turns in a new random order. A packet is counted and may be sampled at each port that it passes.
public final class Simulation {
  private static final int FLUSH_MILLIS = 1_000;
  private static final long SERVERS = 0x0a400000L; // 10.64.0.0
  private static final long SERVER_SUB_AGENT = 100_000;
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final long OLDEST_BOOT_MILLIS = 86_400_000;
  private static final int FCS = 4;

  private final SiteOptions options;
  private final Site site;
  private final Traffic traffic;
  private final Channel channel;
  private final Incidents incidents;
  private final SplittableRandom random;
  private final List<Flow> flows;
  private final List<SwitchAgent> agents = new ArrayList<>();
  private final List<HostAgent> servers = new ArrayList<>();
  private final List<SimulatedDatagram> sent = new ArrayList<>();
  private final long startMillis;
  private int[] order = {};
  private long sinceStart;

  /// Builds the site.
  ///
  /// @throws IllegalArgumentException if its hosts cannot speak to each other
  public Simulation(SiteOptions options) {
    this.options = options;
    this.startMillis = options.start().toEpochMilli();
    var seeds = new SplittableRandom(options.seed());
    random = seeds.split();
    site = new Site(options);
    traffic = new Traffic(options, site, seeds.split());
    channel = new Channel(options, seeds.split());
    incidents = new Incidents(options, this, site, traffic, seeds.split());
    flows = traffic.flows();
    for (Device device : site.devices) {
      if (options.wraps()) {
        device.ports.forEach(Port::beforeWrap);
      }
      agents.add(
          new SwitchAgent(
              options, device, exporter(device.address, 0), seeds.split(), startMillis));
    }
    for (int i = 1; i <= options.hostAgents(); i++) {
      servers.add(
          new HostAgent(
              options, i, exporter(SERVERS + i, SERVER_SUB_AGENT), seeds.split(), startMillis));
    }
    route();
  }

  private Exporter exporter(long address, long subAgent) {
    long boot = startMillis - 1 - random.nextLong(OLDEST_BOOT_MILLIS);
    return new Exporter(address, subAgent, boot, sent);
  }

  /// Runs to the end.
  ///
  /// @throws IOException if the sink throws it
  public void run(DatagramSink sink) throws IOException {
    while (step(sink)) {}
  }

  /// Goes on by one tick, and hands on what has arrived by then.
  ///
  /// @return whether there is more to come
  /// @throws IOException if the sink throws it
  public boolean step(DatagramSink sink) throws IOException {
    long left = options.duration().toMillis() - sinceStart;
    if (left <= 0) {
      return false;
    }
    long millis = Math.min(left, options.tick().toMillis());
    long now = startMillis + sinceStart;
    incidents.change(sinceStart, now);
    double shape = traffic.shape(now);
    packets(now, millis, shape);
    long end = now + millis;
    incidents.goOn(end, millis / MILLIS_PER_SECOND);
    agents.forEach(agent -> agent.poll(end));
    servers.forEach(server -> server.poll(end, shape));
    sinceStart += millis;
    boolean isLast = left == millis;
    if (isLast || sinceStart % FLUSH_MILLIS < millis) {
      agents.forEach(agent -> agent.exporter().flush(end));
      servers.forEach(server -> server.exporter().flush(end));
    }
    sent.sort(Comparator.comparingLong(SimulatedDatagram::timeMillis));
    channel.send(sent);
    sent.clear();
    channel.deliver(isLast ? Long.MAX_VALUE : end, sink);
    return !isLast;
  }

  /// The time up to which packets have been sent, epoch milliseconds.
  public long nowMillis() {
    return startMillis + sinceStart;
  }

  private void packets(long now, long millis, double shape) {
    shuffle();
    double slot = (double) millis / Math.max(1, flows.size());
    double expected = shape * millis / MILLIS_PER_SECOND;
    for (int i = 0; i < order.length; i++) {
      Flow flow = flows.get(order[i]);
      Path path = flow.path;
      if (path == null || !flow.isActive) {
        continue;
      }
      double share = flow.kind == Flow.Kind.TUPLE ? expected : millis / MILLIS_PER_SECOND;
      long packets = Poisson.draw(random, flow.packetsPerSecond * share);
      if (packets > 0) {
        pass(flow, path, packets, now + i * slot, slot);
      }
    }
  }

  private void pass(Flow flow, Path path, long packets, double fromMillis, double forMillis) {
    long first = flow.begin(packets);
    for (int hop = 0; hop < path.hops().size(); hop++) {
      int device = path.hops().get(hop).in().device.number;
      agents.get(device - 1).pass(flow, first, packets, hop, fromMillis, forMillis);
    }
  }

  private void shuffle() {
    if (order.length != flows.size()) {
      order = new int[flows.size()];
      java.util.Arrays.setAll(order, i -> i);
    }
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
  }

  SwitchAgent agent(int device) {
    return agents.get(site.device(device).number - 1);
  }

  void add(Flow flow) {
    flow.path = site.path(flow.source, flow.destination, flow.hash);
    flows.add(flow);
  }

  /// Finds every flow's way anew.
  void route() {
    for (Flow flow : flows) {
      flow.path = site.path(flow.source, flow.destination, flow.hash);
    }
  }

  /// A packet of some flow that leaves by a port is discarded there.
  void discard(Port port, long nowMillis) {
    int begin = random.nextInt(Math.max(1, flows.size()));
    for (int i = 0; i < flows.size(); i++) {
      Flow flow = flows.get((begin + i) % flows.size());
      Path path = flow.path;
      int hop = path == null ? -1 : hop(path, port);
      if (path != null && hop >= 0) {
        agents.get(port.device.number - 1).discard(port, flow, path, hop, nowMillis);
        return;
      }
    }
  }

  private static int hop(Path path, Port port) {
    for (int i = 0; i < path.hops().size(); i++) {
      if (path.hops().get(i).out() == port) {
        return i;
      }
    }
    return -1;
  }

  /// What was sent up to now.
  public Truth truth() {
    List<Truth.FlowTruth> sums =
        flows.stream().filter(f -> f.packets > 0).map(Simulation::truth).toList();
    var interfaces = new ArrayList<Truth.InterfaceTruth>();
    for (Device device : site.devices) {
      device.ports.forEach(port -> interfaces.add(truth(port)));
    }
    var senders = new ArrayList<Truth.AgentTruth>();
    for (SwitchAgent agent : agents) {
      senders.add(
          truth(
              agent.exporter(), 0, agent.flowSamples(), agent.countersSamples(), agent.discards()));
    }
    for (HostAgent server : servers) {
      senders.add(truth(server.exporter(), SERVER_SUB_AGENT, 0, server.countersSamples(), 0));
    }
    return new Truth(
        options.start(),
        options.start().plusMillis(sinceStart),
        sums.stream().mapToLong(Truth.FlowTruth::packets).sum(),
        sums.stream().mapToLong(Truth.FlowTruth::bytes).sum(),
        sums,
        List.copyOf(interfaces),
        List.copyOf(senders),
        incidents.truths());
  }

  private static Truth.FlowTruth truth(Flow flow) {
    @Nullable Path path = flow.path;
    return new Truth.FlowTruth(
        flow.kind.name().toLowerCase(Locale.ROOT),
        flow.source.address(flow.isIpv6).toString(),
        flow.destination.address(flow.isIpv6).toString(),
        flow.protocol,
        flow.sourcePort,
        flow.destinationPort,
        flow.source.vlan(),
        flow.frameBytes - FCS,
        flow.packets,
        flow.packets * (flow.frameBytes - FCS),
        path == null ? List.of() : path.hops().stream().map(Simulation::truth).toList());
  }

  private static Truth.HopTruth truth(Path.Hop hop) {
    return new Truth.HopTruth(
        Address.ipv4(hop.in().device.address).toString(), hop.in().ifIndex, hop.out().ifIndex);
  }

  private static Truth.InterfaceTruth truth(Port port) {
    return new Truth.InterfaceTruth(
        Address.ipv4(port.device.address).toString(),
        port.ifIndex,
        port.name(),
        port.inOctets.total(),
        port.inPackets.total(),
        port.outOctets.total(),
        port.outPackets.total(),
        port.outDiscards.total());
  }

  private Truth.AgentTruth truth(
      Exporter exporter, long subAgent, long flowSamples, long countersSamples, long discards) {
    return new Truth.AgentTruth(
        Address.ipv4(exporter.address()).toString(),
        subAgent,
        exporter.datagrams(),
        channel.lost(exporter.address()),
        flowSamples,
        countersSamples,
        discards);
  }
}
