package io.cistern.simulate;

import io.cistern.protodecode.HeaderDecoder;
import io.cistern.protodecode.HeaderFields;
import io.cistern.sflow.CountersSample;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.DiscardedPacket;
import io.cistern.sflow.FlowSample;
import io.cistern.sflow.MalformedDatagramException;
import io.cistern.sflow.Sample;
import io.cistern.sflow.record.IfCounters;
import io.cistern.sflow.record.SampledHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a collector that decodes everything would have received of a simulation.
final class Received {
  final List<SimulatedDatagram> datagrams = new ArrayList<>();
  final Map<String, List<FlowSample>> flows = new HashMap<>(); // by agent
  final Map<String, IfCounters> counters = new HashMap<>(); // last ones, by agent and ifIndex
  final List<DiscardedPacket> discards = new ArrayList<>();
  final Truth truth;

  Received(SiteOptions.Builder options) {
    var simulation = new Simulation(options.build());
    try {
      simulation.run(this::accept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    truth = simulation.truth();
  }

  private void accept(SimulatedDatagram datagram) {
    datagrams.add(datagram);
    Datagram decoded;
    try {
      decoded = Datagram.decode(datagram.payload().segment());
    } catch (MalformedDatagramException e) {
      throw new AssertionError(e);
    }
    String agent = decoded.agent().toString();
    for (Sample sample : decoded.samples()) {
      if (sample instanceof FlowSample flow) {
        flows.computeIfAbsent(agent, _ -> new ArrayList<>()).add(flow);
      } else if (sample instanceof CountersSample counted) {
        counted.records().stream()
            .filter(IfCounters.class::isInstance)
            .map(IfCounters.class::cast)
            .forEach(c -> counters.put(agent + " " + c.ifIndex(), c));
      } else if (sample instanceof DiscardedPacket discard) {
        discards.add(discard);
      }
    }
  }

  List<FlowSample> flowSamples(String agent) {
    return flows.getOrDefault(agent, List.of());
  }

  /// The last counters of a port.
  IfCounters counters(String agent, long ifIndex) {
    return Objects.requireNonNull(counters.get(agent + " " + ifIndex));
  }

  List<FlowSample> flowSamples() {
    return flows.values().stream().flatMap(List::stream).toList();
  }

  static SampledHeader header(FlowSample sample) {
    return (SampledHeader) sample.records().getFirst();
  }

  static HeaderFields fields(FlowSample sample) {
    SampledHeader header = header(sample);
    var fields = new HeaderFields();
    new HeaderDecoder()
        .decode(
            1,
            header.header().segment(),
            0,
            header.header().length(),
            header.frameLength(),
            fields);
    return fields;
  }

  /// Of a packet without VLAN tags.
  static int ttl(FlowSample sample) {
    return header(sample).header().at(fields(sample).ipVersion() == 4 ? 22 : 21);
  }
}
