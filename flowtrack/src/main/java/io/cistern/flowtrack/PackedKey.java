package io.cistern.flowtrack;

/// The key of a [Dimension] as six longs: source, destination, one word of small fields, observer.
///
/// | bits of the word | field                   |
/// |-----------------:|-------------------------|
/// |            0..16 | destination port plus 1 |
/// |           17..33 | source port plus 1      |
/// |           34..42 | protocol plus 1         |
/// |           43..45 | IP version              |
/// |           46..58 | VLAN plus 1             |
final class PackedKey {
  static final int LENGTH = 6;

  private PackedKey() {}

  static long word(int version, int protocol, int sourcePort, int destinationPort, int vlan) {
    return (destinationPort + 1L & 0x1ffff)
        | (sourcePort + 1L & 0x1ffff) << 17
        | (protocol + 1L & 0x1ff) << 34
        | (version & 7L) << 43
        | (vlan + 1L & 0x1fff) << 46;
  }

  static int destinationPort(long word) {
    return (int) (word & 0x1ffff) - 1;
  }

  static int sourcePort(long word) {
    return (int) (word >>> 17 & 0x1ffff) - 1;
  }

  static int protocol(long word) {
    return (int) (word >>> 34 & 0x1ff) - 1;
  }

  static int version(long word) {
    return (int) (word >>> 43 & 7);
  }

  static int vlan(long word) {
    return (int) (word >>> 46 & 0x1fff) - 1;
  }

  /// The fields of `dimension` of an observation, into `key`. False if the packet has none of them.
  static boolean pack(Dimension dimension, Observation o, long[] key) {
    key[5] = o.observer;
    boolean ip = o.ipVersion != 0;
    return switch (dimension) {
      case SOURCE ->
          ip && fill(key, o.sourceHigh, o.sourceLow, 0, 0, word(o.ipVersion, -1, -1, -1, -1));
      case DESTINATION ->
          ip
              && fill(
                  key,
                  0,
                  0,
                  o.destinationHigh,
                  o.destinationLow,
                  word(o.ipVersion, -1, -1, -1, -1));
      case PAIR -> ip && addresses(o, key, word(o.ipVersion, -1, -1, -1, -1));
      case DESTINATION_PORT ->
          o.destinationPort >= 0
              && fill(key, 0, 0, 0, 0, word(0, o.protocol, -1, o.destinationPort, -1));
      case PROTOCOL -> fill(key, 0, 0, 0, 0, word(0, o.protocol, -1, -1, -1));
      case FIVE_TUPLE ->
          ip
              && addresses(
                  o, key, word(o.ipVersion, o.protocol, o.sourcePort, o.destinationPort, -1));
    };
  }

  private static boolean addresses(Observation o, long[] key, long word) {
    return fill(key, o.sourceHigh, o.sourceLow, o.destinationHigh, o.destinationLow, word);
  }

  private static boolean fill(long[] key, long sh, long sl, long dh, long dl, long word) {
    key[0] = sh;
    key[1] = sl;
    key[2] = dh;
    key[3] = dl;
    key[4] = word;
    return true;
  }

  /// The fields that a dimension has, from `key` at `at`.
  static FlowKey unpack(Dimension dimension, long[] key, int at) {
    long word = key[at + 4];
    int version = version(word);
    var none = IpAddress.NONE;
    var source = new IpAddress(version, key[at], key[at + 1]);
    var destination = new IpAddress(version, key[at + 2], key[at + 3]);
    return new FlowKey(
        version == 0 || dimension == Dimension.DESTINATION ? none : source,
        version == 0 || dimension == Dimension.SOURCE ? none : destination,
        protocol(word),
        sourcePort(word),
        destinationPort(word));
  }
}
