package io.cistern.metricstore;

import io.cistern.metricstore.codec.ExactSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// The groups of a query's answer, as its series come in one by one.
final class Groups {

  private record Name(Map<String, String> labels, String metric, ValueKind kind, String unit) {
    static final Comparator<Name> ORDER =
        Comparator.comparing(
                (Name name) -> name.labels().values().toArray(String[]::new), Arrays::compare)
            .thenComparing(Name::metric)
            .thenComparing(Name::unit)
            .thenComparing(Name::kind);
  }

  private record Ranked(double mean, Series series) {}

  private final Grouping grouping;
  private final Map<Name, Group> groups = new LinkedHashMap<>();

  Groups(Grouping grouping) {
    this.grouping = grouping;
  }

  /// Takes a series.
  ///
  /// @param unknown the steps in which it has a value that is not known
  /// @return whether the answer has one more now
  boolean add(Series series, BitSet unknown) {
    var labels = new TreeMap<String, String>();
    for (String name : grouping.by()) {
      labels.put(
          name,
          switch (name) {
            case "source" -> series.source();
            case "instance" -> series.instance();
            default -> series.labels().getOrDefault(name, "");
          });
    }
    var name =
        new Name(
            Collections.unmodifiableMap(labels), series.metric(), series.kind(), series.unit());
    return groups
        .computeIfAbsent(
            name, _ -> grouping.aggregation() == Aggregation.TOPK ? new Top() : new Sums())
        .add(series, unknown);
  }

  /// The groups by their labels' values and metric.
  List<Series> answer() {
    var answer = new ArrayList<Series>();
    groups.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Name.ORDER))
        .forEach(e -> e.getValue().answer(e.getKey(), answer));
    return answer;
  }

  private sealed interface Group {
    /// Whether its answer has one series more.
    boolean add(Series series, BitSet unknown);

    void answer(Name name, List<Series> into);
  }

  /// The best of the series, the worst of them first.
  private final class Top implements Group {
    private final PriorityQueue<Ranked> best =
        new PriorityQueue<>(Comparator.comparingDouble(Ranked::mean));

    private final ExactSum sum = new ExactSum();

    @Override
    public boolean add(Series series, BitSet unknown) {
      double mean = mean(series.values());
      best.add(new Ranked(mean, series));
      if (best.size() <= grouping.k()) {
        return true;
      }
      best.remove();
      return false;
    }

    /// Of those that are not absent; where all are, the least there is.
    private double mean(double[] values) {
      sum.clear();
      int count = 0;
      for (double value : values) {
        if (!Double.isNaN(value)) {
          sum.add(value);
          count++;
        }
      }
      return count == 0 ? Double.NEGATIVE_INFINITY : sum.mean(count);
    }

    @Override
    public void answer(Name name, List<Series> into) {
      best.stream()
          .sorted(Comparator.comparingDouble(Ranked::mean).reversed())
          .map(Ranked::series)
          .forEach(into::add);
    }
  }

  /// One number for each step.
  private final class Sums implements Group {
    private Function function = Function.RAW;
    private long[] times = new long[0];
    private double[] values = new double[0];
    private int[] counts = new int[0];

    /// The sums of the steps whose sum was too large at some time, by [ExactSum#SCALE].
    private final Map<Integer, Double> tooLarge = new HashMap<>();

    private final BitSet unknown = new BitSet();

    @Override
    public boolean add(Series series, BitSet unknownToo) {
      boolean isFirst = times.length == 0;
      if (isFirst) {
        function = series.function();
        times = series.times();
        values = new double[times.length];
        counts = new int[times.length];
      }
      unknown.or(unknownToo);
      for (int i = 0; i < times.length; i++) {
        double value = series.values()[i];
        if (!Double.isNaN(value)) {
          values[i] = counts[i]++ == 0 ? value : combine(i, value);
        }
      }
      return isFirst;
    }

    private double combine(int i, double value) {
      return switch (grouping.aggregation()) {
        case SUM, AVG, COUNT, TOPK -> sum(i, value);
        case MIN -> Math.min(values[i], value);
        case MAX -> Math.max(values[i], value);
      };
    }

    private double sum(int i, double value) {
      Double scaled = tooLarge.isEmpty() ? null : tooLarge.get(i);
      double sum = values[i] + value;
      if (scaled == null && (Double.isFinite(sum) || !Double.isFinite(values[i]))) {
        return sum;
      }
      double scaledSum =
          (scaled == null ? values[i] / ExactSum.SCALE : scaled) + value / ExactSum.SCALE;
      tooLarge.put(i, scaledSum);
      return scaledSum * ExactSum.SCALE;
    }

    private double result(int i) {
      if (counts[i] == 0) {
        return Double.NaN;
      }
      return switch (grouping.aggregation()) {
        case SUM -> unknown.get(i) ? Double.NaN : values[i];
        case MIN, MAX, TOPK -> values[i];
        case AVG -> mean(i);
        case COUNT -> counts[i];
      };
    }

    private double mean(int i) {
      Double scaled = tooLarge.get(i);
      return scaled == null ? values[i] / counts[i] : scaled / counts[i] * ExactSum.SCALE;
    }

    @Override
    public void answer(Name name, List<Series> into) {
      double[] results = new double[times.length];
      Arrays.setAll(results, this::result);
      into.add(
          new Series(
              name.labels().getOrDefault("source", ""),
              name.labels().getOrDefault("instance", ""),
              name.labels(),
              name.metric(),
              name.kind(),
              name.unit(),
              function,
              times,
              results,
              new long[0]));
    }
  }
}
