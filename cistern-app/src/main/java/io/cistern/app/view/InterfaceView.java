package io.cistern.app.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One interface, from its counters.
///
/// @param instance its name in the store, such as `if/3`
/// @param coverage scaled samples against counters, or null where one is missing
public record InterfaceView(
    String instance,
    long ifIndex,
    @Nullable String name,
    @Nullable Long speedBitsPerSecond,
    @Nullable Boolean adminUp,
    @Nullable Boolean operUp,
    Direction in,
    Direction out,
    Instant lastSeen,
    @Nullable Coverage coverage) {

  /// Rates of one direction; null before two counter samples.
  ///
  /// @param utilization 0 to 1 of the speed; of a half-duplex line of both directions together;
  ///   null where the speed is not known, or wrong
  public record Direction(
      @Nullable Double bitsPerSecond,
      @Nullable Double packetsPerSecond,
      @Nullable Double utilization,
      @Nullable Double errorsPerSecond,
      @Nullable Double discardsPerSecond) {}

  /// Bytes estimated from samples over bytes counted, since both are known: samples of what came in
  /// against the counters of what came in, of what went out against those of what went out, over
  /// the directions that are sampled. Four bytes a packet are added where the counters turned out
  /// to have the frame check sequence.
  ///
  /// @param error95 the 95 % error of the ratio's numerator, as a fraction
  public record Coverage(double ratio, double error95, long samples) {}
}
