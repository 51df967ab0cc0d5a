package io.cistern.flowtrack;

import java.util.List;

/// A list of top talkers that a user asks for, see [FlowTracker#define(TopDefinition)].
///
/// ```java
/// tracker.define(
///     TopDefinition.byDistinct("fan-out", List.of(KeyField.DESTINATION), KeyField.SOURCE)
///         .where(packet -> packet.protocol() == 17));
/// ```
///
/// A packet counts if it has the first of the key fields; in its key the others may be absent.
///
/// @param name what it is found and dropped by
/// @param keys what traffic is summed by; at least one
/// @param value what ranks
/// @param distinct the fields whose distinct values are counted if `value` is [TopValue#DISTINCT];
///   else empty
/// @param filter which packets count
/// @param joined whether both directions of an exchange are one key: the lower address, with its
///   port, interface and autonomous system, is then called the source. Without it they are told
///   apart
public record TopDefinition(
    String name,
    List<KeyField> keys,
    TopValue value,
    List<KeyField> distinct,
    PacketFilter filter,
    boolean joined) {
  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException if there is no key, if distinct values rank and no field says
  ///   whose, or if other values rank and one does
  public TopDefinition {
    keys = List.copyOf(keys);
    distinct = List.copyOf(distinct);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key fields: " + name);
    }
    if (distinct.isEmpty() == (value == TopValue.DISTINCT)) {
      throw new IllegalArgumentException(
          "distinct fields and value disagree: " + name + ", " + distinct + ", " + value);
    }
  }

  /// The keys with the most bytes.
  ///
  /// @param name by which it is found and dropped
  /// @param keys what traffic is summed by
  /// @return a definition that takes every packet
  public static TopDefinition byBytes(String name, KeyField... keys) {
    return new TopDefinition(
        name, List.of(keys), TopValue.BYTES, List.of(), PacketFilter.ALL, false);
  }

  /// The keys with the most packets.
  ///
  /// @param name by which it is found and dropped
  /// @param keys what traffic is summed by
  /// @return a definition that takes every packet
  public static TopDefinition byPackets(String name, KeyField... keys) {
    return new TopDefinition(
        name, List.of(keys), TopValue.PACKETS, List.of(), PacketFilter.ALL, false);
  }

  /// The keys with the most distinct values of other fields.
  ///
  /// @param name by which it is found and dropped
  /// @param distinct the fields whose distinct values are counted
  /// @param keys what they are counted by
  /// @return a definition that takes every packet
  public static TopDefinition byDistinct(String name, List<KeyField> distinct, KeyField... keys) {
    return new TopDefinition(
        name, List.of(keys), TopValue.DISTINCT, distinct, PacketFilter.ALL, false);
  }

  /// The same with another filter.
  ///
  /// @param accepted which packets count
  /// @return a copy
  public TopDefinition where(PacketFilter accepted) {
    return new TopDefinition(name, keys, value, distinct, accepted, joined);
  }

  /// The same with both directions of an exchange as one.
  ///
  /// @return a copy
  public TopDefinition joinDirections() {
    return new TopDefinition(name, keys, value, distinct, filter, true);
  }
}
