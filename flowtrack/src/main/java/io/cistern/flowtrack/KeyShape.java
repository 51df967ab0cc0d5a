package io.cistern.flowtrack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which bits of a [PackedKey] make up a key: the fields of a dimension and, always, where the
/// packet was sampled.
final class KeyShape {
  private final List<KeyField> fields;
  private final long[] masks; // of every word of a packed packet; of an address, all or nothing
  private final int length; // of the words that are not masked out wholly, rounded up to a pair
  private final int[] word; // of each word of a key, its place in the packed packet
  private final int neededWord; // a packet has the key if these bits are not all 0
  private final long neededMask; // 0: every packet has it

  KeyShape(List<KeyField> fields) {
    this.fields = List.copyOf(fields);
    masks = new long[PackedKey.LENGTH + 1];
    masks[PackedKey.WHO] = PackedKey.VANTAGE_MASK;
    for (var field : fields) {
      addMasks(field, masks);
    }
    word = java.util.stream.IntStream.range(0, masks.length).filter(i -> masks[i] != 0).toArray();
    length = (word[word.length - 1] | 1) + 1;
    var first = fields.isEmpty() ? KeyField.PROTOCOL : fields.getFirst();
    neededWord = wordOf(first);
    neededMask = neededMask(first);
  }

  private static void addMasks(KeyField field, long[] masks) {
    switch (field) {
      case SOURCE -> {
        masks[0] = -1;
        masks[1] = -1;
        masks[PackedKey.WHO] |= PackedKey.VERSION_MASK;
      }
      case DESTINATION -> {
        masks[2] = -1;
        masks[3] = -1;
        masks[PackedKey.WHO] |= PackedKey.VERSION_MASK;
      }
      default -> masks[wordOf(field)] |= maskOf(field);
    }
  }

  private static int wordOf(KeyField field) {
    return switch (field) {
      case SOURCE, DESTINATION, PROTOCOL, VLAN -> PackedKey.WHO;
      case SOURCE_PORT, DESTINATION_PORT, ICMP_TYPE, TCP_FLAGS, TRAFFIC_CLASS -> PackedKey.PORTS;
      case INPUT_INTERFACE, OUTPUT_INTERFACE -> PackedKey.INTERFACES;
      case VNI -> PackedKey.VNI;
      case SOURCE_AS, DESTINATION_AS -> PackedKey.SYSTEMS;
    };
  }

  private static long maskOf(KeyField field) {
    return switch (field) {
      case SOURCE, DESTINATION -> PackedKey.VERSION_MASK;
      case PROTOCOL -> PackedKey.PROTOCOL_MASK;
      case VLAN -> PackedKey.VLAN_MASK;
      case SOURCE_PORT -> PackedKey.SOURCE_PORT_MASK;
      case DESTINATION_PORT -> PackedKey.DESTINATION_PORT_MASK;
      case ICMP_TYPE -> PackedKey.ICMP_TYPE_MASK;
      case TCP_FLAGS -> PackedKey.TCP_FLAGS_MASK;
      case TRAFFIC_CLASS -> PackedKey.TRAFFIC_CLASS_MASK;
      case INPUT_INTERFACE, SOURCE_AS -> 0xffffffffL << 32;
      case OUTPUT_INTERFACE, DESTINATION_AS, VNI -> 0xffffffffL;
    };
  }

  private static long neededMask(KeyField field) {
    return switch (field) {
      case PROTOCOL, TCP_FLAGS, TRAFFIC_CLASS -> 0;
      default -> maskOf(field);
    };
  }

  int length() {
    return word.length;
  }

  /// Whether traffic of one key passes one place, so that one observer can stand for all: an
  /// address.
  boolean hasAddress() {
    return fields.contains(KeyField.SOURCE) || fields.contains(KeyField.DESTINATION);
  }

  /// Whether the key means something only together with its observer: an interface.
  boolean isLocal() {
    return fields.contains(KeyField.INPUT_INTERFACE) || fields.contains(KeyField.OUTPUT_INTERFACE);
  }

  /// The hash of the key of a packet. Allocation-free.
  long hash(long[] packet, KeyedHash hash) {
    long addresses =
        (packet[PackedKey.SOURCE_PART] & masks[0])
            + (packet[PackedKey.DESTINATION_PART] & masks[2]);
    return hash.of(addresses, packet, masks, length);
  }

  /// Whether a packet has the first field of the key.
  boolean isIn(long[] packet) {
    return neededMask == 0 || (packet[neededWord] & neededMask) != 0;
  }

  /// Puts the key of a packet into `key`. Allocation-free.
  void gather(long[] packet, long[] key) {
    for (int i = 0; i < word.length; i++) {
      key[i] = packet[word[i]] & masks[word[i]];
    }
  }

  /// The packed packet, with 0 for what the key leaves out, of a key in `rows` at `at`.
  long[] scatter(long[] rows, int at) {
    var packet = new long[PackedKey.LENGTH];
    for (int i = 0; i < word.length; i++) {
      packet[word[i]] = rows[at + i];
    }
    return packet;
  }

  /// Where the packets of a key were sampled: the observer in the high half, and one bit.
  long vantage(long[] rows, int at) {
    int who = 0;
    while (word[who] != PackedKey.WHO) {
      who++;
    }
    return rows[at + who] & PackedKey.VANTAGE_MASK;
  }

  /// The key of a default dimension.
  FlowKey flowKey(long[] packet) {
    long who = packet[PackedKey.WHO];
    return new FlowKey(
        fields.contains(KeyField.SOURCE) ? source(packet) : IpAddress.NONE,
        fields.contains(KeyField.DESTINATION) ? destination(packet) : IpAddress.NONE,
        PackedKey.protocol(who),
        PackedKey.sourcePort(packet[PackedKey.PORTS]),
        PackedKey.destinationPort(packet[PackedKey.PORTS]));
  }

  /// Every field of the key, in the order of the definition: an [IpAddress] or a [Long].
  Map<KeyField, Object> fields(long[] packet) {
    var map = new LinkedHashMap<KeyField, Object>();
    fields.forEach(field -> map.put(field, value(field, packet)));
    return map;
  }

  private static Object value(KeyField field, long[] packet) {
    return switch (field) {
      case SOURCE -> source(packet);
      case DESTINATION -> destination(packet);
      case PROTOCOL,
          VLAN,
          VNI,
          SOURCE_PORT,
          DESTINATION_PORT,
          ICMP_TYPE,
          TCP_FLAGS,
          TRAFFIC_CLASS ->
          number(field, packet) - 1;
      case INPUT_INTERFACE, OUTPUT_INTERFACE, SOURCE_AS, DESTINATION_AS -> {
        long number = number(field, packet);
        yield number == 0 ? -1 : number; // on the wire 0 is not known
      }
    };
  }

  private static long number(KeyField field, long[] packet) {
    long bits = maskOf(field);
    return (packet[wordOf(field)] & bits) >>> Long.numberOfTrailingZeros(bits);
  }

  private static IpAddress source(long[] packet) {
    return new IpAddress(PackedKey.version(packet[PackedKey.WHO]), packet[0], packet[1]);
  }

  private static IpAddress destination(long[] packet) {
    return new IpAddress(PackedKey.version(packet[PackedKey.WHO]), packet[2], packet[3]);
  }
}
