package io.cistern.flowtrack;

import java.util.List;

/// An alert: one source probing many targets by TCP, UDP or ICMP echo.
///
/// Its figures are those of one window: the first of the scan, or a later one that has more beyond
/// chance. (The largest of many windows would owe its size to luck.) They are those of one
/// observer, chosen in the same way. Probes are counted from the second distinct target on, plus
/// one for the first.
///
/// @param scanner who probes
/// @param kind the shape of the scan
/// @param protocol the IP protocol number
/// @param port the probed port of a horizontal scan, -1 for ICMP and other kinds
/// @param target the probed host of a vertical scan, else [IpAddress#NONE]
/// @param targets distinct hosts it probes. How many were seen is a lower bound of how many there
///   were, and sampling does not tell how many probes each of them got: where there were few, the
///   estimate reaches from the hosts seen to the number of probes
/// @param ports distinct ports, likewise
/// @param probes packets that probe: sampled, and sent
/// @param samples sampled probes
/// @param synOnlyShare probes among all samples of that evidence, 0 to 1
/// @param successShare samples of success among them, 0 to 1: SYN-ACKs from the target and
///   acknowledged data for TCP, answers from the target for UDP and ICMP
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
    Tally targets,
    Tally ports,
    Tally probes,
    long samples,
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
        targets,
        ports,
        probes,
        samples,
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
