package io.cistern.app.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /api/flows`.
///
/// @param windowSeconds the window that the figures cover
/// @param keys the key fields that group the answer
public record FlowsView(int windowSeconds, List<String> keys, Total total, List<FlowView> flows) {

  /// All sampled traffic of the window, scaled.
  ///
  /// @param error95 95 % relative error of the bytes, a fraction; null without samples
  public record Total(
      double bitsPerSecond,
      double packetsPerSecond,
      double bytes,
      double packets,
      long samples,
      @Nullable Double error95) {}

  /// One talker. Key fields that do not take part in the grouping are null.
  ///
  /// @param error95 95 % relative error of `bytes`, a fraction
  /// @param overestimate bytes by which the bounded table may overstate `bytes`
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
      double error95,
      double overestimate) {}
}
