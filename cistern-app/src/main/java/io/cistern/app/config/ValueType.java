package io.cistern.app.config;

import com.google.common.net.HostAndPort;
import io.cistern.flowtrack.IpNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kind of single value: how it is read, written and called.
///
/// @param form what is expected, for the documentation
/// @param parse throws [IllegalArgumentException] that says what was expected
/// @param print what parse reads again
public record ValueType(
    String form, Function<String, Object> parse, Function<Object, String> print) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");
  private static final List<String> DURATION_UNITS = List.of("d", "h", "m", "s");

  /// How values of a class are read, or empty where they are no single values.
  static Optional<ValueType> of(Class<?> type) {
    if (type == String.class) {
      return Optional.of(new ValueType("text", text -> text, Object::toString));
    }
    if (type == Path.class) {
      return Optional.of(new ValueType("path", ValueType::path, Object::toString));
    }
    if (type == int.class) {
      return Optional.of(new ValueType("number", ValueType::number, Object::toString));
    }
    if (type == boolean.class) {
      return Optional.of(new ValueType("true or false", ValueType::truth, Object::toString));
    }
    if (type == Duration.class) {
      return Optional.of(new ValueType("duration", ValueType::duration, v -> text((Duration) v)));
    }
    if (type == ByteSize.class) {
      return Optional.of(new ValueType("bytes", ByteSize::parse, Object::toString));
    }
    if (type == InetSocketAddress.class) {
      return Optional.of(
          new ValueType("host:port", ValueType::hostPort, v -> text((InetSocketAddress) v)));
    }
    if (type == IpNetwork.class) {
      return Optional.of(new ValueType("prefix", ValueType::prefix, Object::toString));
    }
    return type.isEnum() ? Optional.of(ofEnum(type)) : Optional.empty();
  }

  private static ValueType ofEnum(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    String names =
        String.join(", ", Arrays.stream(constants).map(ValueType::name).toArray(String[]::new));
    return new ValueType(
        "one of " + names,
        text ->
            Arrays.stream(constants)
                .filter(c -> name(c).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                    () -> new IllegalArgumentException("not one of " + names + ": " + text)),
        ValueType::name);
  }

  private static String name(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  private static Object path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path: " + text, e);
    }
  }

  private static Object prefix(String text) {
    try {
      return IpNetwork.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not a prefix such as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.7: " + text, e);
    }
  }

  private static Object number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number: " + text, e);
    }
  }

  private static Object truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("not true or false: " + text);
    };
  }

  /// Reads a whole number of one unit.
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a duration such as 10s, 5m, 1h or 30d: " + text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /// In the largest unit that it is a whole number of.
  static String text(Duration duration) {
    for (String unit : DURATION_UNITS) {
      Duration one = duration("1" + unit);
      if (duration.equals(one.multipliedBy(duration.dividedBy(one))) && !duration.isZero()) {
        return duration.dividedBy(one) + unit;
      }
    }
    return "0s";
  }

  /// Reads a host, in brackets where it is an IPv6 address, and a port.
  public static InetSocketAddress hostPort(String text) {
    try {
      HostAndPort parsed = HostAndPort.fromString(text).requireBracketsForIPv6();
      if (parsed.hasPort() && !parsed.getHost().isEmpty()) {
        return new InetSocketAddress(InetAddress.getByName(parsed.getHost()), parsed.getPort());
      }
    } catch (IllegalArgumentException _) { // said below
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("unknown host: " + text, e);
    }
    throw new IllegalArgumentException(
        "not HOST:PORT such as 127.0.0.1:8080 or [::1]:8080: " + text);
  }

  private static String text(InetSocketAddress address) {
    return com.google.common.net.InetAddresses.toUriString(address.getAddress())
        + ":"
        + address.getPort();
  }
}
