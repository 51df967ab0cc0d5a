package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A flood that goes on, with its strongest moment so far. [#toAlert] makes the alert.
final class OngoingFlood {
  private static final double NAMED_SHARE = 0.2;
  private static final double GROWTH = 1.1; // from which on it is worth telling anew

  long highMillis; // when its upper bound was last at least half of what makes a flood
  private final IpNetwork target;
  private final long firstMillis;
  private long lastMillis;
  private @Nullable FloodVerdict verdict;
  private int observer;
  private List<FloodKind> kinds = List.of(FloodKind.VOLUME);
  private long distinctSources;
  private List<IpAddress> examples = List.of();
  private String explanation = "";

  OngoingFlood(IpNetwork target, long now) {
    this.target = target;
    firstMillis = now;
    lastMillis = now;
    highMillis = now;
  }

  void update(TargetTable table, int row, FloodVerdict latest, long now) {
    // a surge is judged by the limits by which it began
    var before = verdict;
    boolean isHigh =
        before == null || !before.isSurge()
            ? latest.isHigh()
            : latest.packets() + latest.packetError() >= before.packetLimit() / 2
                || latest.bits() + latest.bitError() >= before.bitLimit() / 2;
    if (isHigh) {
      highMillis = now;
    }
    if (latest.isFlood()) {
      lastMillis = now;
    }
    if (before == null || (latest.isFlood() && strength(latest) > GROWTH * strength(before))) {
      verdict = latest;
      observer = PackedKey.observer(table.who(row));
      kinds = kinds(table, row);
      distinctSources = table.distinctSources(row);
      examples = table.examples(row);
      explanation = explanation(latest);
    }
  }

  private static double strength(FloodVerdict v) {
    return Math.max(v.packets() / v.packetLimit(), v.bits() / v.bitLimit());
  }

  private static List<FloodKind> kinds(TargetTable table, int row) {
    var kinds = new ArrayList<FloodKind>();
    double all = 0;
    for (var kind : FloodKind.values()) {
      all += table.kind(row, kind);
    }
    for (var kind : FloodKind.values()) {
      if (table.kind(row, kind) >= NAMED_SHARE * all) {
        kinds.add(kind);
      }
    }
    kinds.sort(Comparator.comparingDouble(kind -> -table.kind(row, kind)));
    return kinds;
  }

  Flood toAlert(MonotoneTime time) {
    var v = verdict == null ? new FloodVerdict(0, 0, 0, 0, 1, 1, false, 0) : verdict;
    return new Flood(
        target,
        kinds,
        observer,
        v.packets(),
        v.bits(),
        v.packets() == 0 ? 0 : v.packetError() / v.packets(),
        v.bits() == 0 ? 0 : v.bitError() / v.bits(),
        Math.round(v.samples()),
        distinctSources,
        time.external(firstMillis),
        time.external(lastMillis),
        true,
        examples,
        v.confidence(),
        explanation);
  }

  private String explanation(FloodVerdict v) {
    boolean byPackets = v.packets() / v.packetLimit() >= v.bits() / v.bitLimit();
    return String.format(
        Locale.ROOT,
        "%s gets %s packets/s (at least %s with 95 %% confidence) and %s (at least %s), by about %s"
            + " samples from about %s sources; %s is a flood%s. It is %s.",
        target.isHost() ? target.base() : target,
        Words.about(v.packets()),
        Words.about(v.packets() - v.packetError()),
        Words.bits(v.bits()),
        Words.bits(v.bits() - v.bitError()),
        Words.about(v.samples()),
        Words.rounded(distinctSources),
        byPackets ? Words.about(v.packetLimit()) + " packets/s" : Words.bits(v.bitLimit()),
        v.isSurge() ? ", a multiple of what it got in the last hour" : "",
        kinds.stream().map(OngoingFlood::name).collect(Collectors.joining(" and ")));
  }

  private static String name(FloodKind kind) {
    return switch (kind) {
      case SYN -> "TCP SYN";
      case UDP_AMPLIFICATION -> "UDP from ports of amplifiers";
      case UDP -> "UDP";
      case ICMP -> "ICMP";
      case FRAGMENTS -> "fragments";
      case VOLUME -> "ordinary packets in volume";
    };
  }
}
