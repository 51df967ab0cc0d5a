package io.cistern.app.cli;

import io.cistern.app.config.ValueType;
import io.cistern.simulate.Incident;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `KIND:NUMBER:...@BEGIN+LENGTH`, as `saturated:2:1@2m+5m`.
final class IncidentText implements ITypeConverter<Incident> {
  static final String FORMS =
      "saturated:DEVICE:PORT, dead-link:DEVICE:PORT, silent:DEVICE, restart:DEVICE,"
          + " renumbering:DEVICE, horizontal-scan:TARGETS:PER_SECOND,"
          + " vertical-scan:PORTS:PER_SECOND, flood:SOURCES:PER_SECOND,"
          + " discards:DEVICE:PORT:PER_SECOND";

  @Override
  public Incident convert(String text) {
    String[] parts = text.split("@", 2);
    try {
      if (parts.length == 2) {
        String[] times = parts[1].split("\\+", 2);
        Duration begin = ValueType.duration(times[0]);
        Duration length = times.length == 2 ? ValueType.duration(times[1]) : Duration.ofDays(3_650);
        return incident(List.of(parts[0].split(":")), begin, length);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) { // said below
    }
    throw new TypeConversionException(
        "not WHAT@BEGIN or WHAT@BEGIN+LENGTH, where WHAT is one of " + FORMS + ": " + text);
  }

  private static Incident incident(List<String> parts, Duration begin, Duration length) {
    return switch (parts.getFirst()) {
      case "saturated" ->
          new Incident.SaturatedPort(number(parts, 1), number(parts, 2), begin, length);
      case "dead-link" -> new Incident.DeadLink(number(parts, 1), number(parts, 2), begin, length);
      case "silent" -> new Incident.SilentDevice(number(parts, 1), begin, length);
      case "restart" -> new Incident.Restart(number(parts, 1), begin);
      case "renumbering" -> new Incident.Renumbering(number(parts, 1), begin);
      case "horizontal-scan" ->
          new Incident.Scan(false, number(parts, 1), number(parts, 2), begin, length);
      case "vertical-scan" ->
          new Incident.Scan(true, number(parts, 1), number(parts, 2), begin, length);
      case "flood" -> new Incident.Flood(number(parts, 2), number(parts, 1), begin, length);
      case "discards" ->
          new Incident.Discards(
              number(parts, 1), number(parts, 2), number(parts, 3), begin, length);
      default -> throw new IllegalArgumentException(parts.getFirst());
    };
  }

  private static int number(List<String> parts, int at) {
    return Integer.parseInt(parts.get(at));
  }
}
