package io.cistern.app.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A scan, with its evidence. Its figures are those of one window of the scan and of one agent.
///
/// @param kind horizontal, vertical or block
/// @param port the port of a horizontal scan, else null
/// @param target the destination of a vertical scan, else null
/// @param targets distinct hosts
/// @param ports distinct ports
/// @param probes packets that probe
/// @param samples sampled probes
/// @param synOnlyShare probes among the samples of this evidence
/// @param successShare samples of success among them: SYN-ACKs, acknowledged data, answers
/// @param examples a few of the targets seen, as `address:port`
public record ScanView(
    String scanner,
    String kind,
    String protocol,
    @Nullable Integer port,
    @Nullable String target,
    Tally targets,
    Tally ports,
    Tally probes,
    long samples,
    double synOnlyShare,
    double successShare,
    Instant firstSeen,
    Instant lastSeen,
    boolean active,
    List<String> examples,
    String explanation) {

  /// How many the samples showed, and how many there were.
  public record Tally(Figure seen, Figure estimated) {}

  /// A number and its 95 % interval, both ends being the value where that is exact.
  public record Figure(long value, long low95, long high95) {}
}
