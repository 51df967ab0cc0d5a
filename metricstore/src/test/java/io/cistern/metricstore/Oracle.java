package io.cistern.metricstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The naive store: every sample in a sorted map, every function computed from its definition.
final class Oracle {
  record Sample(long time, long raw) {}

  private record SeriesKey(String source, String instance, Column column) {}

  private final TreeMap<SeriesKey, NavigableMap<Long, Long>> samples =
      new TreeMap<>(
          Comparator.comparing(SeriesKey::source)
              .thenComparing(SeriesKey::instance)
              .thenComparing(key -> key.column().index()));
  private final TreeMap<String, NavigableMap<Long, Boolean>> resets = new TreeMap<>();

  void set(Entity entity, long time, Column column, long raw) {
    set(entity.source(), entity.instance(), time, column, raw);
  }

  void set(String source, String instance, long time, Column column, long raw) {
    samples
        .computeIfAbsent(new SeriesKey(source, instance, column), _ -> new TreeMap<>())
        .put(time, raw);
  }

  void reset(Entity entity, long time) {
    reset(entity.source(), entity.instance(), time);
  }

  void reset(String source, String instance, long time) {
    resets.computeIfAbsent(source + "\n" + instance, _ -> new TreeMap<>()).put(time, true);
  }

  /// Asks a store the same and expects the same answer, to the bit.
  void check(MetricStore store, Query query) throws IOException {
    List<Series> actual = store.query(query);
    List<Series> expected = query(query);
    assertThat(actual.stream().map(Oracle::name))
        .as("%s", query)
        .isEqualTo(expected.stream().map(Oracle::name).toList());
    for (int i = 0; i < expected.size(); i++) {
      Series a = actual.get(i);
      Series e = expected.get(i);
      String what = query + " of " + name(e);
      assertThat(a.times()).as(what).isEqualTo(e.times());
      assertThat(a.rawBits()).as(what).isEqualTo(e.rawBits());
      assertThat(a.values()).as(what).isEqualTo(e.values());
    }
  }

  static String name(Series series) {
    return String.join(
        " ",
        series.source(),
        series.instance(),
        series.metric(),
        series.kind().name(),
        series.unit());
  }

  List<Series> query(Query q) {
    var answer = new ArrayList<Series>();
    samples.forEach((key, map) -> {
      if (Glob.of(q.source()).matches(key.source())
          && Glob.of(q.instance()).matches(key.instance())
          && Glob.of(q.metric()).matches(key.column().metric())) {
        add(q, key, map, answer);
      }
    });
    return answer;
  }

  private void add(Query q, SeriesKey key, NavigableMap<Long, Long> map, List<Series> answer) {
    ValueKind kind = key.column().kind();
    var times = new ArrayList<Long>();
    var values = new ArrayList<Double>();
    var raw = new ArrayList<Long>();
    if (q.function() == Function.RAW) {
      map.subMap(q.fromMillis(), q.toMillis())
          .forEach((time, bits) -> {
            times.add(time);
            values.add(kind.toDouble(bits));
            raw.add(bits);
          });
    } else {
      compute(q, key, map, times, values);
      if (values.stream().allMatch(v -> v.isNaN())) {
        return;
      }
    }
    if (!times.isEmpty()) {
      answer.add(
          new Series(
              key.source(),
              key.instance(),
              Map.of(),
              key.column().metric(),
              kind,
              key.column().unit(),
              q.function(),
              longs(times),
              values.stream().mapToDouble(d -> d).toArray(),
              longs(raw)));
    }
  }

  private void compute(
      Query q, SeriesKey key, NavigableMap<Long, Long> map, List<Long> times, List<Double> values) {
    var seen = new ArrayList<Sample>();
    map.subMap(Math.max(0, q.fromMillis() - QueryRun.LOOK_BACK_MILLIS), q.toMillis())
        .forEach((time, bits) -> {
          if (!Double.isNaN(key.column().kind().toDouble(bits))) {
            seen.add(new Sample(time, bits));
          }
        });
    var marks = resets.getOrDefault(key.source() + "\n" + key.instance(), new TreeMap<>());
    var calculation = new Calculation(q, key.column().kind(), seen, marks);
    if (q.stepMillis() == 0) {
      for (Sample sample : seen) {
        if (sample.time() >= q.fromMillis()) {
          times.add(sample.time());
          values.add(calculation.of(sample.time(), sample.time() + 1));
        }
      }
      return;
    }
    for (long begin = q.fromMillis() / q.stepMillis() * q.stepMillis();
        begin < q.toMillis();
        begin += q.stepMillis()) {
      times.add(begin);
      values.add(calculation.step(Math.max(begin, q.fromMillis()), begin + q.stepMillis()));
    }
  }

  private static long[] longs(List<Long> list) {
    return list.stream().mapToLong(l -> l).toArray();
  }

  private static final class Calculation {
    private final Function function;
    private final double quantile;
    private final ValueKind kind;
    private final List<Sample> seen;
    private final NavigableMap<Long, Boolean> marks;
    private final long noGap;

