package io.cistern.flowtrack;

/// One of the largest keys of a [Dimension] over the window.
///
/// `estimate` holds what was counted while the key had a counter. The counters are few
/// (Space-Saving), so up to `upperBytes - estimate.bytes()` may have gone by before it got one: the
/// sum over all samples lies between the two. The sampling error comes on top of either.
///
/// @param dimension what the key is of
/// @param observer who saw it; of a network-wide answer, the observer that surely saw the most
/// @param key the fields of the dimension
/// @param estimate samples, packets and bytes with their sampling errors
/// @param upperBytes no more than this many (scaled) bytes of the key were sampled
/// @param bitsPerSecond the mean rate over the window
/// @param packetsPerSecond the mean rate over the window
public record TopEntry(
    Dimension dimension,
    int observer,
    FlowKey key,
    Estimate estimate,
    long upperBytes,
    double bitsPerSecond,
    double packetsPerSecond) {

  /// At least this many (scaled) bytes of the key were sampled: the bytes of the estimate.
  ///
  /// @return bytes
  public long lowerBytes() {
    return estimate.bytes();
  }
}
