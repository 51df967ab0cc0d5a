package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Many ports of many hosts: the concurrent horizontal and vertical scans of one source as one.
final class BlockAlert {
  final IpAddress scanner;
  final int protocol;
  long firstMillis = Long.MAX_VALUE;
  long lastMillis = Long.MIN_VALUE;
  private long distinctTargets;
  private long distinctPorts;
  private int parts;
  private long samples;
  private long estimatedProbes;
  private double synOnlyShare;
  private double successShare;
  private double confidence;
  private boolean isSlow;
  private List<Scan.Target> examples = List.of();

  BlockAlert(IpAddress scanner, int protocol) {
    this.scanner = scanner;
    this.protocol = protocol;
  }

  /// Takes over the evidence of the scans that go on now, where it is more than there was.
  void update(List<ScanAlert> alerts) {
    for (var alert : alerts) {
      firstMillis = Math.min(firstMillis, alert.firstMillis);
      lastMillis = Math.max(lastMillis, alert.lastMillis);
    }
    // the same probes count by port and by target: take the view that saw more, not both
    var byPort = alerts.stream().filter(a -> a.kind == ScanKind.HORIZONTAL).toList();
    var byTarget = alerts.stream().filter(a -> a.kind == ScanKind.VERTICAL).toList();
    var view = samples(byPort) >= samples(byTarget) ? byPort : byTarget;
    if (samples(view) < samples) {
      return;
    }
    parts = alerts.size();
    samples = samples(view);
    estimatedProbes = view.stream().mapToLong(a -> a.estimatedProbes).sum();
    distinctTargets = Math.max(byTarget.size(), most(byPort));
    distinctPorts = Math.max(byPort.size(), most(byTarget));
    synOnlyShare = view.stream().mapToDouble(a -> a.synOnlyShare * a.samples).sum() / samples;
    successShare = view.stream().mapToDouble(a -> a.successShare * a.samples).sum() / samples;
    var some = new ArrayList<Scan.Target>();
    view.forEach(a -> some.addAll(a.examples.subList(0, Math.min(2, a.examples.size()))));
    confidence = alerts.stream().mapToDouble(a -> a.verdict.confidence()).max().orElse(0);
    isSlow = alerts.stream().allMatch(a -> a.isSlow);
    examples = some.subList(0, Math.min(Evidence.EXAMPLES, some.size()));
  }

  private static long samples(List<ScanAlert> alerts) {
    return alerts.stream().mapToLong(a -> a.samples).sum();
  }

  private static long most(List<ScanAlert> alerts) {
    return alerts.stream().mapToLong(a -> a.verdict.distinct()).max().orElse(0);
  }

  long windowMillis(ScanOptions options) {
    return (isSlow ? options.slowWindow() : options.window()).toMillis();
  }

  Scan scan(boolean active, ScanOptions options, MonotoneTime time) {
    return new Scan(
        scanner,
        ScanKind.BLOCK,
        protocol,
        -1,
        IpAddress.NONE,
        distinctTargets,
        distinctPorts,
        samples,
        estimatedProbes,
        Estimate.packetsError95(samples, estimatedProbes),
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
        "%s tried at least %d ports of at least %d hosts by %s in %d sampled probes (about %d"
            + " sent), %d scans at once, each of which is one by itself; %d at once are a block"
            + " scan. Probes are %.0f %% of its %s samples there, %s %.0f %%.",
        scanner,
        distinctPorts,
        distinctTargets,
        ScanAlert.protocolName(protocol),
        samples,
        estimatedProbes,
        parts,
        options.blockSize(),
        100 * synOnlyShare,
        ScanAlert.protocolName(protocol),
        ScanAlert.successName(protocol),
        100 * successShare);
  }
}
