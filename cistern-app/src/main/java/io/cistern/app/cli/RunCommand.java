package io.cistern.app.cli;

import io.cistern.app.Closing;
import io.cistern.app.Collector;
import io.cistern.app.CollectorOptions;
import io.cistern.app.config.ConfigException;
import io.cistern.app.config.Configuration;
import io.cistern.app.config.HttpConfig;
import io.cistern.app.http.HttpApi;
import io.cistern.app.http.HttpOptions;
import io.cistern.app.intake.CaptureFeed;
import io.cistern.app.intake.LabDemo;
import io.cistern.app.intake.SiteDemo;
import io.cistern.app.self.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cistern run`: the collector, until it is told to stop.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Runs the collector (the default command).")
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  /* A failed collector is gone within 5 s, closed or not. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @Spec private CommandSpec spec = CommandSpec.create();

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
      names = "--demo",
      paramLabel = "WHAT",
      arity = "0..1",
      fallbackValue = "site",
      description = {
        "Also play at the collector: site, a simulated site of 40 devices with incidents (the"
            + " default), or lab, a recorded network. Stores in a temporary directory unless --data"
            + " says where."
      })
  private @Nullable DemoKind demo;

  /// What can be played at the collector.
  private enum DemoKind {
    SITE,
    LAB
  }

  private final InstantSource clock;

  RunCommand() {
    this(InstantSource.system());
  }

  /// @param clock where every time stamp comes from
  RunCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ConfigException {
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

  private void start(Closing parts) throws IOException, ConfigException {
    if (demo != null && !sources.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--demo needs a socket to play at, and --source has none");
    }
    Configuration configuration = ConfigOptions.load(spec);
    HttpConfig web = configuration.config().http();
    CollectorOptions options = configuration.config().collectorOptions(clock);
    if (demo != null && !configuration.isWritten("data")) {
      Path directory = Files.createTempDirectory("cistern-demo");
      parts.add(() -> delete(directory));
      options = options.toBuilder().dataDirectory(directory).build();
    }
    LOG.info("cistern {}, data in {}", Version.text(), options.dataDirectory().toAbsolutePath());
    var collector = parts.add(open(options));
    var ending = new Ending(parts, Runtime.getRuntime()::halt, PATIENCE);
    collector.onFailure(_ -> ending.fail());
    Signals.take(ending::stop); // before anybody is told that it runs
    collector.start();
    var http =
        parts.add(
            HttpApi.start(
                collector.view(),
                collector.metrics(),
                HttpOptions.builder()
                    .listen(web.listen())
                    .hostNames(Set.copyOf(web.allowHosts()))
                    .clock(collector.clock())
                    .connections(web.maxConnections())
                    .connectionsOfClient(web.maxConnectionsPerClient())
                    .build()));
    collector.httpListens(http.address());
    LOG.info("the page is on http://{}/", collector.view().status().listen().http());
    playDemo(parts, collector);
  }

  private void playDemo(Closing parts, Collector collector) throws IOException {
    switch (demo) {
      case null -> {}
      case SITE -> parts.add(new SiteDemo(collector.sflowAddress(), clock)).start();
      case LAB -> parts.add(new LabDemo(collector.sflowAddress())).start();
    }
  }

  private Collector open(CollectorOptions options) throws IOException {
    return sources.isEmpty()
        ? Collector.open(options)
        : Collector.open(options, CaptureFeed.open(sources, options.clock()), speed);
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
