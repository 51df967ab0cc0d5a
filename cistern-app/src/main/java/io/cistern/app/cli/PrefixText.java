package io.cistern.app.cli;

import io.cistern.flowtrack.IpNetwork;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an address prefix, or an address alone.
final class PrefixText implements ITypeConverter<IpNetwork> {
  @Override
  public IpNetwork convert(String text) {
    try {
      return IpNetwork.parse(text);
    } catch (IllegalArgumentException _) { // what is wrong with it helps less than an example
      throw new TypeConversionException(
          "not a prefix such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.7: " + text);
    }
  }
}
