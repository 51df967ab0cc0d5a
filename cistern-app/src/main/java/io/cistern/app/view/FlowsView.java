package io.cistern.app.view;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `GET /api/flows`.
///
/// @param windowSeconds the window that the figures cover
/// @param keys the key fields that group the answer
public record FlowsView(int windowSeconds, List<String> keys, Total total, List<FlowView> flows) {

  /// All sampled traffic of the window, scaled.
  ///
  /// @param error95 95 % relative error of the bytes, a fraction; null without samples, and where
  ///   what some of them stand for is not known
  /// @param unscaledSamples those of `samples` whose sampling rate is not known: they are in no sum
  public record Total(
      double bitsPerSecond,
      double packetsPerSecond,
      double bytes,
      double packets,
      long samples,
      @Nullable Double error95,
      long unscaledSamples) {}

  /// One talker. Key fields that do not take part in the grouping, and those that are not known,
  /// are null.
  ///
  /// @param error95 95 % relative error of `bytes`, a fraction; null where what some samples stand
  ///   for is not known
  /// @param overestimate bytes by which the bounded table may overstate `bytes`
  /// @param unscaledSamples those of `samples` whose sampling rate is not known: they are in no sum
  /// @param more the other key fields that were asked for, by name
  public record FlowView(
      @Nullable String source,
      @Nullable String destination,
      @Nullable String protocol,
      @Nullable Integer sourcePort,
      @Nullable Integer destinationPort,
      @Nullable String agent,
      @Nullable Long inputIf,
      @Nullable Long outputIf,
      @Nullable Integer vlan,
      @Nullable Integer vni,
      double bitsPerSecond,
      double packetsPerSecond,
      double bytes,
      double packets,
      long samples,
      @Nullable Double error95,
      double overestimate,
      long unscaledSamples,
      @JsonAnyGetter Map<String, @Nullable Object> more) {}
}
