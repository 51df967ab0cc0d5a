package io.cistern.app.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/// Serves the fixture until it is stopped, to look at the page: one argument, the port.
final class FixtureServer {
  private FixtureServer() {}

  public static void main(String[] arguments) throws Exception {
    var bind =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    try (var api =
        HttpApi.start(
            new FixtureView(InstantSource.system()),
            new PrometheusRegistry(),
            HttpOptions.builder().listen(bind).build())) {
      System.out.println("http://127.0.0.1:" + api.address().getPort());
      Thread.currentThread().join();
    }
  }
}
