package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.app.http.HttpApi;
import io.cistern.app.http.HttpOptions;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A collector that cannot be opened leaves nothing behind: no memory, descriptor or thread.
class FailedOpeningTest {
  private static final int TRIES = 40;
  private static final int RING_BYTES = 16 << 20;
  private static final Path STATUS = Path.of("/proc/self/statm");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @TempDir private Path directory;

  private CollectorOptions options(int port) {
    return CollectorOptions.builder()
        .sflowListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .dataDirectory(directory.resolve("data"))
        .shards(2)
        .ringBytes(RING_BYTES)
        .build();
  }

  @Test
  void onATakenPortLeavesNothing() throws Exception {
    try (var taken = DatagramChannel.open()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) taken.getLocalAddress()).getPort();
      leavesNothing(() -> Collector.open(options(port)));
      assertThat(directory.resolve("data")).as("no store for what never ran").doesNotExist();
    }
  }

  @Test
  void onALockedStoreLeavesNothing() throws Exception {
    try (var running = Collector.open(options(0))) {
      assertThat(running.sflowAddress().getPort()).isPositive();
      leavesNothing(() -> Collector.open(options(0)));
    }
  }

  @Test
  void onAStoreThatCannotBeMadeLeavesNothing() throws Exception {
    Files.writeString(directory.resolve("data"), "a file, not a directory");
    leavesNothing(() -> Collector.open(options(0)));
  }

  @Test
  void onATakenHttpPortLeavesNothing() throws Exception {
    try (var running = Collector.open(options(0));
        var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new InetSocketAddress(taken.getInetAddress(), taken.getLocalPort());
      leavesNothing(() ->
          HttpApi.start(
              running.view(),
              new PrometheusRegistry(),
              HttpOptions.builder().listen(address).build()));
    }
  }

  private static void leavesNothing(ThrowingCallable opening) throws IOException {
    assumeTrue(Files.exists(STATUS), "SKIPPED: no /proc on this machine");
    assertThatThrownBy(opening).isInstanceOf(IOException.class); // classes are loaded now
    long memory = memoryBytes();
    long descriptors = descriptors();
    long threads = threads();
    for (int i = 0; i < TRIES; i++) {
      assertThatThrownBy(opening).isInstanceOf(IOException.class);
    }
    assertThat(memoryBytes() - memory).as("bytes").isLessThan(TRIES / 2L * RING_BYTES);
    assertThat(descriptors() - descriptors).as("descriptors").isLessThan(TRIES / 2);
    assertThat(threads() - threads).as("threads").isLessThan(TRIES / 2);
  }

  /// Address space of this process.
  private static long memoryBytes() throws IOException {
    return 4096 * Long.parseLong(Files.readString(STATUS).split(" ", -1)[0]);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.count();
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().size();
  }
}
