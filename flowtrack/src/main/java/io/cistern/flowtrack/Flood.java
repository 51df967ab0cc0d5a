package io.cistern.flowtrack;

import java.util.List;

/// An alert: more traffic towards one host or network than is usual or allowed. Figures are those
/// of the strongest moment so far.
///
/// @param target a host (the network of just it) or a network
/// @param kinds what at least a fifth of the packets are, the most frequent first; never empty
/// @param observer who saw it
/// @param packetsPerSecond the smoothed rate
/// @param bitsPerSecond the smoothed rate
/// @param packetsError95 half the 95 % interval of the packet rate, as a fraction of it
/// @param bitsError95 half the 95 % interval of the bit rate, as a fraction of it
/// @param samples about how many samples these rates rest on
/// @param distinctSources about how many sources were sampled (HyperLogLog, 64 registers, standard
///   error 13 %) in the last one to two minutes
/// @param firstSeenMillis when it was first above the threshold, epoch milliseconds
/// @param lastSeenMillis when it was last above, epoch milliseconds
/// @param active whether it still goes on
/// @param examples some of the sources
/// @param confidence the probability that the rate is above the threshold
/// @param explanation the evidence in words
public record Flood(
    IpNetwork target,
    List<FloodKind> kinds,
    int observer,
    double packetsPerSecond,
    double bitsPerSecond,
    double packetsError95,
    double bitsError95,
    long samples,
    long distinctSources,
    long firstSeenMillis,
    long lastSeenMillis,
    boolean active,
    List<IpAddress> examples,
    double confidence,
    String explanation)
    implements Alert {
  /// Copies the lists.
  public Flood {
    kinds = List.copyOf(kinds);
    examples = List.copyOf(examples);
  }

  @Override
  public Flood ended() {
    return new Flood(
        target,
        kinds,
        observer,
        packetsPerSecond,
        bitsPerSecond,
        packetsError95,
        bitsError95,
        samples,
        distinctSources,
        firstSeenMillis,
        lastSeenMillis,
        false,
        examples,
        confidence,
        explanation);
  }
}
