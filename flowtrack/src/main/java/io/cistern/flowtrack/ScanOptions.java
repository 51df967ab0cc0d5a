package io.cistern.flowtrack;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// When fan-out is a scan.
///
/// @param outsideThreshold T for sources outside `inside`: distinct targets, estimated, from which
///   on it is a scan
/// @param insideThreshold T for sources inside: higher, for proxies, resolvers and P2P live there.
///   For UDP the higher of the two applies to every source
/// @param floor distinct targets that must have been sampled, however large the estimate; the lower
///   of it and T counts
/// @param inside the operator's own networks
/// @param allowed scanners that are never reported
/// @param window the time over which targets count
/// @param slowWindow the time over which targets of slow scans count, longer than `window`, or
///   [Duration#ZERO] to look for none
/// @param minSynOnlyShare the least share of probes among the samples of the evidence
/// @param maxSuccessShare the share of samples that show success (acknowledged data, an answer)
///   from which on it is no scan
/// @param udpProbeBytes the longest payload of a UDP packet that is taken for a probe
/// @param blockSize how many concurrent scans of one source are one block scan
/// @param capacity records of evidence in each of the two tables of `window`, a power of two; those
///   of `slowWindow` have half of it
/// @param endedAlerts how many alerts that ended are remembered
public record ScanOptions(
    int outsideThreshold,
    int insideThreshold,
    int floor,
    List<IpNetwork> inside,
    List<IpNetwork> allowed,
    Duration window,
    Duration slowWindow,
    double minSynOnlyShare,
    double maxSuccessShare,
    int udpProbeBytes,
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
    if (!slowWindow.isZero()) {
      Checks.atLeast("slowWindow in ms", slowWindow.toMillis(), window.toMillis());
    }
    Checks.share("minSynOnlyShare", minSynOnlyShare);
    Checks.share("maxSuccessShare", maxSuccessShare);
    Checks.atLeast("udpProbeBytes", udpProbeBytes, 0);
    Checks.atLeast("blockSize", blockSize, 2);
    Checks.powerOfTwo("capacity", capacity);
    Checks.atLeast("endedAlerts", endedAlerts, 0);
  }

  /// The defaults: T = 20 from outside, 100 from inside (RFC 1918 and unique local addresses), at
  /// least 10 sampled, over 60 s and over 15 minutes, probes at least 0.5 of the samples, success
  /// below 0.2, UDP payloads up to 128 bytes.
  ///
  /// @return the defaults
  public static ScanOptions defaults() {
    var inside =
        Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
            .map(IpNetwork::parse)
            .toList();
    return new ScanOptions(
        20,
        100,
        10,
        inside,
        List.of(),
        Duration.ofSeconds(60),
        Duration.ofMinutes(15),
        0.5,
        0.2,
        128,
        4,
        1 << 14,
        256);
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
        slowWindow,
        minSynOnlyShare,
        maxSuccessShare,
        udpProbeBytes,
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
        slowWindow,
        minSynOnlyShare,
        maxSuccessShare,
        udpProbeBytes,
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
        slowWindow,
        minSynOnlyShare,
        maxSuccessShare,
        udpProbeBytes,
        blockSize,
        capacity,
        endedAlerts);
  }

  /// Whether slow scans are looked for.
  boolean hasSlowWindow() {
    return !slowWindow.isZero();
  }

  /// These options with other windows.
  ///
  /// @param length at least 6 s
  /// @param slow at least as long, or [Duration#ZERO] to look for no slow scans
  /// @return a copy
  public ScanOptions withWindows(Duration length, Duration slow) {
    return new ScanOptions(
        outsideThreshold,
        insideThreshold,
        floor,
        inside,
        allowed,
        length,
        slow,
        minSynOnlyShare,
        maxSuccessShare,
        udpProbeBytes,
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
        slowWindow,
        minSynOnlyShare,
        maxSuccessShare,
        udpProbeBytes,
        blockSize,
        records,
        endedAlerts);
  }

  /// These options with other networks of the operator.
  ///
  /// @param own what counts as inside
  /// @return a copy
  public ScanOptions withInside(List<IpNetwork> own) {
    return withNetworks(own, allowed);
  }

  /// These options with other scanners that are never reported.
  ///
  /// @param scanners an allow-list
  /// @return a copy
  public ScanOptions withAllowed(List<IpNetwork> scanners) {
    return withNetworks(inside, scanners);
  }

  /// These options with other shares.
  ///
  /// @param synOnly the least share of probes among the samples, 0 to 1
  /// @param success the share of success from which on it is no scan, above 0 to 1
  /// @return a copy
  public ScanOptions withShares(double synOnly, double success) {
    return new ScanOptions(
        outsideThreshold,
        insideThreshold,
        floor,
        inside,
        allowed,
        window,
        slowWindow,
        synOnly,
        success,
        udpProbeBytes,
        blockSize,
        capacity,
        endedAlerts);
  }

  /// These options with another longest payload of a UDP probe.
  ///
  /// @param bytes 0 or more
  /// @return a copy
  public ScanOptions withUdpProbeBytes(int bytes) {
    return new ScanOptions(
        outsideThreshold,
        insideThreshold,
        floor,
        inside,
        allowed,
        window,
        slowWindow,
        minSynOnlyShare,
        maxSuccessShare,
        bytes,
        blockSize,
        capacity,
        endedAlerts);
  }

  /// These options with another size of a block.
  ///
  /// @param scans how many concurrent scans of one source are one block scan, at least 2
  /// @return a copy
  public ScanOptions withBlockSize(int scans) {
    return new ScanOptions(
        outsideThreshold,
        insideThreshold,
        floor,
        inside,
        allowed,
        window,
        slowWindow,
        minSynOnlyShare,
        maxSuccessShare,
        udpProbeBytes,
        scans,
        capacity,
        endedAlerts);
  }

  /// These options with another memory of alerts that ended.
  ///
  /// @param alerts how many, 0 for none
  /// @return a copy
  public ScanOptions withEndedAlerts(int alerts) {
    return new ScanOptions(
        outsideThreshold,
        insideThreshold,
        floor,
        inside,
        allowed,
        window,
        slowWindow,
        minSynOnlyShare,
        maxSuccessShare,
        udpProbeBytes,
        blockSize,
        capacity,
        alerts);
  }
}
