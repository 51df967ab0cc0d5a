package io.cistern.flowtrack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Watches the rates towards hosts and networks and turns them into alerts.
final class FloodDetector {
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;
  private static final int SYN = 2;
  private static final int SYN_ACK_RST = 22;
  private static final int MAX_ACTIVE = 1024;
  private static final int NETWORK_SHARE = 4; // networks are fewer than hosts
  private static final double SUSPECT_SHARE = 1.0 / 16;

  private final FloodOptions options;
  private final MonotoneTime time;
  private final KeyedHash hash;
  private final TargetTable hosts;
  private final TargetTable networks;
  private final Map<IpNetwork, OngoingFlood> active = new HashMap<>();
  private final ArrayDeque<Flood> ended = new ArrayDeque<>();

  FloodDetector(FloodOptions options, KeyedHash hash, MonotoneTime time) {
    this.options = options;
    this.time = time;
    this.hash = hash;
    hosts = table(options.capacity(), SUSPECT_SHARE);
    networks =
        table(
            Math.max(8, options.capacity() / NETWORK_SHARE),
            SUSPECT_SHARE * options.networkFactor());
  }

  private TargetTable table(int rows, double share) {
    return new TargetTable(
        rows,
        (double) options.window().toMillis(),
        options.packetsPerSecond() * share,
        options.bitsPerSecond() / 8 * share);
  }

  /// Allocation-free.
  void observe(Observation o, long[] packet, long now) {
    if (o.samplingRate == 0) {
      return; // how much it stands for is not known
    }
    long who = packet[PackedKey.WHO] & (PackedKey.VANTAGE_MASK | PackedKey.VERSION_MASK);
    var kind = kind(o);
    long source = hash.of(packet[PackedKey.SOURCE_PART], 0);
    long h = hash.of(packet[PackedKey.DESTINATION_PART], who);
    hosts.count(h, who, o.destinationHigh, o.destinationLow, kind, source, o, now);
    long high = o.ipVersion == 4 ? 0 : o.destinationHigh & ~0xffffL;
    long low = o.ipVersion == 4 ? o.destinationLow & ~0xffL : 0;
    h = hash.of(hash.destinationPart(high, low), who);
    networks.count(h, who, high, low, kind, source, o, now);
  }

  private static FloodKind kind(Observation o) {
    if (o.fragment) {
      return FloodKind.FRAGMENTS;
    }
    return switch (o.protocol) {
      case TCP -> isSyn(o.tcpFlags) ? FloodKind.SYN : FloodKind.VOLUME;
      case UDP -> isAmplifier(o.sourcePort) ? FloodKind.UDP_AMPLIFICATION : FloodKind.UDP;
      case ICMP, ICMPV6 -> FloodKind.ICMP;
      default -> FloodKind.VOLUME;
    };
  }

  private static boolean isSyn(int flags) {
    return flags >= 0 && (flags & SYN_ACK_RST) == SYN;
  }

  private static boolean isAmplifier(int port) {
    return switch (port) {
      case 19, 53, 123, 161, 389, 1900, 11211 -> true;
      default -> false;
    };
  }

  /// The alerts that go on, the newest first, and those that ended.
  List<Flood> floods(long now) {
    judge(hosts, 1, now);
    judge(networks, options.networkFactor(), now);
    end(now);
    var floods = new ArrayList<Flood>();
    active.values().forEach(flood -> floods.add(flood.toAlert(time)));
    floods.sort(Comparator.comparingLong(Flood::lastSeenMillis).reversed());
    floods.addAll(ended);
    return floods;
  }

  private void judge(TargetTable table, double factor, long now) {
    for (int row = 0; row < table.rows(); row++) {
      if (table.isUsed(row) && isSuspect(table, row, factor)) {
        table.age(row, now);
        judge(table, row, factor, now);
      }
    }
  }

  /// What has surely no part in a flood, though aged, is not looked at.
  private boolean isSuspect(TargetTable table, int row, double factor) {
    return table.perSecond(row, TargetTable.PACKETS)
            > options.packetsPerSecond() * factor * SUSPECT_SHARE
        || table.perSecond(row, TargetTable.BYTES) * 8
            > options.bitsPerSecond() * factor * SUSPECT_SHARE;
  }

  private void judge(TargetTable table, int row, double factor, long now) {
    var verdict = FloodVerdict.of(table, row, factor, options, now);
    var target = target(table, row);
    var flood = active.get(target);
    if (verdict.isFlood() && flood == null && active.size() < MAX_ACTIVE && isNews(target)) {
      flood = new OngoingFlood(target, now);
      active.put(target, flood);
    }
    if (flood != null) {
      flood.update(table, row, verdict, now);
    }
  }

  private IpNetwork target(TargetTable table, int row) {
    var address = table.address(row);
    boolean isHost = table == hosts;
    boolean isV4 = address.version() == 4;
    return new IpNetwork(address, isV4 ? isHost ? 32 : 24 : isHost ? 128 : 48);
  }

  /// Whether a target may be reported: it is not allowed, and no host in it is reported already.
  private boolean isNews(IpNetwork target) {
    var base = target.base();
    if (IpNetwork.anyContains(options.allowed(), base.version(), base.high(), base.low())) {
      return false;
    }
    for (var other : active.keySet()) {
      var host = other.base();
      if (other.prefixLength() > target.prefixLength()
          && target.contains(host.version(), host.high(), host.low())) {
        return false;
      }
    }
    return true;
  }

  private void end(long now) {
    for (var all = active.values().iterator(); all.hasNext(); ) {
      var flood = all.next();
      if (now - flood.highMillis > options.clear().toMillis()) {
        all.remove();
        ended.addFirst(flood.toAlert(time).ended());
        if (ended.size() > options.endedAlerts()) {
          ended.removeLast();
        }
      }
    }
  }
}
