package io.cistern.metricstore;

import java.util.SplittableRandom;

/// Queries of all kinds, within the limits and names of the random histories.
final class RandomQuery {
  private RandomQuery() {}

  /// One that rows answer.
  ///
  /// @param start where it may begin
  /// @param now where it may end, or a little later
  static Query ofRows(SplittableRandom random, long start, long now) {
    String source = random.nextBoolean() ? "*" : "192.0.2.?";
    String instance = random.nextBoolean() ? "if/*" : "if/1";
    String metric = random.nextBoolean() ? "*" : "m_c*";
    long span = now - start + 1;
    long from = start + random.nextLong(span);
    long to =
        Math.min(now + 60_000, from + (random.nextBoolean() ? span : random.nextInt(7_200_000)));
    Function function = Function.values()[random.nextInt(Function.values().length)];
    if (function == Function.RAW) {
      return Ask.raw(source, instance, metric, from, to);
    }
    long[] steps = {0, 7_000, 10_000, 60_000, 300_000, 3_600_000};
    long step = steps[random.nextInt(steps.length)];
    long limit = step == 0 ? to : Math.min(to, from + 300 * step);
    Query query = Ask.of(source, instance, metric, from, limit, step, function);
    Query asked =
        function == Function.QUANTILE
            ? query.toBuilder()
                .function(Function.QUANTILE)
                .quantile(random.nextInt(11) / 10.0)
                .build()
            : query;
    return asked.toBuilder().coarsest(Tier.RAW).build();
  }
}
