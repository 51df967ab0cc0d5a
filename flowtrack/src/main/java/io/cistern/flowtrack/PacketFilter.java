package io.cistern.flowtrack;

/// Chooses the packets that a [TopDefinition] counts.
@FunctionalInterface
public interface PacketFilter {
  /// Takes every packet.
  PacketFilter ALL = _ -> true;

  /// Whether a packet counts. Called for every sample: it must not allocate, keep the observation
  /// or throw.
  ///
  /// @param packet to be read only
  /// @return true if it counts
  boolean accepts(Observation packet);
}