    Calculation(Query q, ValueKind kind, List<Sample> seen, NavigableMap<Long, Boolean> marks) {
      this.function = q.function();
      this.quantile = q.quantile();
      this.kind = kind;
      this.seen = seen;
      this.marks = marks;
      var distances = new ArrayList<Long>();
      for (int i = 1; i < seen.size(); i++) {
        distances.add(seen.get(i).time() - seen.get(i - 1).time());
      }
      distances.sort(null);
      noGap = distances.isEmpty() ? 0 : 3 * roundedUp(distances.get(distances.size() / 2));
    }

    /// To four significant bits.
    private static long roundedUp(long distance) {
      long unit = 1;
      while ((distance + unit - 1) / unit > 16) {
        unit *= 2;
      }
      return (distance + unit - 1) / unit * unit;
    }

    double step(long from, long end) {
      boolean empty = seen.stream().noneMatch(s -> s.time() >= from && s.time() < end);
      return empty ? fill(from) : of(from, end);
    }

    private double fill(long from) {
      Sample before = seen.stream().filter(s -> s.time() < from).reduce((_, b) -> b).orElse(null);
      Sample after = seen.stream().filter(s -> s.time() >= from).findFirst().orElse(null);
      if (before == null) {
        return Double.NaN;
      }
      boolean gap =
          after != null ? after.time() - before.time() > noGap : from - before.time() >= noGap;
      if (gap) {
        return Double.NaN;
      }
      return switch (function) {
        case LAST, FIRST, AVG, MIN, MAX, QUANTILE -> kind.toDouble(before.raw());
        case RATE ->
            after == null
                ? Double.NaN
                : growth(before, after) * 1000 / (after.time() - before.time());
        default -> Double.NaN;
      };
    }

    double of(long from, long end) {
      List<Sample> in = seen.stream().filter(s -> s.time() >= from && s.time() < end).toList();
      double[] values = in.stream().mapToDouble(s -> kind.toDouble(s.raw())).toArray();
      Sample before = seen.stream().filter(s -> s.time() < from).reduce((_, b) -> b).orElse(null);
      var chain = new ArrayList<Sample>();
      if (before != null && in.getFirst().time() - before.time() <= noGap) {
        chain.add(before);
      }
      chain.addAll(in);
      double sum = sum(in);
      double min = values[0];
      double max = values[0];
      for (double v : values) {
        min = Math.min(min, v);
        max = Math.max(max, v);
      }
      return switch (function) {
        case RAW, LAST -> values[values.length - 1];
        case FIRST -> values[0];
        case COUNT -> values.length;
        case SUM -> sum;
        case AVG -> sum / values.length;
        case MIN -> min;
        case MAX -> max;
        case DELTA -> chain.size() < 2 ? Double.NaN : difference(chain.getFirst(), chain.getLast());
        case INCREASE -> chain.size() < 2 ? Double.NaN : increase(chain);
        case RATE ->
            chain.size() < 2
                ? Double.NaN
                : increase(chain) * 1000 / (chain.getLast().time() - chain.getFirst().time());
        case QUANTILE -> quantile(values);
      };
    }

    /// Exact, then rounded.
    private double sum(List<Sample> in) {
      double infinite = 0;
      BigDecimal sum = BigDecimal.ZERO;
      for (Sample sample : in) {
        double value = kind.toDouble(sample.raw());
        if (kind == ValueKind.COUNTER64) {
          sum = sum.add(new BigDecimal(Long.toUnsignedString(sample.raw())));
        } else if (kind != ValueKind.GAUGE_DOUBLE) {
          sum = sum.add(BigDecimal.valueOf(sample.raw()));
        } else if (Double.isInfinite(value)) {
          infinite += value;
        } else {
          sum = sum.add(new BigDecimal(value));
        }
      }
      return infinite != 0 ? infinite : sum.doubleValue();
    }

    private double quantile(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double rank = quantile * (sorted.length - 1);
      double low = sorted[(int) Math.floor(rank)];
      double high = sorted[(int) Math.ceil(rank)];
      return rank == Math.floor(rank) ? low : low + (high - low) * (rank - Math.floor(rank));
    }

    private double difference(Sample a, Sample b) {
      return kind == ValueKind.GAUGE_DOUBLE
          ? kind.toDouble(b.raw()) - kind.toDouble(a.raw())
          : (double) (b.raw() - a.raw());
    }

    private double increase(List<Sample> chain) {
      if (!kind.isCounter()) {
        return difference(chain.getFirst(), chain.getLast());
      }
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = 1; i < chain.size(); i++) {
        sum = sum.add(grown(chain.get(i - 1), chain.get(i)));
      }
      return sum.doubleValue();
    }

    private double growth(Sample a, Sample b) {
      return kind.isCounter() ? grown(a, b).doubleValue() : difference(a, b);
    }

    /// Of a counter.
    private BigDecimal grown(Sample a, Sample b) {
      boolean reset = !marks.subMap(a.time(), false, b.time(), true).isEmpty();
      boolean fell = Long.compareUnsigned(b.raw(), a.raw()) < 0;
      boolean wrapped =
          kind == ValueKind.COUNTER32 && a.raw() >= 3_221_225_472L && b.raw() < 1_073_741_824L;
      if (reset || (fell && !wrapped)) {
        return new BigDecimal(Long.toUnsignedString(b.raw()));
      }
      return fell
          ? BigDecimal.valueOf(b.raw() - a.raw() + 4_294_967_296L)
          : new BigDecimal(Long.toUnsignedString(b.raw() - a.raw()));
    }
  }
}
