package io.cistern.flowtrack.sample;

import io.cistern.flowtrack.TunnelKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A field of a sampled packet. This is the one declaration of the fields: the columns of the
/// recent window, the keys of questions, the filter and its completion derive from it.
///
/// Source of the meanings: sFlow version 5, section 5, and the headers as the RFCs have them.
@SuppressWarnings("EnumOrdinal") // ordinals live no longer than this process
public enum FlowField {
  /// The address of the agent that sampled the packet.
  AGENT("agent", FieldType.ADDRESS, 128, true, "agent that sampled the packet"),
  /// The sub-agent of the agent.
  SUB_AGENT("subAgent", 32, false, "part of the agent that sampled the packet"),
  /// The data source: its index, and its class (0 interface, 1 VLAN, 2 physical entity) above 32
  /// bits. Texts are `3` for an interface, `2:1000` otherwise.
  DATA_SOURCE("dataSource", 64, true, "what sampled the packet, an interface as its ifIndex"),
  /// Which way the packet went, see [Direction].
  DIRECTION(
      "direction",
      FieldType.CODE,
      8,
      true,
      "ingress or egress of what sampled it",
      codes(Direction.values())),
  /// The ifIndex the packet came in by, or a special value.
  INPUT_IF("inputIf", FieldType.NUMBER, 32, true, "ifIndex the packet came in by", interfaces()),
  /// The ifIndex the packet went out by, or a special value.
  OUTPUT_IF("outputIf", FieldType.NUMBER, 32, true, "ifIndex the packet went out by", interfaces()),
  /// For how many packets the sample stands, before corrections; absent where that is unknown.
  WEIGHT("weight", 32, true, "packets the sample stands for"),
  /// How the weight is known, see [WeightOrigin].
  WEIGHT_ORIGIN(
      "weightOrigin",
      FieldType.CODE,
      8,
      true,
      "how the weight is known",
      codes(WeightOrigin.values())),
  /// The length of the frame on the wire less the FCS, in bytes.
  FRAME_BYTES("frameBytes", 32, true, "length of the frame less the FCS, bytes"),
  /// The type of what follows the link header and its VLAN tags.
  ETHER_TYPE(
      "etherType",
      FieldType.NUMBER,
      16,
      true,
      "what follows the link header",
      labels("ipv4", 0x800, "arp", 0x806, "ipv6", 0x86dd, "mpls", 0x8847, "lldp", 0x88cc)),
  /// The source MAC address.
  SOURCE_MAC("sourceMac", FieldType.MAC, 48, false, "source MAC address"),
  /// The destination MAC address.
  DESTINATION_MAC("destinationMac", FieldType.MAC, 48, false, "destination MAC address"),
  /// The VLAN id of the outermost tag, or of the port; absent where untagged.
  VLAN("vlan", 16, true, "outer VLAN id"),
  /// The priority of the outermost tag, 0 to 7.
  VLAN_PRIORITY("vlanPriority", 8, false, "priority of the outer VLAN tag"),
  /// The VLAN id of the second tag.
  INNER_VLAN("innerVlan", 16, false, "inner VLAN id"),
  /// The source IP address.
  SOURCE("source", FieldType.ADDRESS, 128, true, "source IP address"),
  /// The destination IP address.
  DESTINATION("destination", FieldType.ADDRESS, 128, true, "destination IP address"),
  /// The IP protocol; of IPv6 the one behind the extension headers.
  PROTOCOL(
      "protocol",
      FieldType.NUMBER,
      8,
      true,
      "IP protocol",
      labels(
          "icmp", 1, "igmp", 2, "tcp", 6, "udp", 17, "ipv6", 41, "gre", 47, "esp", 50, "ah", 51,
          "icmpv6", 58, "ospf", 89, "vrrp", 112, "sctp", 132)),
  /// The source port of TCP, UDP or SCTP.
  SOURCE_PORT("sourcePort", 16, true, "source port"),
  /// The destination port of TCP, UDP or SCTP.
  DESTINATION_PORT("destinationPort", 16, true, "destination port"),
  /// The TCP flags, nine bits as on the wire; absent where not TCP or not known.
  TCP_FLAGS(
      "tcpFlags",
      FieldType.NUMBER,
      16,
      true,
      "TCP flags",
      labels(
          "fin", 1, "syn", 2, "rst", 4, "psh", 8, "ack", 16, "syn-ack", 18, "fin-ack", 17,
          "rst-ack", 20, "psh-ack", 24)),
  /// The time to live or hop limit.
  TTL("ttl", 8, true, "time to live, hop limit"),
  /// The differentiated services code point, 0 to 63.
  DSCP("dscp", 8, true, "differentiated services code point"),
  /// Whether the packet is a fragment; the first fragment is one too.
  FRAGMENT(
      "fragment",
      FieldType.CODE,
      8,
      true,
      "whether the packet is a fragment",
      labels("no", 0, "yes", 1)),
  /// The ICMP or ICMPv6 type.
  ICMP_TYPE("icmpType", 8, false, "ICMP type"),
  /// The ICMP or ICMPv6 code.
  ICMP_CODE("icmpCode", 8, false, "ICMP code"),
  /// The kind of tunnel around the inner packet, see [TunnelKind].
  TUNNEL("tunnel", FieldType.CODE, 8, false, "kind of tunnel", codes(TunnelKind.values())),
  /// What the tunnel is told apart by: VNI, TEID, GRE key, MPLS label.
  TUNNEL_ID("tunnelId", 32, false, "number of the tunnel: VNI, TEID, GRE key, MPLS label"),
  /// The virtual network (VXLAN, Geneve, NVGRE).
  VNI("vni", 32, false, "virtual network identifier"),
  /// The source address of the packet inside the tunnel.
  INNER_SOURCE("innerSource", FieldType.ADDRESS, 128, false, "source address within the tunnel"),
  /// The destination address of the packet inside the tunnel.
  INNER_DESTINATION(
      "innerDestination", FieldType.ADDRESS, 128, false, "destination address within the tunnel"),
  /// The IP protocol of the packet inside the tunnel.
  INNER_PROTOCOL(
      "innerProtocol",
      FieldType.NUMBER,
      8,
      false,
      "IP protocol within the tunnel",
      PROTOCOL.labels()),
  /// The source port of the packet inside the tunnel.
  INNER_SOURCE_PORT("innerSourcePort", 16, false, "source port within the tunnel"),
  /// The destination port of the packet inside the tunnel.
  INNER_DESTINATION_PORT("innerDestinationPort", 16, false, "destination port within the tunnel"),
  /// The autonomous system of the source.
  SOURCE_AS("sourceAs", 32, false, "autonomous system of the source"),
  /// The autonomous system of the destination.
  DESTINATION_AS("destinationAs", 32, false, "autonomous system of the destination"),
  /// The neighbouring autonomous system on the way to the source.
  SOURCE_PEER_AS("sourcePeerAs", 32, false, "neighbour AS towards the source"),
  /// The neighbouring autonomous system on the way to the destination.
  DESTINATION_PEER_AS("destinationPeerAs", 32, false, "neighbour AS towards the destination"),
  /// The router the packet goes to next.
  NEXT_HOP("nextHop", FieldType.ADDRESS, 128, false, "next hop"),
  /// Why the packet was discarded, as sFlow numbers reasons; present only in samples of discarded
  /// packets, which are in no total of traffic.
  DISCARD_REASON("discardReason", 32, false, "why the packet was discarded"),
  /// How long the packet was in the device, in nanoseconds.
  TRANSIT_DELAY("transitDelay", 32, false, "time in the device, ns"),
  /// The egress queue.
  QUEUE("queue", 32, false, "egress queue"),
  /// How deep the egress queue was, in bytes.
  QUEUE_DEPTH("queueDepth", 32, false, "depth of the egress queue, bytes");

