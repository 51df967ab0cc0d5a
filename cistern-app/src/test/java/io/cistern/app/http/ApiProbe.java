package io.cistern.app.http;

import io.cistern.app.Collector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Asks a collector one thing over HTTP.
public final class ApiProbe {
  private ApiProbe() {}

  /// The body of an answer.
  public static String get(Collector collector, String path) throws Exception {
    var bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var api =
            HttpApi.start(
                collector.view(), collector.metrics(), HttpOptions.builder().listen(bind).build());
        var in =
            URI.create("http://127.0.0.1:" + api.address().getPort() + path).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
