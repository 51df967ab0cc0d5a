package io.cistern.metricstore;

/// Short ways to the queries of the tests.
final class Ask {
  private Ask() {}

  /// By globs.
  static Query of(
      String source,
      String instance,
      String metric,
      long from,
      long to,
      long step,
      Function function) {
    return Query.builder()
        .source(source)
        .instance(instance)
        .metric(metric)
        .fromMillis(from)
        .toMillis(to)
        .stepMillis(step)
        .function(function)
        .build();
  }

  /// The samples themselves.
  static Query raw(String source, String instance, String metric, long from, long to) {
    return of(source, instance, metric, from, to, 0, Function.RAW);
  }
}
