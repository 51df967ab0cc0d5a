package io.cistern.flowtrack;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// When fan-out is a scan.
///
/// @param outsideThreshold T for sources outside `inside`: distinct targets, estimated, from which
///   on it is a scan
/// @param insideThreshold T for sources inside: higher, for proxies, resolvers and P2P live there
/// @param floor distinct targets that must have been sampled, however large the estimate; the lower
///   of it and T counts
/// @param inside the operator's own networks
/// @param allowed scanners that are never reported
/// @param window the time over which targets count
/// @param minSynOnlyShare the least share of probes among the TCP samples of the evidence
/// @param maxSuccessShare the share of samples with acknowledged data from which on it is no scan
/// @param blockSize how many concurrent scans of one source are one block scan
/// @param capacity records of evidence in each of the two tables, a power of two
/// @param endedAlerts how many alerts that ended are remembered
public record ScanOptions(
    int outsideThreshold,
    int insideThreshold,
    int floor,
    List<IpNetwork> inside,
    List<IpNetwork> allowed,
    Duration window,
    double minSynOnlyShare,
    double maxSuccessShare,
    int blockSize,
    int capacity,
    int endedAlerts) {
  /// Checks every value.
  ///
  /// @throws IllegalArgumentException naming the value that makes no sense
  public ScanOptions {
    Checks.atLeast("outsideThreshold", outsideThreshold, 2);
    Checks.atLeast("insideThreshold", insideThreshold, 2);
    Checks.atLeast("floor", floor, 2);
    inside = List.copyOf(inside);
    allowed = List.copyOf(allowed);
    Checks.atLeast("window in ms", window.toMillis(), 6_000);
    Checks.atLeast("blockSize", blockSize, 2);
    Checks.powerOfTwo("capacity", capacity);
    Checks.atLeast("endedAlerts", endedAlerts, 0);
  }

  /// The defaults: T = 20 from outside, 100 from inside (RFC 1918 and unique local addresses), at
  /// least 10 sampled, over 60 s, SYN-only share at least 0.5, success below 0.2.
  ///
  /// @return the defaults
  public static ScanOptions defaults() {
    var inside =
        Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
            .map(IpNetwork::parse)
            .toList();
    return new ScanOptions(
        20, 100, 10, inside, List.of(), Duration.ofSeconds(60), 0.5, 0.2, 4, 1 << 14, 256);
  }

  /// These options with other thresholds.
  ///
  /// @param outside T for sources outside
  /// @param insideNetworks T for sources inside
  /// @return a copy
  public ScanOptions withThresholds(int outside, int insideNetworks) {
    return new ScanOptions(
        outside,
        insideNetworks,
        floor,
        inside,
        allowed,
        window,
        minSynOnlyShare,
        maxSuccessShare,
        blockSize,
        capacity,
        endedAlerts);
  }

  /// These options with another floor.
  ///
  /// @param distinct the least number of distinct sampled targets
  /// @return a copy
  public ScanOptions withFloor(int distinct) {
    return new ScanOptions(
        outsideThreshold,
        insideThreshold,
        distinct,
        inside,
        allowed,
        window,
        minSynOnlyShare,
        maxSuccessShare,
        blockSize,
        capacity,
        endedAlerts);
  }

  /// These options with other networks.
  ///
  /// @param own the operator's own networks
  /// @param scanners scanners that are never reported
  /// @return a copy
  public ScanOptions withNetworks(List<IpNetwork> own, List<IpNetwork> scanners) {
    return new ScanOptions(
        outsideThreshold,
        insideThreshold,
        floor,
        own,
        scanners,
        window,
        minSynOnlyShare,
        maxSuccessShare,
        blockSize,
        capacity,
        endedAlerts);
  }

  /// These options with another window.
  ///
  /// @param length at least 6 s
  /// @return a copy
  public ScanOptions withWindow(Duration length) {
    return new ScanOptions(
        outsideThreshold,
        insideThreshold,
        floor,
        inside,
        allowed,
        length,
        minSynOnlyShare,
        maxSuccessShare,
        blockSize,
        capacity,
        endedAlerts);
  }

  /// These options with tables of another size.
  ///
  /// @param records in each of the two tables, a power of two
  /// @return a copy
  public ScanOptions withCapacity(int records) {
    return new ScanOptions(
        outsideThreshold,
        insideThreshold,
        floor,
        inside,
        allowed,
        window,
        minSynOnlyShare,
        maxSuccessShare,
        blockSize,
        records,
        endedAlerts);
  }
}
