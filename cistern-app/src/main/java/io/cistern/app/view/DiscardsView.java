package io.cistern.app.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /api/discards`: the packets that agents discarded, since the collector started.
///
/// An agent tells of them in two ways, which must not be added up: one by one, as far as it keeps
/// to its own limit of notifications (`discards`), or by flow samples that went nowhere (`samples`,
/// which stand for `packets`). Neither is part of any sum of traffic.
///
/// @param totals exact sums, the largest first
/// @param discards the packets themselves, by what they have in common, the most frequent first
/// @param forgotten packets that are in `totals`, but whose entry in `discards` made room for
///   others
public record DiscardsView(List<Total> totals, List<Discard> discards, long forgotten) {

  /// The packets of one agent, interface and reason.
  ///
  /// @param instance the interface, null where it is unknown
  /// @param reason a name of the standard, or `other`
  /// @param discards packets that were told of one by one
  /// @param samples flow samples of discarded packets
  /// @param packets what these stand for; null where the rate of some is unknown
  public record Total(
      String agent,
      @Nullable String instance,
      String reason,
      long discards,
      long samples,
      @Nullable Long packets,
      Instant lastSeen) {}

  /// Packets that have everything in common that is told of them; what is not told is null.
  ///
  /// @param instance the interface at which they were discarded
  /// @param reason a name of the standard, or the number of another
  /// @param aclName the access list
  /// @param aclNumber its entry
  /// @param aclDirection `ingress` or `egress`
  /// @param function the function that discarded, usually a kernel symbol
  /// @param trap the hardware trap
  /// @param kernelReason the Linux kernel's own reason
  /// @param egressQueue the queue for which they were meant
  public record Discard(
      String agent,
      long subAgent,
      @Nullable String instance,
      @Nullable Long inputIf,
      @Nullable Long outputIf,
      String reason,
      @Nullable String protocol,
      @Nullable String source,
      @Nullable Integer sourcePort,
      @Nullable String destination,
      @Nullable Integer destinationPort,
      @Nullable String aclName,
      @Nullable Long aclNumber,
      @Nullable String aclDirection,
      @Nullable String function,
      @Nullable String trap,
      @Nullable String kernelReason,
      @Nullable Long egressQueue,
      long discards,
      long samples,
      @Nullable Long packets,
      Instant firstSeen,
      Instant lastSeen) {}
}
