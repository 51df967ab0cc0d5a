package io.cistern.app.cli;

import io.cistern.metricstore.OfflineStore;
import io.cistern.metricstore.StoreReport;
import io.cistern.metricstore.StoreReport.ColumnSize;
import io.cistern.metricstore.StoreReport.FileReport;
import io.cistern.metricstore.Tier;
import io.cistern.metricstore.ValueKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cistern store stats`: where the bytes are.
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    header = "Says where the bytes of a store are.",
    description =
        "By file, by tier (raw, 5m, 1h; heads are rows not sealed yet) and, in each tier, by the"
            + " kind"
            + " of column. A field of a rollup row counts as a sample. Nothing is changed.")
final class StoreStatsCommand implements Callable<Integer> {
  private static final String LINE = "%-34s %14s %12s %14s %8s%n";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The data directory.")
  private Path directory = Path.of("");

  @Override
  public Integer call() throws IOException {
    StoreReport report = OfflineStore.inspect(directory);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, LINE, "file", "bytes", "rows", "samples", "B/sample");
    for (FileReport file : report.files()) {
      line(out, directory.relativize(file.file()).toString(), List.of(file));
    }
    out.println();
    out.printf(Locale.ROOT, LINE, "tier", "bytes", "rows", "samples", "B/sample");
    line(out, "heads and entities", filesOf(report, null));
    for (Tier tier : Tier.values()) {
      List<FileReport> files = filesOf(report, tier);
      line(out, name(tier), files);
      columns(out, files);
    }
    line(out, "all", report.files());
    out.flush();
    return 0;
  }

  private static List<FileReport> filesOf(StoreReport report, @Nullable Tier tier) {
    return report.files().stream().filter(file -> file.tier() == tier).toList();
  }

  private static String name(Tier tier) {
    return switch (tier) {
      case RAW -> "raw";
      case MINUTES_5 -> "5m";
      case HOURS_1 -> "1h";
    };
  }

  private static void line(PrintWriter out, String name, List<FileReport> files) {
    long bytes = files.stream().mapToLong(FileReport::bytes).sum();
    long rows = files.stream().mapToLong(FileReport::rows).sum();
    long samples = files.stream().mapToLong(FileReport::samples).sum();
    out.printf(Locale.ROOT, LINE, name, bytes, rows, samples, ratio(bytes, samples));
  }

  private static void columns(PrintWriter out, List<FileReport> files) {
    Map<ValueKind, ColumnSize> sizes = new TreeMap<>();
    for (FileReport file : files) {
      file.columns()
          .forEach((kind, size) ->
              sizes.merge(
                  kind,
                  size,
                  (a, b) -> new ColumnSize(a.samples() + b.samples(), a.bytes() + b.bytes())));
    }
    sizes.forEach((kind, size) ->
        out.printf(
            Locale.ROOT,
            LINE,
            "  " + kind.name().toLowerCase(Locale.ROOT),
            size.bytes(),
            "",
            size.samples(),
            ratio(size.bytes(), size.samples())));
  }

  private static String ratio(long bytes, long samples) {
    return samples == 0 ? "" : String.format(Locale.ROOT, "%.3f", (double) bytes / samples);
  }
}
