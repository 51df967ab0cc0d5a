package io.cistern.app.config;

import io.cistern.metricstore.Retention;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long what is stored is kept.
public record RetentionConfig(
    @Key(
            value =
                "How long rows are kept, in whole days of data, as 30d; at least 1h, and no longer"
                    + " than their rollups.",
            defaultText = "for good",
            option = "--keep")
        @Nullable Duration rows,
    @Key(
            value = "How long rollups of 5 minutes are kept, no longer than those of an hour.",
            defaultText = "for good",
            option = "--keep-5m")
        @Nullable Duration rollups5m,
    @Key(
            value = "How long rollups of an hour are kept.",
            defaultText = "for good",
            option = "--keep-1h")
        @Nullable Duration rollups1h,
    @Key(
            value =
                "How large the store may grow before the oldest data is dropped, rows first; at"
                    + " least 16M.",
            defaultText = "no limit",
            option = "--keep-bytes")
        @Nullable ByteSize size) {

  /* Less is not worth a store: one day of one switch takes it. */
  private static final long LEAST_BYTES = 16 << 20;

  /// Checks the bounds, and that nothing outlives what sums it up.
  public RetentionConfig {
    checkAge("rows", rows);
    checkAge("rollups5m", rollups5m);
    checkAge("rollups1h", rollups1h);
    checkOrder("rows", rows, "rollups5m", rollups5m);
    checkOrder("rows", rows, "rollups1h", rollups1h);
    checkOrder("rollups5m", rollups5m, "rollups1h", rollups1h);
    if (size != null && size.bytes() < LEAST_BYTES) {
      throw new RefusedValueException(
          "size", size + " is less than 16M, the least a store needs; leave it out for no limit");
    }
  }

  private static void checkAge(String key, @Nullable Duration age) {
    if (age != null && age.compareTo(Retention.LEAST_AGE) < 0) {
      throw new RefusedValueException(
          key,
          ValueType.text(age)
              + " is less than 1h, the least that can be kept; leave it out to keep for good");
    }
  }

  private static void checkOrder(
      String finer, @Nullable Duration age, String coarser, @Nullable Duration limit) {
    if (Retention.isLonger(orZero(age), orZero(limit))) {
      throw new RefusedValueException(
          coarser,
          text(limit)
              + " is less than that of "
              + finer
              + " ("
              + text(age)
              + "), which would outlive what sums it up");
    }
  }

  private static String text(@Nullable Duration age) {
    return age == null ? "for good" : ValueType.text(age);
  }

  private static Duration orZero(@Nullable Duration age) {
    return age == null ? Duration.ZERO : age;
  }

  Retention toRetention() {
    return Retention.builder()
        .raw(orZero(rows))
        .minutes5(orZero(rollups5m))
        .hours1(orZero(rollups1h))
        .bytes(size == null ? 0 : size.bytes())
        .build();
  }
}
