package io.cistern.app.cli;

import io.cistern.metricstore.Retention;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Makes of the options of `run` how long is kept what, and says by their names what cannot be
/// meant.
final class RetentionText {
  /// Less is not worth a store: one day of one switch takes it.
  private static final long LEAST_BYTES = 16 << 20;

  private RetentionText() {}

  /// What was not given is kept for good.
  ///
  /// @throws IllegalArgumentException if a value is out of range, or two do not go together
  static Retention of(
      @Nullable Duration keep,
      @Nullable Duration keepMinutes5,
      @Nullable Duration keepHours1,
      @Nullable Long keepBytes) {
    check("--keep", keep);
    check("--keep-5m", keepMinutes5);
    check("--keep-1h", keepHours1);
    checkOrder("--keep", "rows", keep, "--keep-5m", keepMinutes5);
    checkOrder("--keep", "rows", keep, "--keep-1h", keepHours1);
    checkOrder("--keep-5m", "rollups of 5 minutes", keepMinutes5, "--keep-1h", keepHours1);
    if (keepBytes != null && keepBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "--keep-bytes: "
              + keepBytes
              + " is less than 16M, which a store needs at least; leave it out for no limit");
    }
    return new Retention(
        age(keep), age(keepMinutes5), age(keepHours1), keepBytes == null ? 0 : keepBytes);
  }

  private static Duration age(@Nullable Duration given) {
    return given == null ? Duration.ZERO : given;
  }

  private static void check(String option, @Nullable Duration age) {
    if (age != null && age.compareTo(Retention.LEAST_AGE) < 0) {
      throw new IllegalArgumentException(
          option
              + ": "
              + text(age)
              + " is less than 1h, the least that can be kept; leave it out to keep for good");
    }
  }

  private static void checkOrder(
      String option,
      String what,
      @Nullable Duration age,
      String coarserOption,
      @Nullable Duration coarser) {
    if (Retention.isLonger(age(age), age(coarser))) {
      throw new IllegalArgumentException(
          coarserOption
              + "="
              + text(coarser)
              + " is less than "
              + option
              + " ("
              + text(age)
              + "): "
              + what
              + " would outlive what sums them up; give "
              + option
              + " at most "
              + text(coarser)
              + ", or "
              + coarserOption
              + " at least as much");
    }
  }

  private static String text(@Nullable Duration age) {
    if (age == null) {
      return "for good";
    }
    if (age.toSeconds() % 86_400 == 0) {
      return age.toDays() + "d";
    }
    return age.toSeconds() % 3_600 == 0 ? age.toHours() + "h" : age.toSeconds() + "s";
  }
}
