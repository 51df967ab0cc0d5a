package io.cistern.app;

import io.cistern.app.intake.CaptureFeed;
import io.cistern.app.intake.CapturedDatagram;
import io.cistern.app.intake.DatagramFeed;
import io.cistern.app.intake.FeedDatagram;
import io.cistern.app.intake.LabDemo;
import io.cistern.app.view.CollectorView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The real collector, fed from captures in their own time, at rest: everything is read, stored and
/// published, and its clock stands at the last datagram's time. Rows are stored every second of
/// that time, by one shard, unless the options are changed.
///
/// ```java
/// try (var replayed = Replayed.of(directory, "reported/lag-members-and-svi.pcap")) {
///   assertThat(replayed.view().agents()).hasSize(1);
/// }
/// ```
public final class Replayed implements AutoCloseable {
  /// The time of raw datagrams, which have none of their own.
  public static final Instant RAW_TIME = Instant.parse("2026-11-30T12:00:00Z");

  private final Collector collector;

  private Replayed(Collector collector) {
    this.collector = collector;
  }

  /// Plays resources of the tests' class path, such as `reported/capture-mpls.pcap`.
  ///
  /// @param directory of the store; may hold one of an earlier run
  public static Replayed of(Path directory, String... resources) throws IOException {
    return of(directory, UnaryOperator.identity(), resources);
  }

  /// Plays resources of the tests' class path.
  ///
  /// @param changes to the options
  public static Replayed of(
      Path directory, UnaryOperator<CollectorOptions.Builder> changes, String... resources)
      throws IOException {
    return of(directory, changes, Arrays.stream(resources).map(Replayed::resource).toList());
  }

  /// Plays files.
  ///
  /// @param changes to the options
  public static Replayed of(
      Path directory, UnaryOperator<CollectorOptions.Builder> changes, List<Path> files)
      throws IOException {
    return play(directory, changes, CaptureFeed.open(files, InstantSource.fixed(RAW_TIME)));
  }

  /// Plays datagrams in the order of the list.
  public static Replayed ofDatagrams(Path directory, List<FeedDatagram> datagrams)
      throws IOException {
    return ofDatagrams(directory, UnaryOperator.identity(), datagrams);
  }

  /// Plays datagrams in the order of the list.
  ///
  /// @param changes to the options
  public static Replayed ofDatagrams(
      Path directory, UnaryOperator<CollectorOptions.Builder> changes, List<FeedDatagram> datagrams)
      throws IOException {
    return play(directory, changes, new ListFeed(datagrams.iterator()));
  }

  /// The datagrams of the bundled capture: our own lab.
  public static List<FeedDatagram> lab() throws IOException {
    var datagrams = new ArrayList<FeedDatagram>();
    try (var capture = LabDemo.capture()) {
      for (CapturedDatagram next = capture.next(); next != null; next = capture.next()) {
        var sender = InetAddress.getLoopbackAddress();
        datagrams.add(new FeedDatagram(next.timeNanos() / 1_000_000, sender, next.payload()));
      }
    }
    return datagrams;
  }

  /// A resource of the tests' class path as a file.
  public static Path resource(String name) {
    URL url = Objects.requireNonNull(Replayed.class.getResource("/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Replayed play(
      Path directory, UnaryOperator<CollectorOptions.Builder> changes, DatagramFeed feed)
      throws IOException {
    var options =
        changes
            .apply(
                CollectorOptions.builder()
                    .interval(Duration.ofSeconds(1))
                    .shards(1)
                    .ringBytes(1 << 20))
            .dataDirectory(directory)
            .build();
    var collector = Collector.open(options, feed, 0);
    try {
      collector.start();
      collector.awaitEnd();
      return new Replayed(collector);
    } catch (InterruptedException e) {
      collector.close();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (IOException | RuntimeException e) {
      collector.close();
      throw e;
    }
  }

  /// What HTTP would serve.
  public CollectorView view() {
    return collector.view();
  }

  /// The collector itself.
  public Collector collector() {
    return collector;
  }

  /// Where the collector's clock stands: the time of the last datagram, epoch milliseconds.
  public long nowMillis() {
    return collector.clock().millis();
  }

  @Override
  public void close() throws IOException {
    collector.close();
  }

  private record ListFeed(Iterator<FeedDatagram> datagrams) implements DatagramFeed {
    @Override
    public String name() {
      return "a list";
    }

    @Override
    public @Nullable FeedDatagram next() {
      return datagrams.hasNext() ? datagrams.next() : null;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
