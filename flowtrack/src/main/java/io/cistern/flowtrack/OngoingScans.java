package io.cistern.flowtrack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The scans that go on and those that ended: merges what several observers saw of one scan, and
/// many scans of one source into a block scan.
final class OngoingScans {
  private static final int MAX_ACTIVE = 1024;

  private record Id(IpAddress scanner, ScanKind kind, int protocol, int port, IpAddress target) {}

  private record Source(IpAddress scanner, int protocol) {}

  private final ScanOptions options;
  private final MonotoneTime time;
  private final Map<Id, OngoingScan> active = new HashMap<>();
  private final Map<Source, OngoingBlockScan> blocks = new HashMap<>();
  private final Map<Id, Long> lately = new LinkedHashMap<>(); // when a scan ended that was not slow
  private final ArrayDeque<Scan> ended = new ArrayDeque<>();

  OngoingScans(ScanOptions options, MonotoneTime time) {
    this.options = options;
    this.time = time;
  }

  void report(Evidence evidence, Verdict verdict, ScanSize size, boolean isSlow, long now) {
    var id = id(evidence.key);
    var scan = active.get(id);
    if (isSlow && (scan == null ? endedLately(id, now) : !scan.isSlow)) {
      return; // the same probes
    }
    if (scan == null && active.size() < MAX_ACTIVE) {
      scan = new OngoingScan(id.scanner, id.kind, id.protocol, id.port, id.target, isSlow, options);
      active.put(id, scan);
    }
    if (scan != null) {
      scan.isSlow = isSlow;
      scan.update(evidence, verdict, size, now);
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
    for (var scan : active.values()) {
      if (!isInBlock(scan)) {
        scans.add(scan.toAlert(true, time));
      }
    }
    for (var block : blocks.values()) {
      scans.add(block.toAlert(true, options, time));
    }
    scans.sort(Comparator.comparingLong(Scan::lastSeenMillis).reversed());
    scans.addAll(ended);
    return scans;
  }

  private boolean isInBlock(OngoingScan scan) {
    return blocks.containsKey(new Source(scan.scanner, scan.protocol));
  }

  private void gatherBlocks(long now) {
    var bySource = new HashMap<Source, List<OngoingScan>>();
    for (var scan : active.values()) {
      if (!isOver(scan, now)) {
        bySource
            .computeIfAbsent(new Source(scan.scanner, scan.protocol), _ -> new ArrayList<>())
            .add(scan);
      }
    }
    bySource.forEach((source, parts) -> {
      long horizontal = parts.stream().filter(a -> a.kind == ScanKind.HORIZONTAL).count();
      if (blocks.containsKey(source)
          || Math.max(horizontal, parts.size() - horizontal) >= options.blockSize()) {
        blocks
            .computeIfAbsent(source, s -> new OngoingBlockScan(s.scanner, s.protocol))
            .update(parts);
      }
    });
  }

  private void end(long now) {
    lately.values().removeIf(end -> now - end > options.slowWindow().toMillis());
    for (var all = active.entrySet().iterator(); all.hasNext(); ) {
      var entry = all.next();
      var scan = entry.getValue();
      if (isOver(scan, now)) {
        all.remove();
        if (!scan.isSlow && lately.size() < MAX_ACTIVE) {
          lately.put(entry.getKey(), now);
        }
        if (!isInBlock(scan)) {
          remember(scan.toAlert(false, time));
        }
      }
    }
    for (var all = blocks.values().iterator(); all.hasNext(); ) {
      var block = all.next();
      if (block.lastMillis <= now - block.windowMillis(options)) {
        all.remove();
        remember(block.toAlert(false, options, time));
      }
    }
  }

  private boolean isOver(OngoingScan scan, long now) {
    return scan.lastMillis <= now - scan.windowMillis();
  }

  private void remember(Scan scan) {
    ended.addFirst(scan);
    if (ended.size() > options.endedAlerts()) {
      ended.removeLast();
    }
  }
}
