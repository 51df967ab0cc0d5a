package io.cistern.app.flows;

import io.cistern.flowtrack.Observation;
import io.cistern.protodecode.HeaderDecoder;
import io.cistern.protodecode.HeaderFields;
import java.lang.foreign.MemorySegment;

/// Puts together what the records of one sample tell of its packet, in an observation: the sampled
/// header first, and what it lacks from the others. Reused from sample to sample; allocation-free;
/// belongs to one thread.
///
/// A sample of which no record is a packet's (an application's transaction) tells of none.
final class PacketRecords {
  private static final int ETHERNET_BYTES = 14;
  private static final int FCS_BYTES = 4;
  private static final int FIRST_ETHER_TYPE = 0x600;
  private static final int MAX_VLAN = 4094;

  private final Observation observation;
  private final HeaderDecoder decoder = new HeaderDecoder();
  private final HeaderFields fields = new HeaderFields();
  private final SampledPacket packet = new SampledPacket();
  private final PathRecords path;
  private boolean hasHeader;
  private int headerProtocol;
  private long stripped;

  PacketRecords(Observation observation) {
    this.observation = observation;
    path = new PathRecords(observation);
  }

  /// Begins another sample, whose observation is clear.
  void begin() {
    hasHeader = false;
    packet.clear();
    path.clear();
  }

  /// Takes a sampled header; only the first of a sample counts.
  void header(
      int protocol,
      long frameLength,
      long strippedBytes,
      MemorySegment segment,
      long offset,
      int length) {
    if (!hasHeader) {
      hasHeader = true;
      headerProtocol = protocol;
      stripped = strippedBytes;
      decoder.decode(protocol, segment, offset, length, frameLength, fields);
    }
  }

  /// Takes another record. What it is cut off from, and what is not known here, tells nothing.
  void record(int tag, MemorySegment segment, long offset, long length) {
    if (!packet.read(tag, segment, offset, length)) {
      path.read(tag, segment, offset, length);
    }
  }

  /// Ends the sample.
  ///
  /// @return whether it tells of a packet
  boolean end() {
    if (!hasHeader && !packet.isKnown()) {
      return false;
    }
    if (hasHeader) {
      readHeader();
    }
    completeLink();
    completeIp();
    HeaderTunnel.complete(observation, hasHeader ? fields : null, path);
    observation.frameLengthBytes(Math.max(0, hasHeader ? headerBytes() : packet.bytes()));
    return true;
  }

  /// The frame's length on the wire without its frame check sequence, bytes; -1 where no record
  /// tells it.
  long frameBytes() {
    return hasHeader ? headerBytes() : packet.hasLink() ? packet.bytes() : -1;
  }

  private void readHeader() {
    observation.macs(fields.sourceMac(), fields.destinationMac());
    if (fields.etherType() >= FIRST_ETHER_TYPE) {
      observation.etherType(fields.etherType());
    }
    if (fields.vlanCount() > 0) {
      observation.vlan(fields.vlanId() == 0 ? -1 : fields.vlanId()); // 0: only a priority
      observation.vlanPriority(fields.vlanTag(0) >>> 13);
    }
    if (fields.vlanCount() > 1) {
      observation.innerVlan(fields.vlanTag(1) & 0xfff);
    }
    var ip = HeaderTunnel.outermostIp(fields);
    if (ip.ipVersion() != 0) {
      observation
          .ipVersion(ip.ipVersion())
          .source(ip.sourceHigh(), ip.sourceLow())
          .destination(ip.destinationHigh(), ip.destinationLow())
          .protocol(ip.ipProtocol())
          .trafficClass(ip.trafficClass())
          .fragment(ip.isFragment())
          .payloadLength(ip.ipPayloadLength())
          .ports(ip.sourcePort(), ip.destinationPort())
          .tcpFlags(ip.tcpFlags())
          .icmpType(ip.icmpType());
    }
  }

  private void completeLink() {
    if (!hasHeader || fields.sourceMac() < 0) {
      packet.putLink(observation);
    }
    if (observation.vlan() < 0 && path.vlan() > 0 && path.vlan() <= MAX_VLAN) {
      observation.vlan(path.vlan());
      if (!hasHeader || fields.vlanCount() == 0) {
        observation.vlanPriority(path.vlanPriority());
      }
    }
    if (path.innerVlan() > 0 && (!hasHeader || fields.vlanCount() < 2)) {
      observation.innerVlan(path.innerVlan());
    }
  }

  /// A record of the IP header stands for a header that has none, and tells the transport of one
  /// that was cut before it, if they are of one packet.
  private void completeIp() {
    if (observation.ipVersion() == 0) {
      packet.putIp(observation);
    } else if (packet.isOf(observation)) {
      packet.putTransport(observation);
    }
  }

  /// The frame less its FCS. Some firmware says less than the packet in it: the longer is believed.
  private long headerBytes() {
    long bytes = fields.frameLength() - fcsBytes();
    int ip = fields.ipVersion() == 0 ? 0 : fields.ipTotalLength();
    boolean isEthernet = headerProtocol == HeaderDecoder.ETHERNET;
    return ip > bytes ? ip + (isEthernet ? ETHERNET_BYTES : 0) : bytes;
  }

  /// How much of what was stripped is the FCS: none where only a bare Ethernet header was.
  private long fcsBytes() {
    boolean onlyEthernet = headerProtocol != HeaderDecoder.ETHERNET && stripped == ETHERNET_BYTES;
    return onlyEthernet ? 0 : Math.min(FCS_BYTES, stripped);
  }
}
