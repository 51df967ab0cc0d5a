package io.cistern.app.http;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Starts `./cistern run --demo`, waits until its page is alive, looks at every view, and takes the
/// picture of the README. Started by `docs/screenshot.sh`.
///
/// Arguments: `--check` takes no picture; `--pictures DIR` keeps one of every view; `--within
/// SECONDS` is how soon after its start agents and flows must show, 5 if not given.
final class PageScreenshot {
  private static final Path PICTURE = Path.of("docs", "images", "page.png");

  private PageScreenshot() {}

  public static void main(String[] arguments) throws Exception {
    var options = Arrays.asList(arguments);
    boolean check = options.contains("--check");
    var chromium = Browser.find();
    if (chromium.isEmpty()) {
      System.err.println("SKIPPED: no Chromium on this machine: the page was NOT looked at");
      System.exit(check ? 0 : 1);
    }
    var pictures = after(options, "--pictures");
    var within = Duration.ofSeconds(Long.parseLong(after(options, "--within", "5")));
    int http = freeTcpPort();
    try (var browser = new Browser(chromium.get())) {
      long start = System.nanoTime();
      var collector = startCollector(http);
      try {
        awaitPage(collector);
        var tour = new PageTour(browser, "http://127.0.0.1:" + http);
        tour.awaitLife(within.minusNanos(System.nanoTime() - start));
        System.out.printf(Locale.ROOT, "alive after %.1f s%n", (System.nanoTime() - start) / 1e9);
        var wrong = tour.visit(pictures == null ? null : Path.of(pictures));
        if (!wrong.isEmpty()) {
          wrong.forEach(System.err::println);
          throw new IllegalStateException("the page is not in order");
        }
        System.out.println("every view is in order");
        if (!check) {
          takePicture(browser, tour);
        }
      } finally {
        stop(collector);
      }
    }
  }

  private static void takePicture(Browser browser, PageTour tour) throws Exception {
    tour.show(new PageTour.View("overview", "", "document.querySelector('.scan-line')"));
    browser.evaluate( // some more events, so that the curves have a shape
        """
        new Promise((resolve) => {
          const stream = new EventSource('/api/stream?topics=status');
          let left = 4;
          stream.addEventListener('status', () => {
            if (--left === 0) { stream.close(); resolve(true); }
          });
        })\
        """);
    Files.createDirectories(PICTURE.getParent());
    browser.screenshot(PICTURE);
    System.out.println("wrote " + PICTURE);
  }

  private static Process startCollector(int http) throws IOException {
    return new ProcessBuilder(
            "./cistern",
            "run",
            "--demo",
            "--http-listen",
            "127.0.0.1:" + http,
            "--sflow-listen",
            "127.0.0.1:" + freeUdpPort())
        .redirectErrorStream(true)
        .start();
  }

  private static void stop(Process collector) throws InterruptedException {
    collector.toHandle().destroy(); // by the process itself it would close the pipe that is read
    if (!collector.waitFor(200, TimeUnit.SECONDS)) {
      collector.destroyForcibly();
      throw new IllegalStateException("the collector did not stop within 200 s");
    }
  }

  /// Until the collector says that its page is there; what it says is passed on, then and later.
  private static void awaitPage(Process collector) throws Exception {
    var isThere = new CompletableFuture<Boolean>();
    Thread.ofVirtual()
        .start(() -> {
          collector
              .inputReader()
              .lines()
              .peek(System.out::println)
              .filter(line -> line.contains("page is on http"))
              .forEach(_ -> isThere.complete(true));
          isThere.complete(false);
        });
    if (!isThere.get()) {
      throw new IllegalStateException("the collector ended with code " + collector.waitFor());
    }
  }

  private static int freeTcpPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static int freeUdpPort() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String after(List<String> options, String name, String otherwise) {
    var value = after(options, name);
    return value == null ? otherwise : value;
  }

  private static @Nullable String after(List<String> options, String name) {
    int at = options.indexOf(name);
    return at < 0 || at + 1 == options.size() ? null : options.get(at + 1);
  }
}
