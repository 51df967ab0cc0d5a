package io.cistern.app.http;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The files of the page: this list and nothing else is served, read from the class path once.
final class WebFiles {
  private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/dist/d3.min.js";

  private static final List<String> OURS =
      List.of(
          "style.css",
          "icon.svg",
          "js/agent.js",
          "js/agents.js",
          "js/api.js",
          "js/chart-drawing.js",
          "js/chart.js",
          "js/curve.js",
          "js/discards.js",
          "js/dom.js",
          "js/hash.js",
          "js/header.js",
          "js/live.js",
          "js/loss.js",
          "js/main.js",
          "js/overview.js",
          "js/scan-drawing.js",
          "js/scans.js",
          "js/table.js",
          "js/talkers.js",
          "js/theme.js",
          "js/units.js");

  private final List<WebFile> files = new ArrayList<>();

  /// One file.
  ///
  /// @param path where it is served
  /// @param tag its entity tag, made of its content
  /// @param content read-only; take a slice to read it
  record WebFile(String path, String contentType, String tag, ByteBuffer content) {}

  WebFiles() {
    add("/", "/web/index.html");
    OURS.forEach(name -> add("/" + name, "/web/" + name));
    add("/lib/d3.min.js", D3);
  }

  List<WebFile> all() {
    return List.copyOf(files);
  }

  private void add(String path, String resource) {
    var content = read(resource);
    var tag = '"' + Hashing.sha256().hashBytes(content).toString().substring(0, 32) + '"';
    files.add(
        new WebFile(path, contentType(resource), tag, ByteBuffer.wrap(content).asReadOnlyBuffer()));
  }

  private static byte[] read(String resource) {
    try (var in = WebFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contentType(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("no content type for " + name);
    };
  }
}
