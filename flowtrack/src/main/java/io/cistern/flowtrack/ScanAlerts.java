package io.cistern.flowtrack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The alerts that go on and those that ended: merges what several observers saw of one scan, and
/// many scans of one source into a block scan.
final class ScanAlerts {
  private static final int MAX_ACTIVE = 1024;

  private record Id(IpAddress scanner, ScanKind kind, int protocol, int port, IpAddress target) {}

  private record Source(IpAddress scanner, int protocol) {}

  private final ScanOptions options;
  private final MonotoneTime time;
  private final Map<Id, ScanAlert> active = new HashMap<>();
  private final Map<Source, BlockAlert> blocks = new HashMap<>();
  private final Map<Id, Long> lately = new LinkedHashMap<>(); // when a scan ended that was not slow
  private final ArrayDeque<Scan> ended = new ArrayDeque<>();

  ScanAlerts(ScanOptions options, MonotoneTime time) {
    this.options = options;
    this.time = time;
  }

  void report(Evidence evidence, Verdict verdict, ScanSize size, boolean isSlow, long now) {
    var id = id(evidence.key);
    var alert = active.get(id);
    if (isSlow && (alert == null ? endedLately(id, now) : !alert.isSlow)) {
      return; // the same probes
    }
    if (alert == null && active.size() < MAX_ACTIVE) {
      alert = new ScanAlert(id.scanner, id.kind, id.protocol, id.port, id.target, isSlow, options);
      active.put(id, alert);
    }
    if (alert != null) {
      alert.isSlow = isSlow;
      alert.update(evidence, verdict, size, now);
    }
  }

  private static Id id(long[] key) {
    int version = PackedKey.version(key[PackedKey.WHO]);
    boolean isByTarget = (key[ScanDetector.PORT] & ScanDetector.IS_BY_TARGET) != 0;
    return new Id(
        new IpAddress(version, key[0], key[1]),
        isByTarget ? ScanKind.VERTICAL : ScanKind.HORIZONTAL,
        PackedKey.protocol(key[PackedKey.WHO]),
        PackedKey.destinationPort(key[ScanDetector.PORT] & ~ScanDetector.IS_BY_TARGET),
        isByTarget ? new IpAddress(version, key[2], key[3]) : IpAddress.NONE);
  }

  private boolean endedLately(Id id, long now) {
    var end = lately.get(id);
    return end != null && now - end <= options.slowWindow().toMillis();
  }

  /// Ends what went quiet, and lists what goes on and what ended, the newest first.
  List<Scan> publish(long now) {
    gatherBlocks(now);
    end(now);
    var scans = new ArrayList<Scan>();
    for (var alert : active.values()) {
      if (!isInBlock(alert)) {
        scans.add(alert.scan(true, time));
      }
    }
    for (var block : blocks.values()) {
      scans.add(block.scan(true, options, time));
    }
    scans.sort(Comparator.comparingLong(Scan::lastSeenMillis).reversed());
    scans.addAll(ended);
    return scans;
  }

  private boolean isInBlock(ScanAlert alert) {
    return blocks.containsKey(new Source(alert.scanner, alert.protocol));
  }

  private void gatherBlocks(long now) {
    var bySource = new HashMap<Source, List<ScanAlert>>();
    for (var alert : active.values()) {
      if (!isOver(alert, now)) {
        bySource
            .computeIfAbsent(new Source(alert.scanner, alert.protocol), _ -> new ArrayList<>())
            .add(alert);
      }
    }
    bySource.forEach((source, parts) -> {
      long horizontal = parts.stream().filter(a -> a.kind == ScanKind.HORIZONTAL).count();
      if (blocks.containsKey(source)
          || Math.max(horizontal, parts.size() - horizontal) >= options.blockSize()) {
        blocks.computeIfAbsent(source, s -> new BlockAlert(s.scanner, s.protocol)).update(parts);
      }
    });
  }

  private void end(long now) {
    lately.values().removeIf(end -> now - end > options.slowWindow().toMillis());
    for (var alerts = active.entrySet().iterator(); alerts.hasNext(); ) {
      var entry = alerts.next();
      var alert = entry.getValue();
      if (isOver(alert, now)) {
        alerts.remove();
        if (!alert.isSlow && lately.size() < MAX_ACTIVE) {
          lately.put(entry.getKey(), now);
        }
        if (!isInBlock(alert)) {
          remember(alert.scan(false, time));
        }
      }
    }
    for (var all = blocks.values().iterator(); all.hasNext(); ) {
      var block = all.next();
      if (block.lastMillis <= now - block.windowMillis(options)) {
        all.remove();
        remember(block.scan(false, options, time));
      }
    }
  }

  private boolean isOver(ScanAlert alert, long now) {
    return alert.lastMillis <= now - alert.windowMillis();
  }

  private void remember(Scan scan) {
    ended.addFirst(scan);
    if (ended.size() > options.endedAlerts()) {
      ended.removeLast();
    }
  }
}
