package io.cistern.flowtrack;

import java.util.List;

/// An alert: one source probing many targets by TCP, UDP or ICMP echo.
///
/// @param scanner who probes
/// @param kind the shape of the scan
/// @param protocol the IP protocol number
/// @param port the probed port of a horizontal scan, -1 for ICMP and other kinds
/// @param target the probed host of a vertical scan, else [IpAddress#NONE]
/// @param distinctTargets distinct hosts among the sampled probes
/// @param distinctPorts distinct ports among the sampled probes
/// @param samples sampled probes
/// @param estimatedProbes probes sent, scaled by the sampling rate
/// @param error95 half the 95 % interval of `estimatedProbes`, as a fraction of it
/// @param synOnlyShare probes among all samples of that evidence, 0 to 1
/// @param successShare samples of success among them, 0 to 1: acknowledged data for TCP, answers
///   from the target for UDP and ICMP
/// @param firstSeenMillis first probe of the evidence, epoch milliseconds
/// @param lastSeenMillis last probe, epoch milliseconds
/// @param active whether it still goes on
/// @param examples some of the targets, the earliest first
/// @param isSlow whether only the long window shows it, see [ScanOptions#slowWindow()]
/// @param confidence the probability that as many targets were probed as the threshold asks for
/// @param explanation the evidence in words: what, how many, how sure, and what could not be seen
public record Scan(
    IpAddress scanner,
    ScanKind kind,
    int protocol,
    int port,
    IpAddress target,
    long distinctTargets,
    long distinctPorts,
    long samples,
    long estimatedProbes,
    double error95,
    double synOnlyShare,
    double successShare,
    long firstSeenMillis,
    long lastSeenMillis,
    boolean active,
    List<Target> examples,
    boolean isSlow,
    double confidence,
    String explanation)
    implements Alert {
  /// Copies the examples.
  public Scan {
    examples = List.copyOf(examples);
  }

  @Override
  public Scan ended() {
    return new Scan(
        scanner,
        kind,
        protocol,
        port,
        target,
        distinctTargets,
        distinctPorts,
        samples,
        estimatedProbes,
        error95,
        synOnlyShare,
        successShare,
        firstSeenMillis,
        lastSeenMillis,
        false,
        examples,
        isSlow,
        confidence,
        explanation);
  }

  /// A probed host and port.
  ///
  /// @param address the host
  /// @param port the port, -1 none
  public record Target(IpAddress address, int port) {}
}
