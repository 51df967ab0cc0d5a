package io.cistern.app.self;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/// An address that cannot be listened on: says which, why, and what to do.
public final class ListenException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_PORT_FOR_ALL = 1024;

  /// @param purpose what was to be done there, as "receive sFlow"
  /// @param option that chooses the address
  /// @param protocol `udp` or `tcp`
  public ListenException(
      String purpose, String option, String protocol, InetSocketAddress address, Throwable cause) {
    super(
        "cannot "
            + purpose
            + " on "
            + (address.isUnresolved() ? address.getHostString() : host(address.getAddress()))
            + ":"
            + address.getPort()
            + " ("
            + protocol
            + "): "
            + why(protocol, address, cause)
            + ", or choose another address with "
            + option
            + " HOST:PORT",
        cause);
  }

  private static String host(InetAddress address) {
    String text = address.getHostAddress();
    return text.indexOf(':') < 0 ? text : "[" + text + "]";
  }

  private static String why(String protocol, InetSocketAddress address, Throwable cause) {
    int port = address.getPort();
    if (address.isUnresolved()) {
      return "no such host is known: mend the name";
    }
    if (!isOfThisMachine(address.getAddress())) {
      return "no interface of this machine has that address: see ip address";
    }
    if (port > 0 && port < FIRST_PORT_FOR_ALL && isRefused(cause)) {
      return "ports below 1024 need a right: give it with CAP_NET_BIND_SERVICE";
    }
    return reason(cause)
        + ": another program has the port, another cistern perhaps; stop it (ss -lp"
        + protocol.charAt(0)
        + "n 'sport = :"
        + port
        + "' names it)";
  }

  private static boolean isRefused(Throwable cause) {
    return reason(cause).contains("ermission");
  }

  /// Of the innermost cause: libraries wrap it in texts of their own.
  private static String reason(Throwable cause) {
    Throwable inner = cause;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String message = inner.getMessage();
    return message == null ? inner.toString() : message;
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) {
      return true; // it cannot be told
    }
  }
}
