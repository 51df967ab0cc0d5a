package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A horizontal or vertical scan that goes on: the strongest evidence of it so far.
final class ScanAlert {
  final IpAddress scanner;
  final ScanKind kind;
  final int protocol;
  final int port;
  final IpAddress target;
  boolean isSlow;
  long firstMillis = Long.MAX_VALUE;
  long lastMillis = Long.MIN_VALUE;
  long samples;
  long estimatedProbes;
  double synOnlyShare;
  double successShare;
  Verdict verdict = new Verdict(0, 1, 0, 0, 0, 1);
  List<Scan.Target> examples = List.of();
  private @Nullable String explanation; // of the verdict, once asked for

  ScanAlert(
      IpAddress scanner, ScanKind kind, int protocol, int port, IpAddress target, boolean isSlow) {
    this.scanner = scanner;
    this.kind = kind;
    this.protocol = protocol;
    this.port = port;
    this.target = target;
    this.isSlow = isSlow;
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
      explanation = null;
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

  long windowMillis(ScanOptions options) {
    return (isSlow ? options.slowWindow() : options.window()).toMillis();
  }

  double error95() {
    return Estimate.packetsError95(samples, estimatedProbes);
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
        isSlow,
        verdict.confidence(),
        words(options));
  }

  private String words(ScanOptions options) {
    var words = explanation == null ? explain(options) : explanation;
    explanation = words;
    return words;
  }

  private String explain(ScanOptions options) {
    double window = windowMillis(options) / 1000.0;
    String what =
        kind == ScanKind.VERTICAL
            ? String.format(
                Locale.ROOT, "tried %d distinct ports of %s", verdict.distinct(), target)
            : port < 0
                ? String.format(Locale.ROOT, "tried %d distinct hosts", verdict.distinct())
                : String.format(
                    Locale.ROOT, "tried port %d of %d distinct hosts", port, verdict.distinct());
    String scaled =
        verdict.rate() <= 1
            ? "every packet was seen"
            : String.format(
                Locale.ROOT,
                "at 1 in %.0f that stands for about %.0f (at least %.0f with 95 %% confidence)",
                verdict.rate(),
                verdict.estimate(),
                verdict.lower());
    return String.format(
        Locale.ROOT,
        "%s %s by %s in %d sampled probes within %.0f s; %s, and %d are a scan. Probes are"
            + " %.0f %% of its %s samples there, %s %.0f %%. A scan slower than"
            + " about %.2g probes/s would not be seen reliably.",
        scanner,
        what,
        protocolName(protocol),
        samples,
        window,
        scaled,
        verdict.threshold(),
        100 * synOnlyShare,
        protocolName(protocol),
        successName(protocol),
        100 * successShare,
        verdict.slowestVisiblePerSecond(window));
  }

  static String protocolName(int protocol) {
    return switch (protocol) {
      case 6 -> "TCP";
      case 17 -> "UDP";
      default -> "ICMP echo";
    };
  }

  static String successName(int protocol) {
    return protocol == 6 ? "acknowledged data" : "answers";
  }
}
