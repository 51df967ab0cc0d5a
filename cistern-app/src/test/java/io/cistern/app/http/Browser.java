package io.cistern.app.http;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A headless Chromium with one page, driven by its DevTools protocol over the JDK's own WebSocket.
/// Whatever the page logs as an error (script errors, refused policies, failed requests) is kept.
final class Browser implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(200);
  private static final String LISTENING = "DevTools listening on ";

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final String session;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  /// The Chromium of this machine: `$CHROMIUM`, or the first on the path.
  static Optional<Path> find() {
    var named = System.getenv("CHROMIUM");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Browser(Path executable) throws Exception {
    profile = Files.createTempDirectory("cistern-browser");
    process =
        new ProcessBuilder(
                executable.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(debuggingAddress(), new Receiver())
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    var target = call(null, "Target.createTarget", Map.of("url", "about:blank"));
    session =
        call(
                null,
                "Target.attachToTarget",
                Map.of("targetId", target.get("targetId").asString(), "flatten", true))
            .get("sessionId")
            .asString();
    for (var domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  private URI debuggingAddress() throws Exception {
    var address = new CompletableFuture<String>();
    Thread.ofVirtual().start(() -> readErrors(address));
    return URI.create(address.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  /// Chromium says where it listens, and then this and that: its pipe must not fill up.
  private void readErrors(CompletableFuture<String> address) {
    var said = new StringBuilder();
    try (var errors = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        if (line.startsWith(LISTENING)) {
          address.complete(line.substring(LISTENING.length()));
        } else if (!address.isDone()) {
          said.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      said.append(e);
    }
    address.completeExceptionally(new IOException("Chromium ended: " + said));
  }

  /// Everything that the page logged as an error since the start.
  List<String> errors() {
    return List.copyOf(errors);
  }

  void open(String url) throws Exception {
    call("Page.navigate", Map.of("url", url));
  }

  /// The value of an expression.
  JsonNode evaluate(String expression) throws Exception {
    var answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.get("exceptionDetails").toString());
    }
    return answer.get("result").path("value");
  }

  /// Waits until an expression is true. The page looks again at each of its frames.
  void await(String expression, Duration patience) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!isTrueWithinSomeFrames(expression)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "not within %d ms: %s; errors: %s; the page: %s",
                patience.toMillis(),
                expression,
                errors,
                evaluate("location.hash + ' ' + document.body.innerText").asString()));
      }
    }
  }

  private boolean isTrueWithinSomeFrames(String expression) throws Exception {
    try {
      return evaluate(
              String.format(
                  Locale.ROOT,
                  """
                  new Promise((resolve) => {
                    let frames = 30;
                    const look = () => {
                      const found = Boolean(%s);
                      if (found || frames-- === 0) resolve(found); else requestAnimationFrame(look);
                    };
                    look();
                  })\
                  """,
                  expression))
          .asBoolean();
    } catch (ExecutionException e) { // the page of before, which is gone
      if (String.valueOf(e.getMessage()).contains("context was destroyed")
          || String.valueOf(e.getMessage()).contains("navigated or closed")) {
        return false;
      }
      throw e;
    }
  }

  void size(int width, int height, boolean mobile) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
  }

  void dark(boolean dark) throws Exception {
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void pointer(int x, int y) throws Exception {
    call("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
  }

  void screenshot(Path file) throws Exception {
    var data = call("Page.captureScreenshot", Map.of("format", "png")).get("data").asString();
    Files.write(file, Base64.getDecoder().decode(data));
  }

  private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    return call(session, method, parameters);
  }

  private JsonNode call(@Nullable String session, String method, Map<String, ?> parameters)
      throws Exception {
    int id = ids.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    pending.put(id, answer);
    var message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void receive(JsonNode message) {
    if (message.has("id")) {
      var answer = Objects.requireNonNull(pending.remove(message.get("id").asInt()));
      if (message.has("error")) {
        answer.completeExceptionally(new IllegalStateException(message.get("error").toString()));
      } else {
        answer.complete(message.get("result"));
      }
      return;
    }
    var parameters = message.path("params");
    switch (message.path("method").asString("")) {
      case "Runtime.exceptionThrown" ->
          errors.add("uncaught: " + parameters.at("/exceptionDetails/exception/description"));
      case "Runtime.consoleAPICalled" -> {
        if (parameters.path("type").asString("").equals("error")) {
          errors.add("console.error: " + parameters.get("args"));
        }
      }
      case "Log.entryAdded" -> {
        if (parameters.at("/entry/level").asString("").equals("error")) {
          errors.add("log: " + parameters.at("/entry/text") + " " + parameters.at("/entry/url"));
        }
      }
      default -> {} // the many other events
    }
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.destroyForcibly().onExit().join();
    try (var files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    }
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        receive(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
