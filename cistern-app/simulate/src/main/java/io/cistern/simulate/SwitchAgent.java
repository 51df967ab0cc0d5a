package io.cistern.simulate;

import io.cistern.sflow.CountersSample;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.DiscardReason;
import io.cistern.sflow.DiscardedPacket;
import io.cistern.sflow.FlowSample;
import io.cistern.sflow.PacketInterface;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.EthernetCounters;
import io.cistern.sflow.record.ExtendedAcl;
import io.cistern.sflow.record.ExtendedSwitch;
import io.cistern.sflow.record.IfCounters;
import io.cistern.sflow.record.PortName;
import io.cistern.sflow.record.SampledHeader;
import java.util.List;
import java.util.SplittableRandom;

/// The sFlow agent of a device: counts and samples what passes its ports.
final class SwitchAgent {
  private static final int ETHERNET = 1;
  private static final int ETHERNET_CSMACD = 6;
  private static final int FCS = 4;
  private static final int FULL_DUPLEX = 1;
  private static final int UP = 3;
  private static final int DOWN = 1; // admin up, oper down
  private static final int HEADER_SAMPLE_BYTES = 216;
  private static final int COUNTERS_SAMPLE_BYTES = 192;
  private static final int DISCARD_BYTES = 232;

  private final SiteOptions options;
  private final Device device;
  private final Exporter exporter;
  private final PacketHeader headers = new PacketHeader();
  private final Sampler[] samplers;
  private final long[] flowSequences;
  private final long[] countersSequences;
  private final long[] discardSequences;
  private final long[] nextCounters;
  private long flowSamples;
  private long countersSamples;
  private long discards;

  SwitchAgent(
      SiteOptions options,
      Device device,
      Exporter exporter,
      SplittableRandom random,
      long startMillis) {
    this.options = options;
    this.device = device;
    this.exporter = exporter;
    int ports = device.ports.size();
    samplers = new Sampler[ports];
    nextCounters = new long[ports];
    flowSequences = new long[ports];
    countersSequences = new long[ports];
    discardSequences = new long[ports];
    long interval = options.countersInterval().toMillis();
    for (int i = 0; i < ports; i++) {
      samplers[i] = new Sampler(options.sampler(), options.samplingRate(), random.split());
      nextCounters[i] = startMillis + random.nextLong(interval);
    }
  }

  Exporter exporter() {
    return exporter;
  }

  long flowSamples() {
    return flowSamples;
  }

  long countersSamples() {
    return countersSamples;
  }

  long discards() {
    return discards;
  }

  /// A run of packets of one flow passes.
  ///
  /// @param first the place of its first packet in the flow
  /// @param hop which hop of its way this device is
  /// @param fromMillis when it begins
  /// @param forMillis how long it takes
  void pass(Flow flow, long first, long packets, int hop, double fromMillis, double forMillis) {
    Path path = java.util.Objects.requireNonNull(flow.path);
    Path.Hop ports = path.hops().get(hop);
    count(flow, packets, ports);
    Directions directions = options.directions();
    if (directions != Directions.EGRESS) {
      sample(flow, first, packets, path, hop, true, fromMillis, forMillis);
    }
    if (directions != Directions.INGRESS) {
      sample(flow, first, packets, path, hop, false, fromMillis, forMillis);
    }
  }

  private void count(Flow flow, long packets, Path.Hop ports) {
    int fcs = options.countsFcs() ? 0 : FCS;
    ports.in().inPackets.add(packets);
    ports.in().inOctets.add(packets * (PacketHeader.frameBytes(flow, ports.in()) - fcs));
    ports.out().outPackets.add(packets);
    ports.out().outOctets.add(packets * (PacketHeader.frameBytes(flow, ports.out()) - fcs));
  }

