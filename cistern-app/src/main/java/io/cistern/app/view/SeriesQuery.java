package io.cistern.app.view;

import org.jspecify.annotations.Nullable;

/// Which stored points are asked for. Immutable; made by [#builder()].
public final class SeriesQuery {
  private final String agent;
  private final String instance;
  private final String metric;
  private final long fromMillis;
  private final long toMillis;
  private final long stepMillis;
  private final @Nullable String function;

  private SeriesQuery(Builder builder) {
    agent = builder.agent;
    instance = builder.instance;
    metric = builder.metric;
    fromMillis = builder.fromMillis;
    toMillis = builder.toMillis;
    stepMillis = builder.stepMillis;
    function = builder.function;
  }

  /// Begins with all series and all times, as they were recorded.
  ///
  /// @return a builder
  public static Builder builder() {
    return new Builder();
  }

  /// Glob over agent addresses.
  public String agent() {
    return agent;
  }

  /// Glob over instances.
  public String instance() {
    return instance;
  }

  /// Glob over metric names.
  public String metric() {
    return metric;
  }

  /// Begin of the range, inclusive, epoch milliseconds.
  public long fromMillis() {
    return fromMillis;
  }

  /// End of the range, exclusive, epoch milliseconds.
  public long toMillis() {
    return toMillis;
  }

  /// Length of a step; 0 for the points as they were recorded.
  public long stepMillis() {
    return stepMillis;
  }

  /// One of last, avg, min, max, sum, count, first, delta, increase, rate, raw; null for rate of
  /// counters and avg of gauges.
  public @Nullable String function() {
    return function;
  }

  /// Makes a query, part by part. Not thread-safe.
  public static final class Builder {
    private String agent = "*";
    private String instance = "*";
    private String metric = "*";
    private long fromMillis;
    private long toMillis = Long.MAX_VALUE;
    private long stepMillis;
    private @Nullable String function;

    private Builder() {}

    /// Sets [SeriesQuery#agent()]; the default is all.
    public Builder agent(String value) {
      agent = value;
      return this;
    }

    /// Sets [SeriesQuery#instance()]; the default is all.
    public Builder instance(String value) {
      instance = value;
      return this;
    }

    /// Sets [SeriesQuery#metric()]; the default is all.
    public Builder metric(String value) {
      metric = value;
      return this;
    }

    /// Sets [SeriesQuery#fromMillis()]; the default is 0.
    public Builder fromMillis(long value) {
      fromMillis = value;
      return this;
    }

    /// Sets [SeriesQuery#toMillis()]; the default has no end.
    public Builder toMillis(long value) {
      toMillis = value;
      return this;
    }

    /// Sets [SeriesQuery#stepMillis()]; the default is 0.
    public Builder stepMillis(long value) {
      stepMillis = value;
      return this;
    }

    /// Sets [SeriesQuery#function()]; the default is null.
    public Builder function(@Nullable String value) {
      function = value;
      return this;
    }

    /// Makes the query.
    public SeriesQuery build() {
      return new SeriesQuery(this);
    }
  }
}
