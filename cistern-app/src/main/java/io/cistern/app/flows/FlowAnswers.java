package io.cistern.app.flows;

import io.cistern.app.agents.StreamId;
import io.cistern.app.view.FlowQuery;
import io.cistern.app.view.FlowsView;
import io.cistern.app.view.FlowsView.FlowView;
import io.cistern.app.view.ScanView;
import io.cistern.flowtrack.Dimension;
import io.cistern.flowtrack.Estimate;
import io.cistern.flowtrack.Flow;
import io.cistern.flowtrack.FlowKey;
import io.cistern.flowtrack.FlowSnapshot;
import io.cistern.flowtrack.Interval;
import io.cistern.flowtrack.IpAddress;
import io.cistern.flowtrack.Scan;
import io.cistern.flowtrack.Tally;
import io.cistern.flowtrack.TopEntry;
import io.cistern.flowtrack.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers flow and scan queries from the snapshot of the flow trackers. Immutable.
///
/// Keys that the tracker sums by are answered from its top lists; other combinations of addresses,
/// protocol and ports from its largest five-tuples, those with any other field from its largest
/// flows (whose bytes count since the flow began).
public final class FlowAnswers {
  private static final double Z95 = 1.96;

  /* What the top lists are summed by; DESTINATION_PORT also tells the protocol. */
  private static final Map<Set<String>, Dimension> DIMENSIONS =
      Map.of(
          Set.of("source"), Dimension.SOURCE,
          Set.of("destination"), Dimension.DESTINATION,
          Set.of("source", "destination"), Dimension.PAIR,
          Set.of("destinationPort"), Dimension.DESTINATION_PORT,
          Set.of("protocol", "destinationPort"), Dimension.DESTINATION_PORT,
          Set.of("protocol"), Dimension.PROTOCOL);
  private static final Set<String> FIVE_TUPLE =
      Set.of("source", "destination", "protocol", "sourcePort", "destinationPort");

  /// The fields that group an answer; those that do not take part are null.
  private record Key(
      @Nullable String source,
      @Nullable String destination,
      @Nullable String protocol,
      @Nullable Integer sourcePort,
      @Nullable Integer destinationPort,
      @Nullable String agent,
      @Nullable Long inputIf,
      @Nullable Long outputIf,
      @Nullable Integer vlan,
      @Nullable Integer vni,
      Map<String, @Nullable Object> more) {}

  /// The sums of a group.
  private static final class Sums {
    long samples;
    long unscaled;
    double packets;
    double bytes;
    double upperBytes;
    double variance;
    double bitsPerSecond;
    double packetsPerSecond;

    void add(Estimate estimate, long upper, double bits, double packetRate) {
      samples += estimate.samples();
      unscaled += estimate.unscaledSamples();
      packets += estimate.packets();
      bytes += estimate.bytes();
      upperBytes += upper;
      double deviation = estimate.bytesError95() * estimate.bytes() / Z95;
      variance += deviation * deviation;
      bitsPerSecond += bits;
      packetsPerSecond += packetRate;
    }

    @Nullable Double error95() {
      return bytes <= 0 || unscaled > 0 ? null : (Double) (Z95 * Math.sqrt(variance) / bytes);
    }
  }

  private final FlowSnapshot snapshot;
  private final Map<Integer, StreamId> streams;

  /// @param streams what each observer number stands for
  public FlowAnswers(FlowSnapshot snapshot, Map<Integer, StreamId> streams) {
    this.snapshot = snapshot;
    this.streams = Map.copyOf(streams);
  }

  /// The largest talkers. The window is the tracker's own, whatever the query asks.
  public FlowsView flows(FlowQuery query) {
    Set<String> keys = Set.copyOf(query.keys());
    var groups = new HashMap<Key, Sums>();
    Dimension dimension = DIMENSIONS.get(keys);
    if (dimension != null) {
      group(top(dimension, query.agent()), keys, groups);
    } else if (FIVE_TUPLE.containsAll(keys)) {
      group(top(Dimension.FIVE_TUPLE, query.agent()), keys, groups);
    } else {
      groupFlows(flowsOf(query.agent()), keys, groups);
    }
    Comparator<FlowView> order =
        query.by().equals("packets")
            ? Comparator.comparingDouble(FlowView::packets)
            : Comparator.comparingDouble(FlowView::bytes);
    List<FlowView> flows =
        groups.entrySet().stream()
            .map(e -> view(e.getKey(), e.getValue()))
            .sorted(order.reversed())
            .limit(query.n())
            .toList();
    int seconds = (int) Math.max(1, snapshot.windowMillis() / 1000);
    return new FlowsView(seconds, query.keys(), total(query.agent()), flows);
  }

  private void group(List<TopEntry> entries, Set<String> keys, Map<Key, Sums> groups) {
    for (TopEntry entry : entries) {
      groups
          .computeIfAbsent(key(entry.key(), keys), _ -> new Sums())
          .add(
              entry.estimate(),
              entry.upperBytes(),
              entry.bitsPerSecond(),
              entry.packetsPerSecond());
    }
  }

  private void groupFlows(List<Flow> flows, Set<String> keys, Map<Key, Sums> groups) {
    for (Flow flow : flows) {
      groups
          .computeIfAbsent(key(flow, keys), _ -> new Sums())
          .add(
              flow.estimate(),
              flow.estimate().bytes(),
              flow.bitsPerSecond(),
              flow.packetsPerSecond());
    }
  }

