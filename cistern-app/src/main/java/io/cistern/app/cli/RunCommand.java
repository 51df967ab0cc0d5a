package io.cistern.app.cli;

import io.cistern.app.Closing;
import io.cistern.app.Collector;
import io.cistern.app.CollectorOptions;
import io.cistern.app.http.HttpApi;
import io.cistern.app.intake.CaptureFeed;
import io.cistern.app.intake.Demo;
import io.cistern.app.self.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cistern run`: the collector, until it is told to stop.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Main.VersionText.class,
    description = "Runs the collector (the default command).")
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  /* A failed collector is gone within 5 s, closed or not. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--sflow-listen",
      paramLabel = "HOST:PORT",
      converter = HostPort.class,
      defaultValue = "0.0.0.0:6343",
      description = "Where datagrams are received (UDP). Default: ${DEFAULT-VALUE}.")
  private InetSocketAddress sflowListen = new InetSocketAddress(CollectorOptions.SFLOW_PORT);

  @Option(
      names = "--source",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Captures to play instead of receiving, in their own time; afterwards the collector goes"
              + " on to answer, its clock at their end.")
  private List<Path> sources = List.of();

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "0",
      description =
          "How many times faster than captured --source is played; 0, the default: as fast as"
              + " possible.")
  private double speed;

  @Option(
      names = "--http-listen",
      paramLabel = "HOST:PORT",
      converter = HostPort.class,
      defaultValue = "127.0.0.1:8080",
      description = "Where HTTP is served. Default: ${DEFAULT-VALUE}.")
  private InetSocketAddress httpListen = new InetSocketAddress(8080);

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      split = ",",
      description =
          "A host name by which browsers may reach the page, besides localhost and the address"
              + " itself.")
  private Set<String> hostNames = Set.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The store. Default: ./data; of --demo: a temporary directory.")
  private @Nullable Path data;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "10s",
      description = "How often received counters are stored. Default: ${DEFAULT-VALUE}.")
  private Duration interval = Duration.ofSeconds(10);

  @Option(
      names = "--keep",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description =
          "How long rows are kept, in whole days of data, as 30d; at least 1h, and no longer than"
              + " their rollups. Default: for good.")
  private @Nullable Duration keep;

  @Option(
      names = "--keep-5m",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "How long rollups of 5 minutes are kept. Default: for good.")
  private @Nullable Duration keepMinutes5;

  @Option(
      names = "--keep-1h",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "How long rollups of an hour are kept. Default: for good.")
  private @Nullable Duration keepHours1;

  @Option(
      names = "--keep-bytes",
      paramLabel = "BYTES",
      converter = BytesText.class,
      description =
          "How large the store may grow before the oldest data is dropped, rows first, as"
              + " 50000000 or, with k, M, G or T for powers of 1024, 50G; at least 16M. Default: no"
              + " limit.")
  private @Nullable Long keepBytes;

  @Mixin private ScanArguments scans = new ScanArguments();

  @Option(names = "--demo", description = "Also play a bundled capture at the collector.")
  private boolean isDemo;

  private final InstantSource clock;

  RunCommand() {
    this(InstantSource.system());
  }

  /// @param clock where every time stamp comes from
  RunCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var parts = new Closing();
    try {
      start(parts);
      new CountDownLatch(1).await(); // the ending halts the process
      return 0;
    } catch (Throwable e) {
      parts.closeAfter(e);
      throw e;
    }
  }

  private void start(Closing parts) throws IOException {
    if (isDemo && !sources.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--demo needs a socket to play at, and --source has none");
    }
    Path directory = directory();
    CollectorOptions options = options(directory);
    LOG.info("cistern {}, data in {}", Version.text(), directory.toAbsolutePath());
    if (isDemo && data == null) {
      parts.add(() -> delete(directory));
    }
    var collector = parts.add(open(options));
    var ending = new Ending(parts, Runtime.getRuntime()::halt, PATIENCE);
    collector.onFailure(_ -> ending.fail());
    collector.start();
    var http =
        parts.add(
            HttpApi.start(
                collector.view(), collector.metrics(), httpListen, hostNames, collector.clock()));
    collector.httpListens(http.address());
    LOG.info("the page is on http://{}/", collector.view().status().listen().http());
    if (isDemo) {
      var demo = parts.add(new Demo(collector.sflowAddress()));
      demo.start();
    }
    Signals.take(ending::stop);
  }

  private Collector open(CollectorOptions options) throws IOException {
    return sources.isEmpty()
        ? Collector.open(options)
        : Collector.open(options, CaptureFeed.open(sources, options.clock()), speed);
  }

  private Path directory() throws IOException {
    Path given = data;
    if (given != null) {
      return given;
    }
    return isDemo ? Files.createTempDirectory("cistern-demo") : Path.of("data");
  }

  /// What the collector is told.
  ///
  /// @throws ParameterException if a value is out of range
  CollectorOptions options(Path directory) {
    try {
      return CollectorOptions.defaults()
          .withSflowListen(sflowListen)
          .withDataDirectory(directory)
          .withInterval(interval)
          .withClock(clock)
          .withScans(scans.options())
          .withRetention(RetentionText.of(keep, keepMinutes5, keepHours1, keepBytes));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /// Removes the data of a demo.
  private static void delete(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot remove {}: {}", directory, e.toString());
    }
  }
}
