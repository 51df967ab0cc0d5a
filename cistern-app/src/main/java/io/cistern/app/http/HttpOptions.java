package io.cistern.app.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;

/// How the HTTP interface is served. Immutable.
public final class HttpOptions {
  private final InetSocketAddress listen;
  private final Set<String> hostNames;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final int connections;
  private final int connectionsOfClient;

  private HttpOptions(Builder builder) {
    listen = builder.listen;
    hostNames = builder.hostNames;
    clock = builder.clock;
    nanoTime = builder.nanoTime;
    connections = builder.connections;
    connectionsOfClient = builder.connectionsOfClient;
  }

  /// Begins with a free port of the loopback address, and the system's clock.
  ///
  /// @return a builder
  public static Builder builder() {
    return new Builder();
  }

  InetSocketAddress listen() {
    return listen;
  }

  Set<String> hostNames() {
    return hostNames;
  }

  InstantSource clock() {
    return clock;
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }

  int connections() {
    return connections;
  }

  int connectionsOfClient() {
    return connectionsOfClient;
  }

  /// Makes options, part by part. Not thread-safe.
  public static final class Builder {
    private InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private Set<String> hostNames = Set.of();
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanoTime = System::nanoTime;
    private int connections = 1024;
    private int connectionsOfClient = 256;

    private Builder() {}

    /// Where to listen.
    ///
    /// @param address port 0 takes a free one, see [HttpApi#address()]
    /// @return this
    public Builder listen(InetSocketAddress address) {
      listen = address;
      return this;
    }

    /// The names, besides `localhost` and the address itself, that browsers may use in the `Host`
    /// header.
    ///
    /// @param names none at first
    /// @return this
    public Builder hostNames(Set<String> names) {
      hostNames = Set.copyOf(names);
      return this;
    }

    /// What times such as `-1h` are relative to.
    ///
    /// @param source the system's clock at first
    /// @return this
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /// What the deadlines of connections are measured by.
    ///
    /// @param nanos `System::nanoTime` at first
    /// @return this
    Builder nanoTime(LongSupplier nanos) {
      nanoTime = nanos;
      return this;
    }

    /// How many connections may be open in all. Where there is no room, one that waits longest
    /// goes.
    ///
    /// @param most at least 1; 1,024 at first
    /// @return this
    public Builder connections(int most) {
      connections = atLeastOne(most);
      return this;
    }

    /// How many connections one client, an address or a /64 of IPv6, may have open.
    ///
    /// @param most at least 1; 256 at first
    /// @return this
    public Builder connectionsOfClient(int most) {
      connectionsOfClient = atLeastOne(most);
      return this;
    }

    private static int atLeastOne(int most) {
      if (most < 1) {
        throw new IllegalArgumentException("connections less than 1: " + most);
      }
      return most;
    }

    /// The options.
    ///
    /// @return as they are now
    public HttpOptions build() {
      return new HttpOptions(this);
    }
  }
}
