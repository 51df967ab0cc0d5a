package io.cistern.flowtrack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A horizontal or vertical scan that goes on, with the strongest evidence of it so far. [#toAlert]
/// makes the alert.
final class OngoingScan {
  final IpAddress scanner;
  final ScanKind kind;
  final int protocol;
  final int port;
  final IpAddress target;
  boolean isSlow;
  long firstMillis = Long.MAX_VALUE;
  long lastMillis = Long.MIN_VALUE;
  double synOnlyShare;
  double successShare;
  ScanSize size = ScanSize.NONE;
  double confidence;
  List<Scan.Target> examples = List.of();
  private final ScanOptions options;
  private @Nullable Verdict verdict;
  private long observer; // of the figures
  private long firmMillis; // from when on only what is surely more replaces them
  private @Nullable String explanation; // of the verdict, once asked for

  OngoingScan(
      IpAddress scanner,
      ScanKind kind,
      int protocol,
      int port,
      IpAddress target,
      boolean isSlow,
      ScanOptions options) {
    this.scanner = scanner;
    this.kind = kind;
    this.protocol = protocol;
    this.port = port;
    this.target = target;
    this.isSlow = isSlow;
    this.options = options;
  }

  /// Takes over the figures of some evidence if they belong to the window that is reported, or are
  /// surely more.
  void update(Evidence evidence, Verdict latest, ScanSize latestSize, long now) {
    firstMillis = Math.min(firstMillis, evidence.firstMillis);
    lastMillis = Math.max(lastMillis, evidence.lastMillis);
    boolean isSurelyMore = latestSize.probes().estimated().isSurelyAbove(size.probes().estimated());
    boolean isSame = evidence.key[PackedKey.WHO] == observer && now < firmMillis;
    if (isSurelyMore && !isSame) {
      observer = evidence.key[PackedKey.WHO];
      firmMillis = now + windowMillis();
    } else if (!isSame || latestSize.probes().seen().value() < size.probes().seen().value()) {
      return;
    }
    verdict = latest;
    size = latestSize;
    confidence = latest.confidence(latestSize);
    synOnlyShare = (double) evidence.probes() / evidence.samples();
    successShare = (double) evidence.successes() / evidence.samples();
    examples = examples(evidence);
    explanation = null;
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

  long windowMillis() {
    return (isSlow ? options.slowWindow() : options.window()).toMillis();
  }

  Scan toAlert(boolean active, MonotoneTime time) {
    boolean horizontal = kind == ScanKind.HORIZONTAL;
    return new Scan(
        scanner,
        kind,
        protocol,
        port,
        target,
        horizontal ? size.targets() : Tally.exactly(1),
        horizontal ? Tally.exactly(port < 0 ? 0 : 1) : size.targets(),
        size.probes(),
        size.probes().seen().value(),
        synOnlyShare,
        successShare,
        time.external(firstMillis),
        time.external(lastMillis),
        active,
        examples,
        isSlow,
        confidence,
        words());
  }

  private String words() {
    var words = explanation;
    if (words == null) {
      words = verdict == null ? "" : explain(verdict);
      explanation = words;
    }
    return words;
  }

  private String explain(Verdict of) {
    double window = windowMillis() / 1000.0;
    String many = kind == ScanKind.VERTICAL ? "ports" : "hosts";
    String where = kind == ScanKind.VERTICAL ? " of " + target : port < 0 ? "" : " at port " + port;
    return String.format(
        Locale.ROOT,
        "%s tried %s %s%s by %s within %s s, in %s sampled probes. %s; from %d %s on it is a scan."
            + " Probes are %s of its %s samples there, %s. A scan slower than about %s probes/s"
            + " would"
            + " not be seen reliably.",
        scanner,
        size.targets().seen(),
        many,
        where,
        protocolName(protocol),
        Words.about(window),
        size.probes().seen(),
        scaled(of, many),
        of.threshold(),
        many,
        Words.percent(synOnlyShare),
        protocolName(protocol),
        successName(protocol, successShare),
        Words.about(of.slowestVisiblePerSecond(window)));
  }

  private String scaled(Verdict of, String many) {
    return of.rate() <= 1
        ? "Every packet was seen"
        : String.format(
            Locale.ROOT,
            "At 1 in %s they stand for %s probes of %s %s",
            Words.count(Math.round(of.rate())),
            size.probes().estimated(),
            size.targets().estimated(),
            many);
  }

  static String protocolName(int protocol) {
    return switch (protocol) {
      case 6 -> "TCP";
      case 17 -> "UDP";
      default -> "ICMP echo";
    };
  }

  static String successName(int protocol, double share) {
    String what = protocol == 6 ? "SYN-ACKs and acknowledged data" : "answers";
    return share == 0 ? what + " none" : what + " " + Words.percent(share);
  }
}