  private static final Map<String, FlowField> BY_NAME = new LinkedHashMap<>();

  static {
    for (FlowField field : values()) {
      BY_NAME.put(field.key, field);
    }
  }

  private final String key;
  private final FieldType type;
  private final int bits;
  private final boolean isCommon;
  private final String meaning;
  private final Map<String, Long> labels;

  FlowField(String key, int bits, boolean isCommon, String meaning) {
    this(key, FieldType.NUMBER, bits, isCommon, meaning);
  }

  FlowField(String key, FieldType type, int bits, boolean isCommon, String meaning) {
    this(key, type, bits, isCommon, meaning, Map.of());
  }

  FlowField(
      String key,
      FieldType type,
      int bits,
      boolean isCommon,
      String meaning,
      Map<String, Long> labels) {
    this.key = key;
    this.type = type;
    this.bits = bits;
    this.isCommon = isCommon;
    this.meaning = meaning;
    this.labels = labels;
  }

  /// The name in keys, filters and answers.
  ///
  /// @return in camel case, such as `destinationPort`
  public String key() {
    return key;
  }

  /// What the values are.
  ///
  /// @return the type
  public FieldType type() {
    return type;
  }

  /// The width of a value.
  ///
  /// @return 8, 16, 32, 48 (MAC), 64 or 128 (address)
  public int bits() {
    return bits;
  }

