package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Many ports of many hosts: the concurrent horizontal and vertical scans of one source as one.
/// [#toAlert] makes the alert.
final class OngoingBlockScan {
  final IpAddress scanner;
  final int protocol;
  long firstMillis = Long.MAX_VALUE;
  long lastMillis = Long.MIN_VALUE;
  private Tally targets = Tally.exactly(0);
  private Tally ports = Tally.exactly(0);
  private Tally probes = Tally.exactly(0);
  private int parts;
  private double synOnlyShare;
  private double successShare;
  private double confidence;
  private boolean isSlow;
  private List<Scan.Target> examples = List.of();

  OngoingBlockScan(IpAddress scanner, int protocol) {
    this.scanner = scanner;
    this.protocol = protocol;
  }

  /// Takes over the evidence of the scans that go on now, where it is more than there was.
  void update(List<OngoingScan> scans) {
    for (var scan : scans) {
      firstMillis = Math.min(firstMillis, scan.firstMillis);
      lastMillis = Math.max(lastMillis, scan.lastMillis);
    }
    // the same probes count by port and by target: take the view that saw more, not both
    var byPort = scans.stream().filter(a -> a.kind == ScanKind.HORIZONTAL).toList();
    var byTarget = scans.stream().filter(a -> a.kind == ScanKind.VERTICAL).toList();
    var view = samples(byPort) >= samples(byTarget) ? byPort : byTarget;
    long samples = samples(view);
    if (samples < probes.seen().value()) {
      return;
    }
    parts = scans.size();
    probes = new Tally(Interval.exactly(samples), sum(view, a -> a.size.probes().estimated()));
    targets = union(byTarget.size(), byPort);
    ports = union(byPort.size(), byTarget);
    synOnlyShare = view.stream().mapToDouble(a -> a.synOnlyShare * samples(a)).sum() / samples;
    successShare = view.stream().mapToDouble(a -> a.successShare * samples(a)).sum() / samples;
    var some = new ArrayList<Scan.Target>();
    view.forEach(a -> some.addAll(a.examples.subList(0, Math.min(2, a.examples.size()))));
    confidence = scans.stream().mapToDouble(a -> a.confidence).max().orElse(0);
    isSlow = scans.stream().allMatch(a -> a.isSlow);
    examples = some.subList(0, Math.min(Evidence.EXAMPLES, some.size()));
  }

  private static long samples(OngoingScan scan) {
    return scan.size.probes().seen().value();
  }

  private static long samples(List<OngoingScan> scans) {
    return scans.stream().mapToLong(OngoingBlockScan::samples).sum();
  }

  /// The sum of independent figures: their half intervals add up as deviations do.
  private static Interval sum(List<OngoingScan> scans, Function<OngoingScan, Interval> figure) {
    double value = 0;
    double below = 0;
    double above = 0;
    for (var scan : scans) {
      var of = figure.apply(scan);
      value += of.value();
      below += square(of.value() - of.low95());
      above += square(of.high95() - of.value());
    }
    return Interval.of(value, value - Math.sqrt(below), value + Math.sqrt(above));
  }

  private static double square(long x) {
    return (double) x * x;
  }

  /// What the parts tried in all: some of them by name, the others each a number, and nobody knows
  /// how many they share. At least the largest, at most their sum.
  private static Tally union(int named, List<OngoingScan> scans) {
    return new Tally(
        union(named, scans, a -> a.size.targets().seen()),
        union(named, scans, a -> a.size.targets().estimated()));
  }

  private static Interval union(
      int named, List<OngoingScan> scans, Function<OngoingScan, Interval> figure) {
    long value = named;
    long low = named;
    long high = named;
    for (var scan : scans) {
      var of = figure.apply(scan);
      value = Math.max(value, of.value());
      low = Math.max(low, of.low95());
      high = CounterTable.plus(high, of.high95());
    }
    return new Interval(value, low, high);
  }

  long windowMillis(ScanOptions options) {
    return (isSlow ? options.slowWindow() : options.window()).toMillis();
  }

  Scan toAlert(boolean active, ScanOptions options, MonotoneTime time) {
    return new Scan(
        scanner,
        ScanKind.BLOCK,
        protocol,
        -1,
        IpAddress.NONE,
        targets,
        ports,
        probes,
        probes.seen().value(),
        synOnlyShare,
        successShare,
        time.external(firstMillis),
        time.external(lastMillis),
        active,
        examples,
        isSlow,
        confidence,
        explanation(options));
  }

  private String explanation(ScanOptions options) {
    return String.format(
        Locale.ROOT,
        "%s tried at least %s ports of at least %s hosts by %s in %s sampled probes (%s sent), %d"
            + " scans at once, each of which is one by itself; %d at once are a block scan. Probes"
            + " are %s of"
            + " its %s samples there, %s.",
        scanner,
        Words.count(ports.seen().low95()),
        Words.count(targets.seen().low95()),
        OngoingScan.protocolName(protocol),
        probes.seen(),
        probes.estimated(),
        parts,
        options.blockSize(),
        Words.percent(synOnlyShare),
        OngoingScan.protocolName(protocol),
        OngoingScan.successName(protocol, successShare));
  }
}
