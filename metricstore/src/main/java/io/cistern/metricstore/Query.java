package io.cistern.metricstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A selection of series, a time range and what to compute of it. Immutable; made by [#builder()].
///
/// What the first step goes on from, a value or counter before the range, is looked for in the 15
/// minutes before it; in the hour before it where rollups of an hour may answer.
///
/// ```java
/// Query.builder()
///     .source("192.0.2.*").metric("if_*_octets").label("site", Match.notEqual("lab"))
///     .fromMillis(now - 3_600_000).toMillis(now).stepMillis(60_000)
///     .function(Function.AVG).function(Function.RATE, ValueKind.COUNTER64, ValueKind.COUNTER32)
///     .build();
/// ```
public final class Query {
  private static final double MEDIAN = 0.5;

  /// What a label must be.
  ///
  /// @param name of the label
  /// @param match its value; a missing label is the empty text
  public record Label(String name, Match match) {

    /// Checks that both are there.
    public Label {
      Objects.requireNonNull(name);
      Objects.requireNonNull(match);
    }
  }

  private final Match source;
  private final Match instance;
  private final Match metric;
  private final List<Label> labels;
  private final long fromMillis;
  private final long toMillis;
  private final long stepMillis;
  private final EnumMap<ValueKind, Function> functions;
  private final double quantile;
  private final Tier coarsest;
  private final @Nullable Grouping grouping;

  private Query(Builder builder) {
    source = builder.source;
    instance = builder.instance;
    metric = builder.metric;
    labels = List.copyOf(builder.labels);
    fromMillis = builder.fromMillis;
    toMillis = builder.toMillis;
    stepMillis = builder.stepMillis;
    functions = new EnumMap<>(builder.functions);
    quantile = builder.quantile;
    coarsest = builder.coarsest;
    grouping = builder.grouping;
    check();
  }

  private void check() {
    if (fromMillis < 0 || toMillis < fromMillis) {
      throw new IllegalArgumentException(
          "range is not 0 <= from <= to: from=" + fromMillis + ", to=" + toMillis);
    }
    if (stepMillis < 0) {
      throw new IllegalArgumentException("step is negative: " + stepMillis);
    }
    if (stepMillis != 0 && functions.containsValue(Function.RAW)) {
      throw new IllegalArgumentException("RAW takes no step: " + stepMillis);
    }
    if (grouping != null && stepMillis == 0) {
      throw new IllegalArgumentException("a grouping needs a step");
    }
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new IllegalArgumentException("quantile is not within 0 to 1: " + quantile);
    }
  }

  /// A query for the samples of every series at every time, to be narrowed.
  ///
  /// @return the builder
  public static Builder builder() {
    return new Builder();
  }

  /// A builder of queries that has everything of this one.
  ///
  /// @return the builder
  public Builder toBuilder() {
    return new Builder(this);
  }

  /// Which sources.
  ///
  /// @return what they must be
  public Match source() {
    return source;
  }

  /// Which instances.
  ///
  /// @return what they must be
  public Match instance() {
    return instance;
  }

  /// Which metrics.
  ///
  /// @return what they must be
  public Match metric() {
    return metric;
  }

  /// Which labels: all of these must be so.
  ///
  /// @return an immutable list; empty: any
  public List<Label> labels() {
    return labels;
  }

  /// The first time.
  ///
  /// @return epoch milliseconds, inclusive
  public long fromMillis() {
    return fromMillis;
  }

  /// The last time.
  ///
  /// @return epoch milliseconds, exclusive
  public long toMillis() {
    return toMillis;
  }

  /// How long a step is; steps begin at multiples of it since the epoch.
  ///
  /// @return milliseconds; 0: one value a sample
  public long stepMillis() {
    return stepMillis;
  }

  /// What is computed of each step of a column.
  ///
  /// @param kind of the column
  /// @return the function
  public Function function(ValueKind kind) {
    return Objects.requireNonNull(functions.get(kind));
  }

  /// Every function that is computed of some kind.
  Collection<Function> functions() {
    return functions.values();
  }

  /// Which quantile, where one is asked for.
  ///
  /// @return 0 to 1
  public double quantile() {
    return quantile;
  }

  /// The coarsest tier that may answer. Rollups answer where they are made, the step is a multiple
  /// of theirs and no function is RAW or QUANTILE; rows answer the rest, and where a bound of the
  /// range lies within a rollup row. Where rows are dropped, such a rollup row counts as a whole.
  ///
  /// @return the tier
  public Tier coarsest() {
    return coarsest;
  }

  /// How series are put together.
  ///
  /// @return `null`: not at all
  public @Nullable Grouping grouping() {
    return grouping;
  }

  @Override
  public String toString() {
    return "Query[source="
        + source
        + ", instance="
        + instance
        + ", metric="
        + metric
        + ", labels="
        + labels
        + ", from="
        + fromMillis
        + ", to="
        + toMillis
        + ", step="
        + stepMillis
        + ", functions="
        + functions
        + ", quantile="
        + quantile
        + ", coarsest="
        + coarsest
        + ", grouping="
        + grouping
        + "]";
  }

  /// A glob that matches exactly one name.
  ///
  /// @param name any text
  /// @return the name with `*`, `?` and `\` escaped
  public static String quote(String name) {
    return name.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
  }

  /// Makes queries. What is not said is: every source, instance, metric and label, all times, no
  /// step, [Function#RAW], the median where a quantile is asked for, every tier, no grouping. Not
  /// thread-safe.
  public static final class Builder {
    private Match source = Match.any();
    private Match instance = Match.any();
    private Match metric = Match.any();
    private final List<Label> labels = new ArrayList<>();
    private long fromMillis;
    private long toMillis = Long.MAX_VALUE;
    private long stepMillis;
    private final EnumMap<ValueKind, Function> functions = new EnumMap<>(ValueKind.class);
    private double quantile = MEDIAN;
    private Tier coarsest = Tier.HOURS_1;
    private @Nullable Grouping grouping;

    private Builder() {
      function(Function.RAW);
    }

    private Builder(Query query) {
      source = query.source;
      instance = query.instance;
      metric = query.metric;
      labels.addAll(query.labels);
      fromMillis = query.fromMillis;
      toMillis = query.toMillis;
      stepMillis = query.stepMillis;
      functions.putAll(query.functions);
      quantile = query.quantile;
      coarsest = query.coarsest;
      grouping = query.grouping;
    }

    /// Chooses sources.
    ///
    /// @param match what they must be
    /// @return this
    public Builder source(Match match) {
      source = Objects.requireNonNull(match);
      return this;
    }

    /// Chooses sources by a glob.
    ///
    /// @param glob as of [Match#glob(String)]
    /// @return this
    public Builder source(String glob) {
      return source(Match.glob(glob));
    }

    /// Chooses instances.
    ///
    /// @param match what they must be
    /// @return this
    public Builder instance(Match match) {
      instance = Objects.requireNonNull(match);
      return this;
    }

    /// Chooses instances by a glob.
    ///
    /// @param glob as of [Match#glob(String)]
    /// @return this
    public Builder instance(String glob) {
      return instance(Match.glob(glob));
    }

    /// Chooses metrics.
    ///
    /// @param match what they must be
    /// @return this
    public Builder metric(Match match) {
      metric = Objects.requireNonNull(match);
      return this;
    }

    /// Chooses metrics by a glob.
    ///
    /// @param glob as of [Match#glob(String)]
    /// @return this
    public Builder metric(String glob) {
      return metric(Match.glob(glob));
    }

    /// Chooses entities by one more label.
    ///
    /// @param name of the label
    /// @param match what its value must be; a missing label is the empty text
    /// @return this
    public Builder label(String name, Match match) {
      labels.add(new Label(name, match));
      return this;
    }

    /// Chooses entities by more labels.
    ///
    /// @param globs of their values by name, as of [Match#glob(String)]
    /// @return this
    public Builder labels(Map<String, String> globs) {
      globs.forEach((name, glob) -> label(name, Match.glob(glob)));
      return this;
    }

    /// Sets the first time.
    ///
    /// @param millis epoch milliseconds, inclusive
    /// @return this
    public Builder fromMillis(long millis) {
      fromMillis = millis;
      return this;
    }

    /// Sets the last time.
    ///
    /// @param millis epoch milliseconds, exclusive
    /// @return this
    public Builder toMillis(long millis) {
      toMillis = millis;
      return this;
    }

    /// Sets the length of a step.
    ///
    /// @param millis milliseconds; 0: one value a sample
    /// @return this
    public Builder stepMillis(long millis) {
      stepMillis = millis;
      return this;
    }

    /// Sets what is computed of every column.
    ///
    /// @param function of all kinds
    /// @return this
    public Builder function(Function function) {
      return function(function, ValueKind.values());
    }

    /// Sets what is computed of columns of some kinds; that of the others stays.
    ///
    /// @param function of these kinds
    /// @param kinds which
    /// @return this
    public Builder function(Function function, ValueKind... kinds) {
      Objects.requireNonNull(function);
      for (ValueKind kind : kinds) {
        functions.put(kind, function);
      }
      return this;
    }

    /// Sets which quantile [Function#QUANTILE] is.
    ///
    /// @param share 0 to 1
    /// @return this
    public Builder quantile(double share) {
      quantile = share;
      return this;
    }

    /// Sets how coarse what answers may be.
    ///
    /// @param tier [Tier#RAW]: rows alone answer
    /// @return this
    public Builder coarsest(Tier tier) {
      coarsest = Objects.requireNonNull(tier);
      return this;
    }

    /// Sets how series are put together.
    ///
    /// @param how by which labels, and what is made of a group; needs a step
    /// @return this
    public Builder grouping(Grouping how) {
      grouping = Objects.requireNonNull(how);
      return this;
    }

    /// Makes the query.
    ///
    /// @return the query
    /// @throws IllegalArgumentException if the range begins before the epoch or ends before it
    ///   begins, the step is negative, RAW has a step, a grouping has none, or the quantile is not
    ///   within 0 to 1
    public Query build() {
      return new Query(this);
    }
  }
}
