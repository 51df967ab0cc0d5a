package io.cistern.flowtrack;

/// Counts distinct addresses and ports over a window that slides in steps. Allocation-free but for
/// [#counts()].
final class DistinctCounter {
  private final KeyedHash hash;
  private final long seed;
  private final int steps;
  private final SlidingHyperLogLog sources;
  private final SlidingHyperLogLog destinations;
  private final SlidingHyperLogLog ports;
  private int open;

  DistinctCounter(int steps, long seed, KeyedHash hash) {
    this.steps = steps;
    this.seed = seed;
    this.hash = hash;
    sources = new SlidingHyperLogLog(steps, DistinctCount.REGISTERS);
    destinations = new SlidingHyperLogLog(steps, DistinctCount.REGISTERS);
    ports = new SlidingHyperLogLog(steps, DistinctCount.REGISTERS);
  }

  void count(long[] packet) {
    long who = packet[PackedKey.WHO];
    long version = who & PackedKey.VERSION_MASK;
    sources.add(open, hash.of(packet[PackedKey.SOURCE_PART], version));
    destinations.add(open, hash.of(packet[PackedKey.DESTINATION_PART], version));
    long port = packet[PackedKey.PORTS] & PackedKey.DESTINATION_PORT_MASK;
    if (port != 0) {
      ports.add(open, hash.hash(who & PackedKey.PROTOCOL_MASK, port));
    }
  }

  void slide() {
    open = (open + 1) % steps;
    sources.clear(open);
    destinations.clear(open);
    ports.clear(open);
    // reading unites the open step only: the closed ones have changed just now
    sources.unite();
    destinations.unite();
    ports.unite();
  }

  DistinctCounts counts() {
    return new DistinctCounts(
        new DistinctCount(sources.unionWith(open), seed),
        new DistinctCount(destinations.unionWith(open), seed),
        new DistinctCount(ports.unionWith(open), seed));
  }
}