  private void sample(
      Flow flow,
      long first,
      long packets,
      Path path,
      int hop,
      boolean isIn,
      double fromMillis,
      double forMillis) {
    Path.Hop ports = path.hops().get(hop);
    Port source = isIn ? ports.in() : ports.out();
    int at = source.number - 1;
    long passed = 0;
    while (passed < packets) {
      long step = samplers[at].next(packets - passed);
      if (step == 0) {
        return;
      }
      passed += step;
      long time = (long) (fromMillis + forMillis * passed / packets);
      var header =
          new SampledHeader(
              ETHERNET,
              PacketHeader.frameBytes(flow, source),
              FCS,
              headers.build(flow, first + passed - 1, path, hop, isIn));
      int vlan = flow.source.vlan();
      exporter.add(
          FlowSample.builder()
              .sequenceNumber(Port.word(++flowSequences[at]))
              .source(DataSource.ifIndex(source.ifIndex))
              .samplingRate(options.samplingRate())
              .samplePool(Port.word(samplers[at].pool()))
              .input(PacketInterface.ifIndex(ports.in().ifIndex))
              .output(PacketInterface.ifIndex(ports.out().ifIndex))
              .record(header)
              .record(new ExtendedSwitch(vlan, 0, vlan, 0))
              .build(),
          HEADER_SAMPLE_BYTES,
          time);
      flowSamples++;
    }
  }

  /// Reports the counters of the ports whose turn it is.
  void poll(long nowMillis) {
    for (Port port : device.ports) {
      int at = port.number - 1;
      if (nextCounters[at] < nowMillis) {
        nextCounters[at] += options.countersInterval().toMillis();
        exporter.add(
            CountersSample.builder()
                .sequenceNumber(Port.word(++countersSequences[at]))
                .source(DataSource.ifIndex(port.ifIndex))
                .records(counters(port))
                .build(),
            COUNTERS_SAMPLE_BYTES,
            nowMillis);
        countersSamples++;
      }
    }
  }

  private static List<CounterRecord> counters(Port port) {
    return List.of(
        new IfCounters(
            port.ifIndex,
            ETHERNET_CSMACD,
            port.speed,
            FULL_DUPLEX,
            port.isUp ? UP : DOWN,
            port.inOctets.reported(),
            Port.word(port.inPackets.reported()),
            0,
            0,
            0,
            0,
            0,
            port.outOctets.reported(),
            Port.word(port.outPackets.reported()),
            0,
            0,
            Port.word(port.outDiscards.reported()),
            0,
            2),
        new EthernetCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        new PortName(port.name()));
  }

  /// Notifies a packet of a flow that a port discards by its access list.
  void discard(Port port, Flow flow, Path path, int hop, long timeMillis) {
    int at = port.number - 1;
    port.outDiscards.add(1);
    discards++;
    exporter.add(
        DiscardedPacket.builder()
            .sequenceNumber(Port.word(++discardSequences[at]))
            .source(DataSource.ifIndex(port.ifIndex))
            .inputIfIndex(path.hops().get(hop).in().ifIndex)
            .outputIfIndex(port.ifIndex)
            .reason(DiscardReason.ACL.code())
            .record(
                new SampledHeader(
                    ETHERNET,
                    PacketHeader.frameBytes(flow, port),
                    FCS,
                    headers.build(flow, flow.packets, path, hop, false)))
            .record(new ExtendedAcl(101, "DENY-OUT", 2))
            .build(),
        DISCARD_BYTES,
        timeMillis);
  }

  /// Starts again: everything that is counted begins anew.
  void restart(long timeMillis) {
    exporter.restart(timeMillis);
    device.ports.forEach(Port::restart);
    for (int i = 0; i < samplers.length; i++) {
      samplers[i].restart();
      flowSequences[i] = 0;
      countersSequences[i] = 0;
      discardSequences[i] = 0;
    }
  }

  /// Each port takes the ifIndex of the next one.
  void renumber() {
    int ports = device.ports.size();
    for (Port port : device.ports) {
      port.ifIndex = port.ifIndex % ports + 1;
    }
  }
}
