package io.cistern.app.cli;

import io.cistern.app.config.ValueType;
import io.cistern.simulate.Incident;
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
        var incident = Incident.builder().begin(ValueType.duration(times[0]));
        if (times.length == 2) {
          incident.length(ValueType.duration(times[1]));
        }
        return incident(List.of(parts[0].split(":")), incident);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) { // said below
    }
    throw new TypeConversionException(
        "not WHAT@BEGIN or WHAT@BEGIN+LENGTH, where WHAT is one of " + FORMS + ": " + text);
  }

  private static Incident incident(List<String> parts, Incident.Builder incident) {
    return switch (parts.getFirst()) {
      case "saturated" -> port(incident, parts).saturatedPort();
      case "dead-link" -> port(incident, parts).deadLink();
      case "silent" -> incident.device(number(parts, 1)).silentDevice();
      case "restart" -> incident.device(number(parts, 1)).restart();
      case "renumbering" -> incident.device(number(parts, 1)).renumbering();
      case "horizontal-scan" -> scan(incident, parts).horizontalScan();
      case "vertical-scan" -> scan(incident, parts).verticalScan();
      case "flood" -> incident.sources(number(parts, 1)).packetsPerSecond(number(parts, 2)).flood();
      case "discards" -> port(incident, parts).packetsPerSecond(number(parts, 3)).discards();
      default -> throw new IllegalArgumentException(parts.getFirst());
    };
  }

  private static Incident.Builder port(Incident.Builder incident, List<String> parts) {
    return incident.device(number(parts, 1)).port(number(parts, 2));
  }

  private static Incident.Builder scan(Incident.Builder incident, List<String> parts) {
    return incident.targets(number(parts, 1)).packetsPerSecond(number(parts, 2));
  }

  private static int number(List<String> parts, int at) {
    return Integer.parseInt(parts.get(at));
  }
}
