package io.cistern.flowtrack;

/// All traffic of the window.
///
/// @param estimate samples, packets and bytes with their errors
/// @param bitsPerSecond the mean rate over the window
/// @param packetsPerSecond the mean rate over the window
public record Totals(Estimate estimate, double bitsPerSecond, double packetsPerSecond) {
  /// No traffic.
  public static final Totals ZERO = new Totals(Estimate.ZERO, 0, 0);

  static Totals of(Estimate estimate, long windowMillis) {
    double seconds = Math.max(1000, windowMillis) / 1000.0;
    return new Totals(estimate, estimate.bytes() * 8.0 / seconds, estimate.packets() / seconds);
  }
}
