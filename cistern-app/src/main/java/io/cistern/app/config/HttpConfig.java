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
        List<String> allowHosts,
    @Key(
            "Open connections in all. Where there is no room, the one that has waited longest of"
                + " the client that has most goes.")
        int maxConnections,
    @Key("Open connections of one client: an address, or a /64 of IPv6.")
        int maxConnectionsPerClient) {

  private static final int MOST_CONNECTIONS = 65_536;

  /// Checks the bounds.
  public HttpConfig {
    allowHosts = List.copyOf(allowHosts);
    Range.check("maxConnections", maxConnections, 1, MOST_CONNECTIONS, n -> n);
    Range.check("maxConnectionsPerClient", maxConnectionsPerClient, 1, MOST_CONNECTIONS, n -> n);
  }
}
