package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A horizontal or vertical scan that goes on: the strongest evidence of it so far.
final class ScanAlert {
  final IpAddress scanner;
  final ScanKind kind;
  final int protocol;
  final int port;
  final IpAddress target;
  long firstMillis = Long.MAX_VALUE;
  long lastMillis = Long.MIN_VALUE;
  long samples;
  long estimatedProbes;
  double synOnlyShare;
  double successShare;
  Verdict verdict = new Verdict(0, 1, 0, 0, 0, 1);
  List<Scan.Target> examples = List.of();

  ScanAlert(IpAddress scanner, ScanKind kind, int protocol, int port, IpAddress target) {
    this.scanner = scanner;
    this.kind = kind;
    this.protocol = protocol;
    this.port = port;
    this.target = target;
  }

  void update(Evidence evidence, Verdict latest) {
    firstMillis = Math.min(firstMillis, evidence.firstMillis);
    lastMillis = Math.max(lastMillis, evidence.lastMillis);
    if (latest.estimate() >= verdict.estimate()) {
      verdict = latest;
      samples = evidence.probes();
      estimatedProbes = evidence.scaledProbes();
      synOnlyShare = (double) evidence.probes() / evidence.samples();
      successShare = (double) evidence.successes() / evidence.samples();
      examples = examples(evidence);
    }
  }

  private List<Scan.Target> examples(Evidence evidence) {
    var list = new ArrayList<Scan.Target>();
    for (int i = 0; i < evidence.exampleCount(); i++) {
      list.add(
          kind == ScanKind.VERTICAL
              ? new Scan.Target(target, (int) evidence.exampleLow(i))
              : new Scan.Target(
                  new IpAddress(scanner.version(), evidence.exampleHigh(i), evidence.exampleLow(i)),
                  port));
    }
    return list;
  }

  double error95() {
    return Estimate.of(samples, estimatedProbes, 0, 0).packetsError95();
  }

  Scan scan(boolean active, ScanOptions options, MonotoneTime time) {
    boolean horizontal = kind == ScanKind.HORIZONTAL;
    return new Scan(
        scanner,
        kind,
        protocol,
        port,
        target,
        horizontal ? verdict.distinct() : 1,
        horizontal ? 1 : verdict.distinct(),
        samples,
        estimatedProbes,
        error95(),
        synOnlyShare,
        successShare,
        time.external(firstMillis),
        time.external(lastMillis),
        active,
        examples,
        explanation(options));
  }

  private String explanation(ScanOptions options) {
    double window = options.window().toMillis() / 1000.0;
    String what =
        kind == ScanKind.HORIZONTAL
            ? "port %d of %d distinct hosts".formatted(port, verdict.distinct())
            : "%d distinct ports of %s".formatted(verdict.distinct(), target);
    String scaled =
        verdict.rate() <= 1
            ? "every packet was seen"
            : "at 1 in %.0f that stands for about %.0f (at least %.0f with 95 %% confidence)"
                .formatted(verdict.rate(), verdict.estimate(), verdict.lower());
    return String.format(
        Locale.ROOT,
        "%s tried %s by TCP in %d sampled probes within %.0f s; %s, and %d are a scan. Probes are"
            + " %.0f %% of its TCP samples there, acknowledged data %.0f %%. A scan slower than"
            + " about %.2g probes/s would not be seen reliably.",
        scanner,
        what,
        samples,
        window,
        scaled,
        verdict.threshold(),
        100 * synOnlyShare,
        100 * successShare,
        verdict.slowestVisiblePerSecond(window));
  }
}
