package io.cistern.app.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a time, as `2026-11-22T00:00:00Z` or with another offset; a date alone is its beginning in
/// UTC. From 1970 to the year 9999.
final class InstantText implements ITypeConverter<Instant> {
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

  @Override
  public Instant convert(String text) {
    try {
      Instant time =
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
              : OffsetDateTime.parse(text).toInstant();
      if (!time.isBefore(Instant.EPOCH) && !time.isAfter(END)) {
        return time;
      }
    } catch (DateTimeException _) { // said below
    }
    throw new TypeConversionException(
        "not a time from 1970 to 9999 such as 2026-11-22T00:00:00Z or 2026-11-22: " + text);
  }
}
