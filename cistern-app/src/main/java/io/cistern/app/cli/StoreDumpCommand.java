package io.cistern.app.cli;

import io.cistern.metricstore.EntityInfo;
import io.cistern.metricstore.Limits;
import io.cistern.metricstore.Match;
import io.cistern.metricstore.OfflineStore;
import io.cistern.metricstore.Query;
import io.cistern.metricstore.Series;
import io.cistern.metricstore.StoreReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cistern store dump`: prints stored samples.
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    header = "Prints stored samples, one a line.",
    description =
        "Instance by instance, day by day, by metric and time. Integers are exact, doubles have all"
            + " their digits. Before the samples of an instance come its reset marks, lines without"
            + " a metric: its counters began again after the row before. Nothing is changed.",
    footer = {
      "",
      "* in a name stands for any characters, ? for one; \\ takes the next one literally.",
      "In CSV a text that a spreadsheet would take for a formula begins with a '.",
      "What is damaged is left out and named on standard error; the exit code is 1 then.",
      "Example: cistern store dump data --metric 'if_in_*' --from 2026-11-22T00:00:00Z"
    })
final class StoreDumpCommand implements Callable<Integer> {
  private static final long DAY_MILLIS = 86_400_000;

  /// One entity and day at a time, whatever the store's size.
  private static final Limits ANY =
      Limits.builder()
          .entities(Integer.MAX_VALUE)
          .columnsPerEntity(65_535)
          .newEntitiesPerMinute(1)
          .nameBytes(Integer.MAX_VALUE)
          .labelsPerEntity(Integer.MAX_VALUE)
          .openHeads(Integer.MAX_VALUE)
          .querySeries(Integer.MAX_VALUE)
          .queryPoints(Long.MAX_VALUE)
          .querySamples(Long.MAX_VALUE)
          .build();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The data directory.")
  private Path directory = Path.of("");

  @Option(names = "--source", paramLabel = "GLOB", description = "Which agents. Default: all.")
  private String source = "*";

  @Option(names = "--instance", paramLabel = "GLOB", description = "Which instances, as if/3.")
  private String instance = "*";

  @Option(names = "--metric", paramLabel = "GLOB", description = "Which metrics. Default: all.")
  private String metric = "*";

  @Option(
      names = "--label",
      paramLabel = "NAME=GLOB",
      description = "Which values of a label; may be given for several labels. Default: all.")
  private Map<String, String> labels = Map.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "First time, inclusive, as 2026-11-22T00:00:00Z. Default: the beginning.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "Last time, exclusive. Default: the end.")
  private @Nullable Instant to;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      description = "json (an object a line) or csv. Default: ${DEFAULT-VALUE}.")
  private SampleLines.Format format = SampleLines.Format.JSON;

  @Override
  public Integer call() throws IOException {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new ParameterException(
          spec.commandLine(), "nothing lies between: --from=" + from + ", --to=" + to);
    }
    PrintWriter out = spec.commandLine().getOut();
    var lines = new SampleLines(out, format);
    List<String> problems;
    try (StoreReader store = OfflineStore.read(directory, ANY)) {
      for (EntityInfo entity : store.entities(source, instance)) {
        dump(store, entity, lines);
      }
      problems = store.problems();
    }
    out.flush();
    for (String problem : problems) {
      spec.commandLine().getErr().println("cistern: left out: " + Printable.text(problem));
    }
    return problems.isEmpty() ? 0 : 1;
  }

  private void dump(StoreReader store, EntityInfo entity, SampleLines lines) throws IOException {
    if (entity.firstSeenMillis() < 0) {
      return;
    }
    Instant first = from;
    Instant last = to;
    long begin =
        first == null
            ? entity.firstSeenMillis()
            : Math.max(first.toEpochMilli(), entity.firstSeenMillis());
    long end =
        last == null
            ? entity.lastSeenMillis() + 1
            : Math.min(last.toEpochMilli(), entity.lastSeenMillis() + 1);
    boolean isFirst = true;
    for (long day = begin; day < end; day += DAY_MILLIS) {
      long dayEnd = Math.min(end, day + DAY_MILLIS);
      var query =
          Query.builder()
              .source(Match.equal(entity.source()))
              .instance(Match.equal(entity.instance()))
              .metric(metric)
              .labels(labels)
              .fromMillis(day)
              .toMillis(dayEnd)
              .build();
      for (Series series : store.query(query)) {
        if (isFirst) {
          lines.writeResets(entity, store.resets(entity.source(), entity.instance(), begin, end));
          isFirst = false;
        }
        lines.write(series);
      }
    }
  }
}
