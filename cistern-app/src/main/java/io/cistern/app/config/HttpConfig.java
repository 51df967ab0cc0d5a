package io.cistern.app.config;

import java.net.InetSocketAddress;
import java.util.List;

/// How the page and the API are served.
public record HttpConfig(
    @Key("Where HTTP is served (TCP).") InetSocketAddress listen,
    @Key(
            value =
                "Host names by which browsers may reach the page, besides localhost and the"
                    + " address itself.",
            option = "--allow-host")
        List<String> allowHosts) {

  /// Checks the bounds.
  public HttpConfig {
    allowHosts = List.copyOf(allowHosts);
  }
}
