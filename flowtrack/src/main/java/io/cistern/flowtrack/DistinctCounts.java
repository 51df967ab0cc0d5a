package io.cistern.flowtrack;

/// How many different addresses and ports the network's samples of the window showed.
///
/// @param sources source addresses
/// @param destinations destination addresses
/// @param destinationPorts destination ports, each with its protocol
public record DistinctCounts(
    DistinctCount sources, DistinctCount destinations, DistinctCount destinationPorts) {
  /// Nothing was seen.
  public static final DistinctCounts ZERO =
      new DistinctCounts(DistinctCount.ZERO, DistinctCount.ZERO, DistinctCount.ZERO);

  DistinctCounts union(DistinctCounts other) {
    return new DistinctCounts(
        sources.union(other.sources),
        destinations.union(other.destinations),
        destinationPorts.union(other.destinationPorts));
  }
}
