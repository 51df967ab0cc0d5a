package io.cistern.app.http;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/// Reads times and durations as parameters spell them.
///
/// | text                       | means                                              |
/// |----------------------------|----------------------------------------------------|
/// | `2026-11-22T10:00:00Z`     | ISO-8601, with `Z` or an offset                    |
/// | `1795341600`               | epoch seconds, also with a fraction                |
/// | `now`, `-1h`, `now-1h`     | relative to the present                            |
/// | `500ms`, `10s`, `5m`, `1d` | durations: ms, s, m, h, d, w, whole numbers        |
final class TimeText {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
  private static final Pattern EPOCH = Pattern.compile("\\d{1,11}(\\.\\d{1,9})?");

  private TimeText() {}

  /// @throws IllegalArgumentException if the text is not a duration
  static Duration duration(String text) {
    var matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a duration such as 10s, 5m or 1d is expected");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }

  /// @return epoch milliseconds
  /// @throws IllegalArgumentException if the text is not a time
  static long epochMillis(String text, Instant now) {
    if (text.equals("now")) {
      return now.toEpochMilli();
    }
    try {
      if (text.startsWith("now-")) {
        return now.minus(duration(text.substring(4))).toEpochMilli();
      }
      if (text.startsWith("-")) {
        return now.minus(duration(text.substring(1))).toEpochMilli();
      }
      if (EPOCH.matcher(text).matches()) {
        return new BigDecimal(text).movePointRight(3).longValue();
      }
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a time is expected: ISO-8601 with a zone, epoch seconds, now, or relative such as -1h",
          e);
    }
  }
}
