package io.cistern.app.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The names by which this server may be called in `Host`.
///
/// A page of another site can point its own name at our address (DNS rebinding) and would then read
/// our answers; its name in `Host` gives it away. Allowed are `localhost`, loopback addresses, the
/// address bound or, where all are bound, those of this machine, and names that the operator gave.
/// The port is not looked at: tunnels and port mappings change it.
final class HostNames {
  private final InetAddress bound;
  private final Set<String> names;

  HostNames(InetAddress bound, Set<String> names) {
    this.bound = bound;
    this.names =
        names.stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
  }

  /// @param host the host of the request, without port, an IPv6 address with or without brackets
  boolean allows(@Nullable String host) {
    if (host == null) {
      return false;
    }
    var name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || names.contains(name) || isOurs(literal(name));
  }

  private boolean isOurs(@Nullable InetAddress address) {
    if (address == null) {
      return false;
    }
    return address.isLoopbackAddress()
        || address.equals(bound)
        || (bound.isAnyLocalAddress() && isOfThisMachine(address));
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) { // the interfaces cannot be read: then none is known to be ours
      return false;
    }
  }

  /// The address that a literal spells; null for a name, which is never looked up.
  private static @Nullable InetAddress literal(String host) {
    var bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    try {
      return InetAddress.ofLiteral(bare);
    } catch (IllegalArgumentException _) { // a name, not a literal
      return null;
    }
  }
}
