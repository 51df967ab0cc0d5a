package io.cistern.metricstore;

import io.cistern.metricstore.rollup.Increases;
import io.cistern.metricstore.rollup.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One query being answered.
final class QueryRun {
  /// How far before a query's range samples are looked for that its first step is compared with: 15
  /// minutes.
  static final long LOOK_BACK_MILLIS = 900_000;

  private record Selected(Entity entity, List<Column> columns) {}

  private final Query query;
  private final Limits limits;
  private final long start;
  private final int steps;
  private long points;
  private final List<Series> answer = new ArrayList<>();
  private final @Nullable Groups groups;

  QueryRun(Query query, Limits limits) throws LimitExceededException {
    this.query = query;
    this.limits = limits;
    this.start =
        query.stepMillis() == 0
            ? query.fromMillis()
            : query.fromMillis() / query.stepMillis() * query.stepMillis();
    this.steps = countSteps();
    this.groups = query.grouping() == null ? null : new Groups(query.grouping());
  }

  private int countSteps() throws LimitExceededException {
    if (query.stepMillis() == 0 || query.fromMillis() == query.toMillis()) {
      return 0;
    }
    long count = (query.toMillis() - 1 - start) / query.stepMillis() + 1;
    if (count > Math.min(limits.queryPoints(), Integer.MAX_VALUE - 8)) {
      throw new LimitExceededException("queryPoints", count, limits.queryPoints());
    }
    return (int) count;
  }

  List<Series> run(
      EntityTable entities, Supplier<StoreView> view, BooleanSupplier cancelled, LongAdder damaged)
      throws IOException {
    List<Selected> selection = select(entities);
    QueryPlan.Range range = range();
    try (Lease lease = Lease.of(view, range)) {
      var gatherer =
          new Gatherer(
              lease,
              range.from(),
              range.to(),
              summing(),
              limits.querySamples(),
              cancelled,
              damaged);
      for (Selected selected : selection) {
        answer(selected, gatherer);
      }
    }
    return groups == null ? answer : groups.answer();
  }

  /// What is read: the range asked for and what its first step is compared with.
  private QueryPlan.Range range() {
    List<Tier> tiers = tiers();
    long coarsest = tiers.isEmpty() ? 1 : tiers.getFirst().stepMillis();
    boolean areRaw = query.functions().stream().allMatch(f -> f == Function.RAW);
    long lookBack = areRaw ? 0 : Math.max(LOOK_BACK_MILLIS, coarsest);
    long from = Math.max(0, query.fromMillis() - lookBack) / coarsest * coarsest;
    return new QueryPlan.Range(from, query.fromMillis(), query.toMillis(), tiers);
  }

  private Gatherer.Summing summing() {
    return areOfSummaries()
        ? new Gatherer.Summing(query.fromMillis(), query.toMillis(), query.stepMillis())
        : Gatherer.Summing.NONE;
  }

  /// The rollups that may answer, the coarsest first.
  private List<Tier> tiers() {
    if (!areOfSummaries() || query.stepMillis() == 0) {
      return List.of();
    }
    return Arrays.stream(Tier.values())
        .filter(tier -> tier != Tier.RAW && tier.compareTo(query.coarsest()) <= 0)
        .filter(tier -> query.stepMillis() % tier.stepMillis() == 0)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private boolean areOfSummaries() {
    return query.functions().stream().allMatch(Function::isOfSummaries);
  }

  private List<Selected> select(EntityTable entities) throws LimitExceededException {
    var selection = new ArrayList<Selected>();
    var columnsOf = new IdentityHashMap<Schema, List<Column>>(); // entities share them
    int series = 0;
    for (Entity entity : entities.select(query)) {
      if (entity.lastSeen < 0) {
        continue;
      }
      List<Column> columns = columnsOf.computeIfAbsent(entity.schema(), this::columns);
      series += columns.size();
      if (series > limits.querySeries()) {
        throw new LimitExceededException("querySeries", series, limits.querySeries());
      }
      if (!columns.isEmpty()) {
        selection.add(new Selected(entity, columns));
      }
    }
    return selection;
  }

  private List<Column> columns(Schema schema) {
    return schema.list().stream()
        .filter(column -> query.metric().matches(column.metric()))
        .toList();
  }

  private void answer(Selected selected, Gatherer gatherer) throws IOException {
    @Nullable Samples[] samples = new Samples[selected.entity().columnCount()];
    for (Column column : selected.columns()) {
      samples[column.index()] = new Samples(column.kind().number());
    }
    gatherer.gather(selected.entity(), samples);
    for (Column column : selected.columns()) {
      Samples gathered = samples[column.index()];
      if (gathered != null && gathered.size > 0) {
        compute(selected.entity(), column, gathered, gatherer);
      }
    }
  }

  private void compute(Entity entity, Column column, Samples samples, Gatherer gatherer)
      throws LimitExceededException {
    Function asked = query.function(column.kind());
    if (asked == Function.RAW) {
      addRaw(entity, column, samples);
      return;
    }
    samples.dropNaN();
    var increases = new Increases(samples, gatherer.resets, gatherer.resetCount);
    boolean isContinued = entity.firstSeen < query.fromMillis() - LOOK_BACK_MILLIS;
    var growth = new Growth(samples, increases, isContinued);
    var function = new StepFunction(samples, growth, asked, query.quantile());
    if (query.stepMillis() == 0) {
      int first = samples.indexOf(query.fromMillis());
      long[] times = Arrays.copyOfRange(samples.times, first, samples.size);
      add(entity, column, times, function.perSample(first), new long[0], new BitSet());
      return;
    }
    long[] times = new long[steps];
    Arrays.setAll(times, s -> start + s * query.stepMillis());
    double[] values = function.perStep(query.fromMillis(), start, query.stepMillis(), steps);
    add(entity, column, times, values, new long[0], function.unknown());
  }

  private void addRaw(Entity entity, Column column, Samples samples) throws LimitExceededException {
    int first = samples.indexOf(query.fromMillis());
    if (first == samples.size) {
      return;
    }
    long[] raw = Arrays.copyOfRange(samples.raw, first, samples.size);
    double[] values = new double[raw.length];
    Arrays.setAll(values, i -> samples.value(first + i));
    long[] times = Arrays.copyOfRange(samples.times, first, samples.size);
    add(entity, column, times, values, raw, new BitSet());
  }

  private void add(
      Entity entity, Column column, long[] times, double[] values, long[] raw, BitSet unknown)
      throws LimitExceededException {
    boolean isEmpty = unknown.isEmpty() && StepFunction.isEmpty(values);
    Function asked = query.function(column.kind());
    if (asked != Function.RAW && isEmpty) {
      return;
    }
    var series =
        new Series(
            entity.source(),
            entity.instance(),
            entity.labels(),
            column.metric(),
            column.kind(),
            column.unit(),
            asked,
            times,
            values,
            raw);
    if (groups != null && !groups.add(series, unknown)) {
      return;
    }
    points += times.length;
    if (points > limits.queryPoints()) {
      throw new LimitExceededException("queryPoints", points, limits.queryPoints());
    }
    if (groups == null) {
      answer.add(series);
    }
  }
}
