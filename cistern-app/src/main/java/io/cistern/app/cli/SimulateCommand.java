package io.cistern.app.cli;

import io.cistern.app.Collector;
import io.cistern.app.CollectorOptions;
import io.cistern.app.intake.CaptureWriter;
import io.cistern.app.intake.PacedSender;
import io.cistern.app.intake.SimulationFeed;
import io.cistern.simulate.Simulation;
import io.cistern.simulate.SiteOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `cistern simulate`: the sFlow of an invented site.
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "Sends the sFlow of an invented site, writes it to a capture or stores it, with a file that"
            + " says what it sums to.")
final class SimulateCommand implements Callable<Integer> {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Duration TRIAL = Duration.ofSeconds(20);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SiteMixin site = new SiteMixin();

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "With --to: about N datagrams a second, whatever --packets says.")
  private @Nullable Double rate;

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "1",
      description = "With --to: how many times faster than in the site's time. Default: 1.")
  private double speed = 1;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationText.class,
      defaultValue = "10s",
      description = "With --into: how often counters are stored. Default: ${DEFAULT-VALUE}.")
  private Duration interval = Duration.ofSeconds(10);

  @Option(names = "--truth", paramLabel = "FILE", description = "Where the truth goes (JSON).")
  private @Nullable Path truth;

  /// Where the datagrams go.
  private static final class Target {
    @Option(
        names = "--to",
        paramLabel = "HOST:PORT",
        required = true,
        converter = HostPort.class,
        description = "Sends them (UDP), in their time.")
    private @Nullable InetSocketAddress to;

    @Option(
        names = "--pcap",
        paramLabel = "FILE",
        required = true,
        description = "Writes them to a capture, at once.")
    private @Nullable Path pcap;

    @Option(
        names = "--into",
        paramLabel = "DIR",
        required = true,
        description = "Stores what a collector would have stored of them, at once.")
    private @Nullable Path into;
  }

  @Override
  public Integer call() throws IOException {
    Simulation simulation;
    try {
      simulation = new Simulation(options());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    long start = System.nanoTime();
    long sent = run(simulation);
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                "%d datagrams in %.1f s",
                sent,
                (System.nanoTime() - start) / NANOS_PER_SECOND));
    spec.commandLine().getOut().flush();
    Path file = truth;
    if (file != null) {
      Files.write(
          file,
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsBytes(simulation.truth()));
    }
    return 0;
  }

  private SiteOptions options() throws IOException {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    Double wanted = rate;
    return site.options(wanted == null ? 1 : wanted / speed / tried(now), now);
  }

  /// Datagrams a second of the site as it stands, by a short trial.
  private double tried(Instant now) throws IOException {
    var simulation = new Simulation(site.options(1, now));
    long[] datagrams = {0};
    long begin = simulation.nowMillis();
    while (simulation.nowMillis() - begin < TRIAL.toMillis()
        && simulation.step(_ -> datagrams[0]++)) {}
    return datagrams[0] * 1000.0 / (simulation.nowMillis() - begin);
  }

  private long run(Simulation simulation) throws IOException {
    InetSocketAddress to = target.to;
    if (to != null) {
      try (var channel = DatagramChannel.open()) {
        var sender = new PacedSender(channel, to, speed);
        simulation.run(
            d -> sender.send(TimeUnit.MILLISECONDS.toNanos(d.timeMillis()), d.payload().toArray()));
        return sender.sent();
      }
    }
    Path directory = target.into;
    return directory == null
        ? capture(simulation, Objects.requireNonNull(target.pcap))
        : store(simulation, directory);
  }

  private static long capture(Simulation simulation, Path file) throws IOException {
    long[] written = {0};
    try (var capture =
        new CaptureWriter(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      simulation.run(d -> {
        capture.write(d.timeMillis(), d.sender(), d.payload().toArray());
        written[0]++;
      });
    }
    return written[0];
  }

  private long store(Simulation simulation, Path directory) throws IOException {
    var feed = new SimulationFeed(simulation);
    var options = CollectorOptions.builder().dataDirectory(directory).interval(interval).build();
    try (var collector = Collector.open(options, feed, 0)) {
      collector.start();
      collector.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(
          String.format(Locale.ROOT, "interrupted after %d datagrams", feed.datagrams()), e);
    }
    return feed.datagrams();
  }
}