  private List<TopEntry> top(Dimension dimension, @Nullable String agent) {
    if (agent == null) {
      return snapshot.top(dimension);
    }
    var largest = new HashMap<FlowKey, TopEntry>();
    for (int observer : observers(agent)) {
      for (TopEntry entry : snapshot.observer(observer).top(dimension)) {
        largest.merge(
            entry.key(), entry, (a, b) -> a.estimate().bytes() >= b.estimate().bytes() ? a : b);
      }
    }
    return List.copyOf(largest.values());
  }

  private List<Flow> flowsOf(@Nullable String agent) {
    if (agent == null) {
      return snapshot.flows();
    }
    var flows = new ArrayList<Flow>();
    observers(agent).forEach(o -> flows.addAll(snapshot.observer(o).flows()));
    return flows;
  }

  private Set<Integer> observers(String agent) {
    var observers = new HashSet<Integer>();
    streams.forEach((observer, id) -> {
      if (id.address().equals(agent)) {
        observers.add(observer);
      }
    });
    return observers;
  }

  /// Of one agent: what its most attentive sub-agent saw, since they may watch the same packets.
  private FlowsView.Total total(@Nullable String agent) {
    Totals totals =
        agent == null
            ? snapshot.total()
            : observers(agent).stream()
                .map(o -> snapshot.observer(o).total())
                .max(Comparator.comparingLong(t -> t.estimate().bytes()))
                .orElse(Totals.ZERO);
    Estimate estimate = totals.estimate();
    return new FlowsView.Total(
        totals.bitsPerSecond(),
        totals.packetsPerSecond(),
        estimate.bytes(),
        estimate.packets(),
        estimate.samples(),
        estimate.samples() == 0 || estimate.unscaledSamples() > 0
            ? null
            : (Double) estimate.bytesError95(),
        estimate.unscaledSamples());
  }

  private static FlowView view(Key key, Sums sums) {
    return new FlowView(
        key.source,
        key.destination,
        key.protocol,
        key.sourcePort,
        key.destinationPort,
        key.agent,
        key.inputIf,
        key.outputIf,
        key.vlan,
        key.vni,
        sums.bitsPerSecond,
        sums.packetsPerSecond,
        sums.bytes,
        sums.packets,
        sums.samples,
        sums.error95(),
        Math.max(0, sums.upperBytes - sums.bytes),
        sums.unscaled,
        key.more);
  }

  private static Key key(FlowKey key, Set<String> keys) {
    return key(key, keys, null, null, null, null, null, Map.of());
  }

  private Key key(Flow flow, Set<String> keys) {
    StreamId stream = streams.get(flow.observer());
    return key(
        flow.key(),
        keys,
        keys.contains("agent") && stream != null ? stream.address() : null,
        keys.contains("inputIf") ? ifIndex(flow.inputInterface()) : null,
        keys.contains("outputIf") ? ifIndex(flow.outputInterface()) : null,
        keys.contains("vlan") ? port(flow.vlan()) : null,
        keys.contains("vni") ? port(flow.vni()) : null,
        FlowFields.of(flow, keys));
  }

  private static Key key(
      FlowKey key,
      Set<String> keys,
      @Nullable String agent,
      @Nullable Long inputIf,
      @Nullable Long outputIf,
      @Nullable Integer vlan,
      @Nullable Integer vni,
      Map<String, @Nullable Object> more) {
    return new Key(
        keys.contains("source") ? address(key.source()) : null,
        keys.contains("destination") ? address(key.destination()) : null,
        keys.contains("protocol") ? ProtocolName.of(key.protocol()) : null,
        keys.contains("sourcePort") ? port(key.sourcePort()) : null,
        keys.contains("destinationPort") ? port(key.destinationPort()) : null,
        agent,
        inputIf,
        outputIf,
        vlan,
        vni,
        more);
  }

  /// An ifIndex of 0 is not known.
  private static @Nullable Long ifIndex(long index) {
    return index == 0 ? null : (Long) index;
  }

  private static @Nullable String address(IpAddress address) {
    return address.version() == 0 ? null : address.toString();
  }

  private static @Nullable Integer port(int port) {
    return port < 0 ? null : (Integer) port;
  }

  /// Scans; all that are remembered, or only those that go on.
  public List<ScanView> scans(boolean activeOnly) {
    return snapshot.scans().stream()
        .filter(scan -> scan.active() || !activeOnly)
        .map(FlowAnswers::view)
        .toList();
  }

  private static ScanView view(Scan scan) {
    String protocol = ProtocolName.of(scan.protocol());
    return new ScanView(
        scan.scanner().toString(),
        scan.kind().name().toLowerCase(Locale.ROOT),
        protocol == null ? "-" : protocol,
        port(scan.port()),
        address(scan.target()),
        tally(scan.targets()),
        tally(scan.ports()),
        tally(scan.probes()),
        scan.samples(),
        scan.synOnlyShare(),
        scan.successShare(),
        Instant.ofEpochMilli(scan.firstSeenMillis()),
        Instant.ofEpochMilli(scan.lastSeenMillis()),
        scan.active(),
        scan.examples().stream().map(FlowAnswers::text).toList(),
        scan.explanation());
  }

  private static ScanView.Tally tally(Tally tally) {
    return new ScanView.Tally(figure(tally.seen()), figure(tally.estimated()));
  }

  private static ScanView.Figure figure(Interval interval) {
    return new ScanView.Figure(interval.value(), interval.low95(), interval.high95());
  }

  private static String text(Scan.Target target) {
    String address =
        target.address().version() == 6
            ? "[" + target.address() + "]"
            : target.address().toString();
    return target.port() < 0 ? target.address().toString() : address + ":" + target.port();
  }
}
