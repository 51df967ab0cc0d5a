package io.cistern.flowtrack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
  private final ArrayDeque<Scan> ended = new ArrayDeque<>();

  ScanAlerts(ScanOptions options, MonotoneTime time) {
    this.options = options;
    this.time = time;
  }

  void report(Evidence evidence, Verdict verdict, long now) {
    long[] key = evidence.key;
    int version = PackedKey.version(key[4]);
    int port = PackedKey.destinationPort(key[4]);
    var id =
        new Id(
            new IpAddress(version, key[0], key[1]),
            port >= 0 ? ScanKind.HORIZONTAL : ScanKind.VERTICAL,
            PackedKey.protocol(key[4]),
            port,
            port >= 0 ? IpAddress.NONE : new IpAddress(version, key[2], key[3]));
    var alert = active.get(id);
    if (alert == null && active.size() < MAX_ACTIVE) {
      alert = new ScanAlert(id.scanner, id.kind, id.protocol, id.port, id.target);
      active.put(id, alert);
    }
    if (alert != null) {
      alert.update(evidence, verdict);
    }
  }

  /// Ends what went quiet, and lists what goes on and what ended, the newest first.
  List<Scan> publish(long now) {
    long since = now - options.window().toMillis();
    gatherBlocks(since);
    end(since);
    var scans = new ArrayList<Scan>();
    for (var alert : active.values()) {
      if (!isInBlock(alert)) {
        scans.add(alert.scan(true, options, time));
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

  private void gatherBlocks(long since) {
    var bySource = new HashMap<Source, List<ScanAlert>>();
    for (var alert : active.values()) {
      if (alert.lastMillis > since) {
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

  private void end(long since) {
    for (var alerts = active.values().iterator(); alerts.hasNext(); ) {
      var alert = alerts.next();
      if (alert.lastMillis <= since) {
        alerts.remove();
        if (!isInBlock(alert)) {
          remember(alert.scan(false, options, time));
        }
      }
    }
    for (var all = blocks.values().iterator(); all.hasNext(); ) {
      var block = all.next();
      if (block.lastMillis <= since) {
        all.remove();
        remember(block.scan(false, options, time));
      }
    }
  }

  private void remember(Scan scan) {
    ended.addFirst(scan);
    if (ended.size() > options.endedAlerts()) {
      ended.removeLast();
    }
  }
}
