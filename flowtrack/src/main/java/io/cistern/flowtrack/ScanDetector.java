package io.cistern.flowtrack;

import java.util.Arrays;
import java.util.List;

/// Gathers evidence of scans from sampled packets and turns it into alerts.
///
/// A probe is a TCP packet without ACK and RST (SYN, NULL, FIN, XMAS), a UDP packet with a small
/// payload, or an ICMP echo request. TCP flags that are not known are no evidence. SYN-ACK, RST and
/// echo replies are answers and never count against who sends them; neither do UDP packets from a
/// well-known port to a higher one. A UDP packet or an echo reply from who was probed shows
/// success.
final class ScanDetector {
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;
  private static final int WELL_KNOWN = 1024;
  private static final int PORTS = 1 << 16;
  private static final long EGRESS = 1L << 31;

  /* A key: addresses; observer, protocol and version; port plus 1 and whether the key is of a
   * source and a host. */
  static final int KEY = 6;
  static final int PORT = 5;
  static final long IS_BY_TARGET = 1L << 20;

  private final ScanOptions options;
  private final KeyedHash hash;
  private final ScanWindow[] windows;
  private final long[] key = new long[KEY];
  private final OngoingScans scans;

  ScanDetector(ScanOptions options, KeyedHash hash, MonotoneTime time) {
    this.options = options;
    this.hash = hash;
    int floor =
        Math.min(options.floor(), Math.min(options.insideThreshold(), options.outsideThreshold()));
    var fast = new ScanWindow(options.capacity(), options.window().toMillis(), floor);
    windows =
        options.hasSlowWindow()
            ? new ScanWindow[] {fast, slow(options, floor)}
            : new ScanWindow[] {fast};
    scans = new OngoingScans(options, time);
  }

  private static ScanWindow slow(ScanOptions options, int floor) {
    int capacity = Math.max(8, options.capacity() / 2);
    return new ScanWindow(capacity, options.slowWindow().toMillis(), floor);
  }

  int records() {
    return Arrays.stream(windows).mapToInt(ScanWindow::records).sum();
  }

  long evicted() {
    return Arrays.stream(windows).mapToLong(ScanWindow::evicted).sum();
  }

  /// Allocation-free.
  void observe(Observation o, long[] packet, long now) {
    for (var window : windows) {
      window.advance(now);
    }
    switch (o.protocol) {
      case TCP -> observeTcp(o, packet);
      case UDP -> observeUdp(o, packet);
      case ICMP, ICMPV6 -> observeIcmp(o, packet);
      default -> {} // no form of probe is known
    }
  }

  private void observeTcp(Observation o, long[] packet) {
    if (o.tcpFlags < 0) {
      return; // cut off, or not told: neither a probe nor an answer
    }
    if (o.destinationPort < 0 || (o.tcpFlags & RST) != 0) {
      return;
    }
    if ((o.tcpFlags & (SYN | ACK)) == (SYN | ACK)) {
      countAnswer(o, packet, o.sourcePort); // says nothing against who answers
    } else if ((o.tcpFlags & ACK) == 0) {
      countProbe(o, packet);
    } else {
      countOther(o, packet, o.payloadLength > 0);
    }
  }

  private void observeUdp(Observation o, long[] packet) {
    if (o.destinationPort < 0 || o.samplingRate == 0) {
      return;
    }
    boolean isService = o.sourcePort < WELL_KNOWN && o.sourcePort < o.destinationPort;
    if (o.payloadLength >= 0 && o.payloadLength <= options.udpProbeBytes() && !isService) {
      countProbe(o, packet);
    } else {
      countOther(o, packet, false);
    }
    countAnswer(o, packet, o.sourcePort);
  }

  private void observeIcmp(Observation o, long[] packet) {
    if (o.samplingRate == 0) {
      return; // whether answers had to be seen too depends on the rate
    }
    if (o.icmpType == (o.protocol == ICMP ? 8 : 128)) {
      countProbe(o, packet);
    } else if (o.icmpType == (o.protocol == ICMP ? 0 : 129)) {
      countAnswer(o, packet, -1);
    }
  }

  private void countProbe(Observation o, long[] packet) {
    boolean isAllowed = isAllowed(o);
    long source = packet[PackedKey.SOURCE_PART];
    long who = packet[PackedKey.WHO];
    long h = byPort(source, o.sourceHigh, o.sourceLow, who, o.destinationPort);
    long mark = hash.hash(h ^ o.destinationHigh, o.destinationLow);
    for (var window : windows) {
      window.countProbe(
          false, h, key, mark, o.destinationHigh, o.destinationLow, weight(o), isAllowed);
    }
    if (o.destinationPort < 0) {
      return;
    }
    long both = source + packet[PackedKey.DESTINATION_PART];
    h = byTarget(both, o.sourceHigh, o.sourceLow, o.destinationHigh, o.destinationLow, who);
    mark = hash.hash(h, o.destinationPort);
    for (var window : windows) {
      window.countProbe(true, h, key, mark, 0, o.destinationPort, weight(o), isAllowed);
    }
  }

  /// The packets that a sample stands for, at least.
  private static long weight(Observation o) {
    return Math.max(1, o.samplingRate);
  }

