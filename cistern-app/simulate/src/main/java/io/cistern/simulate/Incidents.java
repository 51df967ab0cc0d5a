package io.cistern.simulate;

import io.cistern.sflow.record.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Lets incidents begin and end, and what goes on meanwhile happen.
final class Incidents {
  private static final double DISCARDED_SHARE = 0.002;

  private final SiteOptions options;
  private final Simulation simulation;
  private final Site site;
  private final Traffic traffic;
  private final SplittableRandom random;
  private final Map<Incident, Flow> causes = new HashMap<>();
  private final List<Incident> active = new ArrayList<>();
  private final List<Incident> pending;
  private final List<Truth.IncidentTruth> truths = new ArrayList<>();

  Incidents(
      SiteOptions options,
      Simulation simulation,
      Site site,
      Traffic traffic,
      SplittableRandom random) {
    this.options = options;
    this.simulation = simulation;
    this.site = site;
    this.traffic = traffic;
    this.random = random;
    this.pending = new ArrayList<>(options.incidents());
  }

  List<Truth.IncidentTruth> truths() {
    return List.copyOf(truths);
  }

  /// Lets begin and end what does in a tick, before its packets.
  ///
  /// @param sinceStart when the tick begins, milliseconds after the start
  void change(long sinceStart, long nowMillis) {
    for (Incident incident : List.copyOf(active)) {
      if (incident.begin().plus(incident.length()).toMillis() <= sinceStart) {
        active.remove(incident);
        end(incident);
      }
    }
    for (Incident incident : List.copyOf(pending)) {
      if (incident.begin().toMillis() <= sinceStart) {
        pending.remove(incident);
        begin(incident, nowMillis);
        if (!incident.length().isZero()) {
          active.add(incident);
        }
      }
    }
  }

  private void begin(Incident incident, long nowMillis) {
    switch (incident) {
      case IncidentKinds.SaturatedPort saturated -> {
        Port port = site.port(saturated.device(), saturated.port());
        cause(incident, traffic.filling(port));
        remember(incident, "saturated_port", port, causes.get(incident));
      }
      case IncidentKinds.DeadLink dead -> {
        Port port = site.port(dead.device(), dead.port());
        setUp(port, false);
        remember(incident, "dead_link", port, null);
      }
      case IncidentKinds.SilentDevice silent -> {
        simulation.agent(silent.device()).exporter().isSilent = true;
        remember(incident, "silent_device", silent.device());
      }
      case IncidentKinds.Restart restart -> {
        simulation.agent(restart.device()).restart(nowMillis);
        remember(incident, "restart", restart.device());
      }
      case IncidentKinds.Renumbering renumbering -> {
        SwitchAgent agent = simulation.agent(renumbering.device());
        agent.restart(nowMillis);
        agent.renumber();
        remember(incident, "renumbering", renumbering.device());
      }
      case IncidentKinds.Scan scan -> {
        Flow flow = traffic.scan(scan);
        cause(incident, flow);
        remember(incident, scan.isVertical() ? "vertical_scan" : "horizontal_scan", null, flow);
      }
      case IncidentKinds.Flood flood -> {
        Flow flow = traffic.flood(flood);
        cause(incident, flow);
        remember(incident, "flood", null, flow);
      }
      case IncidentKinds.Discards discards ->
          remember(incident, "discards", site.port(discards.device(), discards.port()), null);
    }
  }

  private void end(Incident incident) {
    Flow cause = causes.get(incident);
    if (cause != null) {
      cause.isActive = false;
    }
    switch (incident) {
      case IncidentKinds.DeadLink dead -> setUp(site.port(dead.device(), dead.port()), true);
      case IncidentKinds.SilentDevice silent ->
          simulation.agent(silent.device()).exporter().isSilent = false;
      case IncidentKinds.SaturatedPort _,
          IncidentKinds.Restart _,
          IncidentKinds.Renumbering _,
          IncidentKinds.Scan _,
          IncidentKinds.Flood _,
          IncidentKinds.Discards _ -> {}
    }
  }

  private void cause(Incident incident, Flow flow) {
    causes.put(incident, flow);
    simulation.add(flow);
  }

  private void setUp(Port port, boolean isUp) {
    port.isUp = isUp;
    Port peer = port.peer;
    if (peer != null) {
      peer.isUp = isUp;
    }
    simulation.route();
  }

  /// What goes on in a tick, after its packets.
  void goOn(long nowMillis, double seconds) {
    for (Incident incident : active) {
      switch (incident) {
        case IncidentKinds.SaturatedPort saturated -> {
          Port port = site.port(saturated.device(), saturated.port());
          double packets = 0.97 * port.speed / 8 / 1518 * seconds;
          port.outDiscards.add(Poisson.draw(random, DISCARDED_SHARE * packets));
        }
        case IncidentKinds.Discards discards -> {
          long count = Poisson.draw(random, discards.packetsPerSecond() * seconds);
          for (long i = 0; i < count; i++) {
            simulation.discard(site.port(discards.device(), discards.port()), nowMillis);
          }
        }
        case IncidentKinds.DeadLink _,
            IncidentKinds.SilentDevice _,
            IncidentKinds.Restart _,
            IncidentKinds.Renumbering _,
            IncidentKinds.Scan _,
            IncidentKinds.Flood _ -> {}
      }
    }
  }

  private void remember(Incident incident, String kind, int device) {
    remember(incident, kind, Address.ipv4(site.device(device).address).toString(), 0, "", "");
  }

  private void remember(Incident incident, String kind, @Nullable Port port, @Nullable Flow cause) {
    remember(
        incident,
        kind,
        port == null ? "" : Address.ipv4(port.device.address).toString(),
        port == null ? 0 : port.ifIndex,
        cause == null ? "" : cause.source.address(false).toString(),
        cause == null ? "" : cause.destination.address(false).toString());
  }

  private void remember(
      Incident incident, String kind, String agent, long ifIndex, String source, String target) {
    Instant begin = options.start().plus(incident.begin());
    Instant last = options.start().plus(options.duration());
    Instant end = begin.plus(incident.length());
    truths.add(
        new Truth.IncidentTruth(
            kind, begin, end.isAfter(last) ? last : end, agent, ifIndex, source, target));
  }
}