  /// Whether nearly every sample has the field, so that it has a column of its own; the others are
  /// packed.
  ///
  /// @return false for a field that few samples have
  public boolean isCommon() {
    return isCommon;
  }

  /// What the field is, for people.
  ///
  /// @return a few words, with the unit
  public String meaning() {
    return meaning;
  }

  /// The values that have names: all of them for a [FieldType#CODE], the special and the well-known
  /// ones for a number.
  ///
  /// @return value by name, in the order of completion; unmodifiable
  public Map<String, Long> labels() {
    return labels;
  }

  /// The highest value of a number, code or MAC address.
  ///
  /// @return 2^bits - 1; -1 (2^64 - 1, unsigned) for 64 and 128 bits
  public long most() {
    return bits >= 64 ? -1 : (1L << bits) - 1;
  }

  /// The bit of the field in a presence bitmap.
  ///
  /// @return one bit
  public long bit() {
    return 1L << ordinal();
  }

  /// A value as text, as a filter would write it.
  ///
  /// @param high the first word of an address, of no meaning for other types
  /// @param low the value, or the second word of an address
  /// @return a name where the value has one
  public String text(long high, long low) {
    return switch (type) {
      case ADDRESS -> AddressBits.address(high, low).toString();
      case MAC -> mac(low);
      case NUMBER, CODE -> label(low).orElseGet(() -> number(low));
    };
  }

  private String number(long value) {
    long upper = value >>> 32;
    return bits == 64 && upper != 0
        ? upper + ":" + (value & 0xffffffffL)
        : Long.toUnsignedString(value);
  }

  /// The name of a value.
  ///
  /// @param value a number or code
  /// @return empty where it has none
  public Optional<String> label(long value) {
    for (var entry : labels.entrySet()) {
      if (entry.getValue() == value) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  /// The field of a name.
  ///
  /// @param key as [#key()]; case matters
  /// @return empty if there is none
  public static Optional<FlowField> of(String key) {
    return Optional.ofNullable(BY_NAME.get(key));
  }

  private static String mac(long value) {
    var text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      int octet = (int) (value >>> shift) & 0xff;
      text.append(Character.forDigit(octet >>> 4, 16)).append(Character.forDigit(octet & 15, 16));
      if (shift > 0) {
        text.append(':');
      }
    }
    return text.toString();
  }

  private static Map<String, Long> interfaces() {
    var map = new LinkedHashMap<String, Long>();
    map.put("internal", FlowSample.INTERNAL);
    map.put("discarded", FlowSample.DISCARDED);
    map.put("multiple", FlowSample.MULTIPLE);
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Long> codes(Enum<?>[] values) {
    var map = new LinkedHashMap<String, Long>();
    Arrays.stream(values)
        .forEach(
            v -> map.put(v.name().toLowerCase(Locale.ROOT).replace('_', '-'), (long) v.ordinal()));
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Long> labels(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Long>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], ((Integer) namesAndValues[i + 1]).longValue());
    }
    return Collections.unmodifiableMap(map);
  }
}