  private void countOther(Observation o, long[] packet, boolean success) {
    long source = packet[PackedKey.SOURCE_PART];
    long who = packet[PackedKey.WHO];
    countOther(false, byPort(source, o.sourceHigh, o.sourceLow, who, o.destinationPort), success);
    long both = source + packet[PackedKey.DESTINATION_PART];
    countOther(
        true,
        byTarget(both, o.sourceHigh, o.sourceLow, o.destinationHigh, o.destinationLow, who),
        success);
  }

  /// A packet from the target: what its destination tried there has succeeded. The probes may have
  /// been sampled at the other interface of the observer.
  private void countAnswer(Observation o, long[] packet, int port) {
    long source = hash.sourcePart(o.destinationHigh, o.destinationLow);
    long both = source + hash.destinationPart(o.sourceHigh, o.sourceLow);
    for (int side = 0; side < 2; side++) {
      long who = packet[PackedKey.WHO] ^ (side == 0 ? 0 : EGRESS);
      countOther(false, byPort(source, o.destinationHigh, o.destinationLow, who, port), true);
      countOther(
          true,
          byTarget(both, o.destinationHigh, o.destinationLow, o.sourceHigh, o.sourceLow, who),
          true);
    }
  }

  private void countOther(boolean isByTarget, long h, boolean success) {
    for (var window : windows) {
      window.countOther(isByTarget, h, key, success);
    }
  }

  private static long who(long packed) {
    return packed & (PackedKey.VANTAGE_MASK | PackedKey.PROTOCOL_MASK | PackedKey.VERSION_MASK);
  }

  /// Makes the key of a source and a port, and its hash from the part of the address.
  private long byPort(long part, long high, long low, long who, int port) {
    key[0] = high;
    key[1] = low;
    key[2] = 0;
    key[3] = 0;
    key[4] = who(who);
    key[PORT] = port + 1L;
    return hash.of(part, key[4], key[PORT]);
  }

  /// The same of a source and a host.
  private long byTarget(long part, long high, long low, long targetHigh, long targetLow, long who) {
    key[0] = high;
    key[1] = low;
    key[2] = targetHigh;
    key[3] = targetLow;
    key[4] = who(who);
    key[PORT] = IS_BY_TARGET;
    return hash.of(part, key[4], key[PORT]);
  }

  private boolean isAllowed(Observation o) {
    return IpNetwork.anyContains(options.allowed(), o.ipVersion, o.sourceHigh, o.sourceLow);
  }

  /// Judges the evidence that changed since the last call; the alerts that go on and those that
  /// ended.
  List<Scan> scans(long now) {
    for (int i = 0; i < windows.length; i++) {
      var window = windows[i];
      boolean isSlow = i > 0;
      window.advance(now);
      window.judge(evidence -> judge(evidence, window, isSlow, now));
    }
    return scans.publish(now);
  }

  private void judge(Evidence evidence, ScanWindow window, boolean isSlow, long now) {
    long distinct = evidence.distinct(now, window.step(), window.windowMillis);
    if (evidence.probes() == 0
        || evidence.probes() < options.minSynOnlyShare() * evidence.samples()
        || isAnswered(evidence)
        || (!isSlow && wasAnswered(evidence.key))) {
      return;
    }
    double rate = (double) evidence.scaledProbes() / evidence.probes();
    boolean isTcp = PackedKey.protocol(evidence.key[PackedKey.WHO]) == TCP;
    boolean isCertain = rate <= 1 || (isTcp && evidence.successes() == 0);
    if (!isCertain && !Verdict.isSurelyUnanswered(evidence.successes(), evidence.samples())) {
      return;
    }
    var verdict =
        Verdict.of(
            distinct,
            evidence.isCounted(),
            rate,
            threshold(evidence.key),
            isTcp || rate <= 1
                ? options.floor()
                : Math.max(options.floor(), Verdict.FEWEST_UNANSWERED));
    if (verdict.isScan()) {
      long most = isByTarget(evidence.key) ? PORTS : Long.MAX_VALUE;
      var size = ScanSize.of(evidence, now, window.step(), window.windowMillis, most);
      scans.report(evidence, verdict, size, isSlow, now);
    }
  }

  private boolean isAnswered(Evidence evidence) {
    return evidence.successes() >= options.maxSuccessShare() * evidence.samples();
  }

  /// Whether the long window knows that these probes are answered. Where few are sampled in the
  /// short one, a health checker has no answer among them now and then.
  private boolean wasAnswered(long[] of) {
    if (windows.length == 1) {
      return false;
    }
    long part = hash.sourcePart(of[0], of[1]);
    boolean isByTarget = isByTarget(of);
    long h =
        hash.of(
            isByTarget ? part + hash.destinationPart(of[2], of[3]) : part,
            of[PackedKey.WHO],
            of[PORT]);
    var slow = windows[1].find(isByTarget, h, of);
    return slow != null && isAnswered(slow);
  }

  private static boolean isByTarget(long[] key) {
    return (key[PORT] & IS_BY_TARGET) != 0;
  }

  /// UDP needs the higher threshold from anywhere: P2P hosts try many peers that do not answer.
  private int threshold(long[] source) {
    if (PackedKey.protocol(source[PackedKey.WHO]) == UDP) {
      return Math.max(options.insideThreshold(), options.outsideThreshold());
    }
    int version = PackedKey.version(source[PackedKey.WHO]);
    return IpNetwork.anyContains(options.inside(), version, source[0], source[1])
        ? options.insideThreshold()
        : options.outsideThreshold();
  }
}
