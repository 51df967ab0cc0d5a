package io.cistern.app.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stored series.
///
/// @param points epoch milliseconds and value, ascending; a null value is a gap
public record SeriesView(
    String agent, String instance, String metric, String fn, String unit, List<Point> points) {

  /// One point: written as `[ms, value]`.
  public record Point(long millis, @Nullable Double value) {}
}
