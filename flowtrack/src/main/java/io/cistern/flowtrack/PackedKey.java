package io.cistern.flowtrack;

/// The fields of a packet in nine longs. A key is some of these words under a mask ([KeyShape]).
///
/// | word | bits   | field                                                          |
/// |-----:|-------:|----------------------------------------------------------------|
/// | 0, 1 |        | source address                                                 |
/// | 2, 3 |        | destination address                                            |
/// |    4 | 32..63 | observer                                                       |
/// |      |     31 | sampled at the output interface                                |
/// |      | 12..24 | VLAN plus 1                                                    |
/// |      |  3..11 | protocol plus 1                                                |
/// |      |   0..2 | IP version                                                     |
/// |    5 | 52..61 | TCP flags plus 1                                               |
/// |      | 43..51 | ICMP type plus 1                                               |
/// |      | 34..42 | traffic class plus 1                                           |
/// |      | 17..33 | source port plus 1                                             |
/// |      |  0..16 | destination port plus 1                                        |
/// |    6 |        | input interface (high half), output interface                  |
/// |    7 |        | VNI plus 1                                                     |
/// |    8 |        | source autonomous system (high half), destination's            |
///
/// An array that holds a packet has two words more, the parts of its addresses in the hash of any
/// key that has them ([KeyedHash#mixAddresses]).
final class PackedKey {
  static final int LENGTH = 9;
  static final int SOURCE_PART = 9;
  static final int DESTINATION_PART = 10;
  static final int PACKET_LENGTH = 11;
  static final int WHO = 4;
  static final int PORTS = 5;
  static final int INTERFACES = 6;
  static final int VNI = 7;
  static final int SYSTEMS = 8;

  /// Where a packet was sampled: the observer, and which of its two interfaces.
  static final long VANTAGE_MASK = 0xffffffff_80000000L;

  static final long VERSION_MASK = 7;
  static final long PROTOCOL_MASK = 0xff8;
  static final long VLAN_MASK = 0x1fff000;
  static final long DESTINATION_PORT_MASK = 0x1ffff;
  static final long SOURCE_PORT_MASK = 0x1ffffL << 17;
  static final long TRAFFIC_CLASS_MASK = 0x1ffL << 34;
  static final long ICMP_TYPE_MASK = 0x1ffL << 43;
  static final long TCP_FLAGS_MASK = 0x3ffL << 52;

  private static final int SYSTEMS_KNOWN = PacketDetails.SOURCE_AS | PacketDetails.DESTINATION_AS;

  private PackedKey() {}

  /// Allocation-free.
  static void pack(Observation o, long[] words) {
    words[0] = o.sourceHigh;
    words[1] = o.sourceLow;
    words[2] = o.destinationHigh;
    words[3] = o.destinationLow;
    words[WHO] =
        (long) o.observer << 32
            | (o.isEgress() ? 1L << 31 : 0)
            | (o.vlan + 1L & 0x1fff) << 12
            | (o.protocol + 1L & 0x1ff) << 3
            | (o.ipVersion & 7L);
    words[PORTS] =
        (o.destinationPort + 1L & 0x1ffff)
            | (o.sourcePort + 1L & 0x1ffff) << 17
            | o.trafficClass + 1L << 34
            | (o.icmpType + 1L & 0x1ff) << 43
            | o.tcpFlags + 1L << 52;
    words[INTERFACES] = o.inputInterface << 32 | o.outputInterface;
    words[VNI] = o.vni + 1L & 0xffffffffL;
    words[SYSTEMS] = (o.known & SYSTEMS_KNOWN) == 0 ? 0 : o.details[2];
  }

  static int observer(long who) {
    return (int) (who >> 32);
  }

  static boolean isEgress(long who) {
    return (who & 1L << 31) != 0;
  }

  static int version(long who) {
    return (int) (who & VERSION_MASK);
  }

  static int protocol(long who) {
    return (int) (who >>> 3 & 0x1ff) - 1;
  }

  static int vlan(long who) {
    return (int) (who >>> 12 & 0x1fff) - 1;
  }

  static int destinationPort(long ports) {
    return (int) (ports & 0x1ffff) - 1;
  }

  static int sourcePort(long ports) {
    return (int) (ports >>> 17 & 0x1ffff) - 1;
  }
}
