package io.cistern.flowtrack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers evidence of scans from sampled packets and turns it into alerts.
///
/// Only TCP so far: a probe is a packet without ACK and RST (SYN, NULL, FIN, XMAS). SYN-ACK and RST
/// are answers and never count against who sends them.
final class ScanDetector {
  private static final int TCP = 6;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;
  private static final long HORIZONTAL = 0;
  private static final long VERTICAL = 1;

  private final ScanOptions options;
  private final KeyedHash hash;
  private final long windowMillis;
  private final long stepMillis;
  private final int floor;
  private final Doorkeeper door;
  private final EvidenceTable byPort;
  private final EvidenceTable byTarget;
  private final Evidence[] queue; // for a verdict
  private int queued;
  private final long[] key = new long[PackedKey.LENGTH];
  private final ScanAlerts alerts;

  ScanDetector(ScanOptions options, KeyedHash hash, MonotoneTime time) {
    this.options = options;
    this.hash = hash;
    windowMillis = options.window().toMillis();
    stepMillis = windowMillis / Evidence.WINDOW_STEPS;
    floor =
        Math.min(options.floor(), Math.min(options.insideThreshold(), options.outsideThreshold()));
    door = new Doorkeeper(Math.max(1 << 16, options.capacity() * 256), windowMillis);
    byPort = new EvidenceTable(options.capacity());
    byTarget = new EvidenceTable(options.capacity());
    queue = new Evidence[2 * options.capacity()];
    alerts = new ScanAlerts(options, time);
  }

  int records() {
    return byPort.size() + byTarget.size();
  }

  long evicted() {
    return byPort.evicted() + byTarget.evicted();
  }

  /// Allocation-free.
  void observe(Observation o, long now) {
    if (o.protocol != TCP || o.ipVersion == 0 || o.destinationPort < 0 || isAnswer(o.tcpFlags)) {
      return;
    }
    boolean probe = (o.tcpFlags & ACK) == 0;
    if (probe) {
      door.advance(now);
    }
    key[0] = o.sourceHigh;
    key[1] = o.sourceLow;
    key[2] = 0;
    key[3] = 0;
    key[4] = PackedKey.word(o.ipVersion, o.protocol, -1, o.destinationPort, -1);
    key[5] = o.observer;
    long h = hash.hash(key[0], key[1], HORIZONTAL, 0, key[4], key[5]);
    long target = hash.hash(h ^ o.destinationHigh, o.destinationLow);
    count(byPort, h, probe, target, o.destinationHigh, o.destinationLow, o, now);

    key[2] = o.destinationHigh;
    key[3] = o.destinationLow;
    key[4] = PackedKey.word(o.ipVersion, o.protocol, -1, -1, -1);
    h = hash.hash(key[0] ^ VERTICAL, key[1], key[2], key[3], key[4], key[5]);
    target = hash.hash(h, o.destinationPort);
    count(byTarget, h, probe, target, 0, o.destinationPort, o, now);
  }

  private static boolean isAnswer(int flags) {
    return (flags & RST) != 0 || (flags & (SYN | ACK)) == (SYN | ACK);
  }

  private void count(
      EvidenceTable table,
      long h,
      boolean probe,
      long target,
      long high,
      long low,
      Observation o,
      long now) {
    long step = now / stepMillis;
    var record = table.find(h, key);
    if (!probe) {
      if (record != null) {
        record.countOther(step, o.payloadLength > 0);
      }
      return;
    }
    if (record == null) {
      record = admit(table, h, target, o, now, step);
      if (record == null) {
        return;
      }
    } else if (record.lastMillis <= now - windowMillis) {
      table.renew(record, now, step);
    } else if (record.firstIsMissing() && door.contains(target)) {
      record.firstIsKnown(); // of this record's targets, the doorkeeper knows only the first
    }
    if (!record.countProbe(now, step, windowMillis, o.samplingRate, target, high, low)) {
      table.summarize(record, target, now - windowMillis);
    }
    if (!record.queued && record.listed() >= floor) {
      record.queued = true;
      queue[queued++] = record;
    }
  }

  private @Nullable Evidence admit(
      EvidenceTable table, long h, long target, Observation o, long now, long step) {
    if (door.contains(target)) {
      return null;
    }
    if (!door.contains(h)) {
      if (!isAllowed(o)) {
        door.add(h);
        door.add(target);
      }
      return null;
    }
    var record = table.claim(h, key, now, step, windowMillis);
    record.missFirst(now, o.samplingRate);
    return record;
  }

  private boolean isAllowed(Observation o) {
    var allowed = options.allowed();
    for (int i = 0; i < allowed.size(); i++) {
      if (allowed.get(i).contains(o.ipVersion, o.sourceHigh, o.sourceLow)) {
        return true;
      }
    }
    return false;
  }

  /// Judges the evidence that changed since the last call; the alerts that go on and those that
  /// ended.
  List<Scan> scans(long now) {
    for (int i = 0; i < queued; i++) {
      queue[i].queued = false;
      judge(queue[i], now);
    }
    queued = 0;
    return alerts.publish(now);
  }

  private void judge(Evidence evidence, long now) {
    long distinct = evidence.distinct(now, now / stepMillis, windowMillis);
    int samples = evidence.samples();
    if (evidence.probes() == 0
        || evidence.probes() < options.minSynOnlyShare() * samples
        || evidence.successes() >= options.maxSuccessShare() * samples) {
      return;
    }
    var verdict =
        Verdict.of(
            distinct,
            evidence.isCounted(),
            (double) evidence.scaledProbes() / evidence.probes(),
            threshold(evidence.key),
            options.floor());
    if (verdict.isScan()) {
      alerts.report(evidence, verdict, now);
    }
  }

  private int threshold(long[] source) {
    for (var network : options.inside()) {
      if (network.contains(PackedKey.version(source[4]), source[0], source[1])) {
        return options.insideThreshold();
      }
    }
    return options.outsideThreshold();
  }
}
