package io.cistern.flowtrack;

/// The fields of a packet besides its key, in sixteen longs: two cache lines. Allocation-free.
///
/// | word | bits   | field                                                     |
/// |-----:|-------:|-----------------------------------------------------------|
/// |    0 | 48..63 | ether type                                                |
/// |      |  0..47 | source MAC                                                |
/// |    1 | 51..62 | inner VLAN                                                |
/// |      | 48..50 | VLAN priority                                             |
/// |      |  0..47 | destination MAC                                           |
/// |    2 |        | source autonomous system (high half), destination's       |
/// |    3 |        | the neighbours' on the way to them, likewise              |
/// | 4, 5 |        | next hop                                                  |
/// | 6, 7 |        | source address of the other packet of a tunnel            |
/// | 8, 9 |        | its destination address                                   |
/// |   10 | 32..63 | its source port, its destination port                     |
/// |      |  8..16 | its protocol plus 1                                       |
/// |      |      4 | whether it is the outer one                               |
/// |      |      3 | whether it has ports                                      |
/// |      |   0..2 | its IP version                                            |
/// |   11 | 32..63 | what the tunnel is told apart by                          |
/// |      |   0..7 | kind of the tunnel                                        |
/// |   12 | 32..63 | transit delay, ns; the largest of a flow                  |
/// |      |  0..31 | depth of the egress queue, bytes; the largest of a flow   |
/// |   13 | 32..63 | egress queue                                              |
/// |      | 16..18 | IP version of the next hop                                |
/// |      |  8..15 | length of the destination's prefix                        |
/// |      |   0..7 | length of the source's prefix                             |
/// |   14 |        | IPv4 addresses after translation: source (high half)      |
/// |   15 | 32..63 | ports after translation                                   |
/// |      |  0..31 | which of all these are known                              |
///
/// What is not known has no bit in word 15; its bits mean nothing.
final class PacketDetails {
  static final int LENGTH = 16;
  static final int KNOWN = 15;

  /* Where the other packet of a tunnel is, which tells flows apart. */
  static final int OTHER = 6;
  static final int OTHER_END = 12;

  static final int MEASURED = 12;

  /* Bits of word 15. */
  static final int SOURCE_MAC = 1;
  static final int DESTINATION_MAC = 1 << 1;
  static final int ETHER_TYPE = 1 << 2;
  static final int PRIORITY = 1 << 3;
  static final int INNER_VLAN = 1 << 4;
  static final int SOURCE_AS = 1 << 5;
  static final int DESTINATION_AS = 1 << 6;
  static final int SOURCE_PEER_AS = 1 << 7;
  static final int DESTINATION_PEER_AS = 1 << 8;
  static final int NEXT_HOP = 1 << 9;
  static final int SOURCE_MASK = 1 << 10;
  static final int DESTINATION_MASK = 1 << 11;
  static final int TUNNEL = 1 << 12;
  static final int TUNNEL_ID = 1 << 13;
  static final int OTHER_PACKET = 1 << 14;
  static final int TRANSLATED = 1 << 15;
  static final int TRANSLATED_PORTS = 1 << 16;
  static final int QUEUE = 1 << 17;
  static final int DELAY = 1 << 18;
  static final int DEPTH = 1 << 19;

  /* What a flow learns together, from the first sample that tells any of it. */
  static final int LINK = SOURCE_MAC | DESTINATION_MAC | ETHER_TYPE | PRIORITY | INNER_VLAN;
  static final int ROUTING =
      SOURCE_AS
          | DESTINATION_AS
          | SOURCE_PEER_AS
          | DESTINATION_PEER_AS
          | NEXT_HOP
          | SOURCE_MASK
          | DESTINATION_MASK;
  static final int TUNNELLED = TUNNEL | TUNNEL_ID | OTHER_PACKET;
  static final int TRANSLATION = TRANSLATED | TRANSLATED_PORTS;
  static final int MEASURES = QUEUE | DELAY | DEPTH;

  static final long MAC_MASK = (1L << 48) - 1;
  static final int HAS_PORTS = 1 << 3;
  static final int IS_OUTER = 1 << 4;

  private static final long LOW = 0xffffffffL;

  private PacketDetails() {}

  /// The groups that `known` has fields of, a bit each: link, routing, tunnel, translation.
  static int groups(int known) {
    return ((known & LINK) != 0 ? 1 : 0)
        | ((known & ROUTING) != 0 ? 2 : 0)
        | ((known & TUNNELLED) != 0 ? 4 : 0)
        | ((known & TRANSLATION) != 0 ? 8 : 0);
  }

  /// Whether the observation has an inner packet, which tells flows of one tunnel apart.
  static boolean hasInner(Observation o) {
    return (o.known & OTHER_PACKET) != 0 && (o.details[10] & IS_OUTER) == 0;
  }

  /// Takes over the groups of which a flow knows nothing yet.
  static void learn(long[] rows, int at, Observation o, int groups) {
    int more = 0;
    if ((groups & 1) != 0) {
      more |= LINK;
      copy(rows, at, o, 0, 2);
    }
    if ((groups & 2) != 0) {
      more |= ROUTING;
      copy(rows, at, o, 2, 6);
      rows[at + 13] = rows[at + 13] & LOW << 32 | o.details[13] & LOW;
    }
    if ((groups & 4) != 0) {
      more |= TUNNELLED;
      copy(rows, at, o, OTHER, OTHER_END);
    }
    if ((groups & 8) != 0) {
      more |= TRANSLATION;
      copy(rows, at, o, 14, 15);
      rows[at + KNOWN] = rows[at + KNOWN] & LOW | o.details[KNOWN] & LOW << 32;
    }
    rows[at + KNOWN] |= o.known & more;
  }

  private static void copy(long[] rows, int at, Observation o, int from, int to) {
    System.arraycopy(o.details, from, rows, at + from, to - from);
  }

  /// Takes over what was measured on the way of a packet: the largest delay and depth, and the
  /// queue.
  static void measure(long[] rows, int at, Observation o) {
    int before = (int) rows[at + KNOWN];
    long delay = largest(before & DELAY, o.known & DELAY, rows[at + 12], o.details[12], 32);
    long depth = largest(before & DEPTH, o.known & DEPTH, rows[at + 12], o.details[12], 0);
    rows[at + 12] = delay << 32 | depth;
    if ((o.known & QUEUE) != 0) {
      rows[at + 13] = rows[at + 13] & LOW | o.details[13] & LOW << 32;
    }
    rows[at + KNOWN] |= o.known & MEASURES;
  }

  private static long largest(int knewBefore, int knows, long before, long now, int shift) {
    long old = knewBefore == 0 ? 0 : before >>> shift & LOW;
    return knows == 0 ? old : Math.max(old, now >>> shift & LOW);
  }
}
