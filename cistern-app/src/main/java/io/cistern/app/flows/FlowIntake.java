package io.cistern.app.flows;

import io.cistern.flowtrack.FlowSnapshot;
import io.cistern.flowtrack.FlowTracker;
import io.cistern.flowtrack.FlowTrackerOptions;
import io.cistern.flowtrack.Observation;
import io.cistern.protodecode.HeaderDecoder;
import io.cistern.protodecode.HeaderFields;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Turns flow samples into observations of a flow tracker. Allocation-free; belongs to one shard
/// thread.
///
/// Each sample counts once: by its sampled header where it has one, else by its sampled_ipv4 or
/// sampled_ipv6, however many records describe it.
public final class FlowIntake {
  private static final int ETHERNET = HeaderDecoder.ETHERNET;
  private static final int FCS_BYTES = 4;
  private static final int TCP = 6;
  private static final int ETHERNET_BYTES = 14;
  private static final int IPV4_RECORD_BYTES = 32;
  private static final int IPV6_RECORD_BYTES = 56;
  private static final long INTERNAL_COMPACT = 0x3fffffffL;
  private static final long INTERNAL_EXPANDED = 0xffffffffL;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final FlowTracker tracker;
  private final HeaderDecoder decoder = new HeaderDecoder();
  private final HeaderFields fields = new HeaderFields();
  private final Observation observation = new Observation();

  /// @param options of the tracker
  public FlowIntake(FlowTrackerOptions options) {
    tracker = new FlowTracker(options);
  }

  /// Starts a flow sample.
  ///
  /// @param dataSource the ifIndex that sampled, 0 unknown
  /// @param samplingRate the packets it stands for
  public void begin(int observer, long dataSource, long timeMillis, long samplingRate) {
    observation
        .clear()
        .observer(observer)
        .dataSource(dataSource)
        .timeMillis(timeMillis)
        .samplingRate(samplingRate);
  }

  /// Sets where the packet came in and went out; formats other than one interface are unknown.
  public void interfaces(int inputFormat, long input, int outputFormat, long output) {
    observation.interfaces(known(inputFormat, input), known(outputFormat, output));
  }

  private static long known(int format, long value) {
    return format != 0 || value == INTERNAL_COMPACT || value == INTERNAL_EXPANDED ? 0 : value;
  }

  /// Ends the sample with its sampled header.
  ///
  /// @param frameLength the frame's length on the wire
  /// @param stripped bytes taken off before it was sampled
  /// @return the frame's length on the wire without its frame check sequence, bytes
  public long header(
      int protocol,
      long frameLength,
      long stripped,
      MemorySegment segment,
      long offset,
      int length) {
    decoder.decode(protocol, segment, offset, length, frameLength, fields);
    long frameBytes = frameBytes(protocol, stripped);
    observation.frameLengthBytes(frameBytes);
    if (fields.vlanCount() > 0) {
      observation.vlan(fields.vlanId());
    }
    if (fields.ipVersion() != 0) {
      addIp();
    }
    tracker.observe(observation);
    return frameBytes;
  }

  private void addIp() {
    observation
        .ipVersion(fields.ipVersion())
        .source(fields.sourceHigh(), fields.sourceLow())
        .destination(fields.destinationHigh(), fields.destinationLow())
        .protocol(fields.ipProtocol())
        .trafficClass(fields.trafficClass())
        .fragment(fields.isFragment())
        .vni(fields.vni())
        .payloadLength(fields.ipPayloadLength());
    if (fields.hasPorts()) {
      observation.ports(fields.sourcePort(), fields.destinationPort());
    }
    if (fields.hasTcp()) {
      observation.tcpFlags(fields.tcpFlags());
    }
    observation.icmpType(fields.icmpType());
  }

  /// The frame less its FCS. Some firmware says less than the packet in it: the longer is believed.
  private long frameBytes(int protocol, long stripped) {
    long bytes = fields.frameLength() - fcsBytes(protocol, stripped);
    int ip = fields.ipVersion() == 0 ? 0 : fields.ipTotalLength();
    return ip > bytes ? ip + (protocol == ETHERNET ? ETHERNET_BYTES : 0) : bytes;
  }

  /// How much of what was stripped is the FCS: none where only a bare Ethernet header was.
  private static long fcsBytes(int protocol, long stripped) {
    boolean onlyEthernet = protocol != ETHERNET && stripped == ETHERNET_BYTES;
    return onlyEthernet ? 0 : Math.min(FCS_BYTES, stripped);
  }

  /// Ends the sample with a sampled_ipv4 record; `false` where it is cut.
  public boolean ipv4(MemorySegment segment, long offset, long length) {
    if (length < IPV4_RECORD_BYTES) {
      return false;
    }
    observation
        .ipVersion(4)
        .source(0, segment.get(INT, offset + 8) & 0xffffffffL)
        .destination(0, segment.get(INT, offset + 12) & 0xffffffffL);
    ipRecord(segment, offset, offset + 16);
    return true;
  }

  /// Ends the sample with a sampled_ipv6 record; `false` where it is cut.
  public boolean ipv6(MemorySegment segment, long offset, long length) {
    if (length < IPV6_RECORD_BYTES) {
      return false;
    }
    observation
        .ipVersion(6)
        .source(segment.get(LONG, offset + 8), segment.get(LONG, offset + 16))
        .destination(segment.get(LONG, offset + 24), segment.get(LONG, offset + 32));
    ipRecord(segment, offset, offset + 40);
    return true;
  }

  /// Both records begin with length and protocol and end with ports, TCP flags and traffic class.
  private void ipRecord(MemorySegment segment, long offset, long tail) {
    int protocol = segment.get(INT, offset + 4) & 0xff;
    observation
        .frameLengthBytes(segment.get(INT, offset) & 0xffffffffL)
        .protocol(protocol)
        .tcpFlags(toldFlags(protocol, segment.get(INT, tail + 8)))
        .trafficClass(segment.get(INT, tail + 12));
    if (protocol == 6 || protocol == 17 || protocol == 132) {
      observation.ports(segment.get(INT, tail) & 0xffff, segment.get(INT, tail + 4) & 0xffff);
    }
    tracker.observe(observation);
  }

  /// The flags of a record: 0 is not known, as with every integer of sFlow; no TCP packet of an
  /// ordinary connection is without one.
  private static int toldFlags(int protocol, int flags) {
    return protocol == TCP && flags > 0 ? flags : -1;
  }

  /// What the tracker knows now.
  public FlowSnapshot snapshot(long nowMillis, int topN) {
    return tracker.snapshot(nowMillis, topN);
  }
}
