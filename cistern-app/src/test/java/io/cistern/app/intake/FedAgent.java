package io.cistern.app.intake;

import io.cistern.app.agents.InstanceNames;
import io.cistern.app.agents.StreamSnapshot;
import io.cistern.app.agents.StreamState;
import io.cistern.app.agents.StreamTable;
import io.cistern.app.flows.FlowIntake;
import io.cistern.app.metrics.CounterRow;
import io.cistern.app.store.RowQueue;
import io.cistern.flowtrack.FlowTrackerOptions;
import io.cistern.sflow.CountersSample;
import io.cistern.sflow.DataSource;
import io.cistern.sflow.Datagram;
import io.cistern.sflow.DatagramCursor;
import io.cistern.sflow.FlowSample;
import io.cistern.sflow.PacketInterface;
import io.cistern.sflow.Sample;
import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.CounterRecord;
import io.cistern.sflow.record.IfCounters;
import io.cistern.sflow.record.SampledHeader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An agent, 192.0.2.1, of which a test says sample by sample what it sends: each goes in a
/// datagram of its own, which is encoded, and read as the collector reads it.
public final class FedAgent {
  private static final long START = 1_700_000_000_000L;

  private final RowQueue rows = new RowQueue(1 << 10);
  private final StreamTable streams = StreamTable.builder(new InstanceNames(), rows).build();
  private final SampleReader reader =
      new SampleReader(new FlowIntake(FlowTrackerOptions.defaults()));
  private final DatagramCursor cursor = new DatagramCursor();
  private final Map<Object, Long> sequences = new HashMap<>();
  private final Map<DataSource, Long> pools = new HashMap<>();
  private long subAgent;
  private long uptimeMillis = 1_000_000;

  /// Lets time pass for it.
  public void pass(long millis) {
    uptimeMillis += millis;
  }

  /// Goes on as another of its sub-agents.
  public FedAgent as(long otherSubAgent) {
    subAgent = otherSubAgent;
    return this;
  }

  /// An Ethernet interface of 10 Gbit/s of which nothing else is known than its bytes.
  public static IfCounters ethernet(long ifIndex, long inOctets, long outOctets) {
    return counters(ifIndex, 6, 10_000_000_000L, 1, inOctets, outOctets, 0, 0);
  }

  /// An interface of which nothing else is known.
  public static IfCounters counters(
      long ifIndex,
      long ifType,
      long ifSpeed,
      long ifDirection,
      long inOctets,
      long outOctets,
      long inPackets,
      long outPackets) {
    return new IfCounters(
        ifIndex,
        ifType,
        ifSpeed,
        ifDirection,
        3,
        inOctets,
        inPackets,
        0,
        0,
        0,
        0,
        0,
        outOctets,
        outPackets,
        0,
        0,
        0,
        0,
        0);
  }

  /// Sends counters of an interface.
  public void send(long ifIndex, CounterRecord... records) {
    var source = new DataSource(0, ifIndex);
    send(
        new CountersSample(
            false, next(List.of(subAgent, "c", source)), source, List.of(records), List.of()));
  }

  /// Sends the sample of a packet.
  ///
  /// @param samplingRate as told; the pool grows by `seen` packets
  /// @param frameBytes of the packet, without its FCS
  public void sample(
      DataSource source,
      long samplingRate,
      long seen,
      PacketInterface input,
      PacketInterface output,
      int frameBytes) {
    send(
        new FlowSample(
            false,
            next(List.of(subAgent, "f", source)),
            source,
            samplingRate,
            pools.merge(source, seen, Long::sum),
            0,
            input,
            output,
            List.of(new SampledHeader(1, frameBytes + 4, 4, Bytes.of(new byte[64]))),
            List.of()));
  }

  private void send(Sample sample) {
    var datagram =
        new Datagram(
            5, Address.ipv4(0xc0000201L), subAgent, next(subAgent), uptimeMillis, List.of(sample));
    read(datagram.encode());
  }

  /// Sends a datagram as it is.
  public void read(byte[] bytes) {
    MemorySegment segment = MemorySegment.ofArray(bytes);
    cursor.wrap(segment, 0, bytes.length);
    long now = START + uptimeMillis;
    StreamState stream = Objects.requireNonNull(streams.find(cursor, 0, 0, now));
    reader.read(stream, cursor, segment, now);
  }

  private long next(Object sequence) {
    return sequences.merge(sequence, 1L, Long::sum);
  }

  /// What is known of it now.
  public List<StreamSnapshot> streams() {
    return streams.streams().stream().map(StreamState::snapshot).toList();
  }

  /// When it sent last, epoch milliseconds.
  public long now() {
    return START + uptimeMillis;
  }

  /// Ends: nothing more will come of it.
  public void finish() {
    streams.finish();
  }

  /// The rows for the store since the last call.
  public List<CounterRow> rows() {
    var taken = new ArrayList<CounterRow>();
    for (CounterRow row = rows.poll(); row != null; row = rows.poll()) {
      taken.add(row);
    }
    return taken;
  }
}
