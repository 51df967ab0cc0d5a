package io.cistern.app.cli;

import com.google.common.net.HostAndPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `HOST:PORT`, an IPv6 address in brackets.
final class HostPort implements ITypeConverter<InetSocketAddress> {
  @Override
  public InetSocketAddress convert(String text) {
    try {
      HostAndPort parsed = HostAndPort.fromString(text).requireBracketsForIPv6();
      if (!parsed.hasPort() || parsed.getHost().isEmpty()) {
        throw new TypeConversionException("not HOST:PORT: " + text);
      }
      return new InetSocketAddress(InetAddress.getByName(parsed.getHost()), parsed.getPort());
    } catch (IllegalArgumentException _) {
      throw new TypeConversionException("not HOST:PORT: " + text);
    } catch (UnknownHostException _) {
      throw new TypeConversionException("unknown host: " + text);
    }
  }
}
