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
import org.jspecify.annotations.Nullable;

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
  private final TreeMap<String, Long> firstSeen = new TreeMap<>();

  void set(Entity entity, long time, Column column, long raw) {
    set(entity.source(), entity.instance(), time, column, raw);
  }

  void set(String source, String instance, long time, Column column, long raw) {
    samples
        .computeIfAbsent(new SeriesKey(source, instance, column), _ -> new TreeMap<>())
        .put(time, raw);
    seen(source, instance, time);
  }

  /// An entity had a row.
  void seen(String source, String instance, long time) {
    firstSeen.merge(source + "\n" + instance, time, Math::min);
  }

  void reset(Entity entity, long time) {
    reset(entity.source(), entity.instance(), time);
  }

  void reset(String source, String instance, long time) {
    resets.computeIfAbsent(source + "\n" + instance, _ -> new TreeMap<>()).put(time, true);
    seen(source, instance, time);
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
      if (q.source().matches(key.source())
          && q.instance().matches(key.instance())
          && q.metric().matches(key.column().metric())) {
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
    if (q.function(kind) == Function.RAW) {
      map.subMap(q.fromMillis(), q.toMillis())
          .forEach((time, bits) -> {
            times.add(time);
            values.add(kind.toDouble(bits));
            raw.add(bits);
          });
    } else {
      boolean isUnknown = compute(q, key, map, times, values);
      if (!isUnknown && values.stream().allMatch(v -> v.isNaN())) {
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
              q.function(kind),
              longs(times),
              values.stream().mapToDouble(d -> d).toArray(),
              longs(raw)));
    }
  }

  /// Whether some step was absent because what it held is not known.
  private boolean compute(
      Query q, SeriesKey key, NavigableMap<Long, Long> map, List<Long> times, List<Double> values) {
    var seen = new ArrayList<Sample>();
    map.subMap(Math.max(0, q.fromMillis() - QueryRun.LOOK_BACK_MILLIS), q.toMillis())
        .forEach((time, bits) -> {
          if (!Double.isNaN(key.column().kind().toDouble(bits))) {
            seen.add(new Sample(time, bits));
          }
        });
    var marks = resets.getOrDefault(key.source() + "\n" + key.instance(), new TreeMap<>());
    boolean isContinued =
        firstSeen.getOrDefault(key.source() + "\n" + key.instance(), Long.MAX_VALUE)
            < q.fromMillis() - QueryRun.LOOK_BACK_MILLIS;
    var calculation = new Calculation(q, key.column().kind(), seen, marks, isContinued);
    if (q.stepMillis() == 0) {
      for (Sample sample : seen) {
        if (sample.time() >= q.fromMillis()) {
          times.add(sample.time());
          values.add(calculation.of(sample.time(), sample.time() + 1));
        }
      }
      return false;
    }
    for (long begin = q.fromMillis() / q.stepMillis() * q.stepMillis();
        begin < q.toMillis();
        begin += q.stepMillis()) {
      times.add(begin);
      values.add(calculation.step(Math.max(begin, q.fromMillis()), begin + q.stepMillis()));
    }
    return calculation.isUnknown();
  }

  private static long[] longs(List<Long> list) {
    return list.stream().mapToLong(l -> l).toArray();
  }

  /// What the rules at [Function] say, sample by sample.
  private static final class Calculation {
    private static final BigDecimal SCALE = BigDecimal.TWO.pow(64);

    private final Function function;
    private final double quantile;
    private final ValueKind kind;
    private final List<Sample> seen;
    private final NavigableMap<Long, Boolean> marks;
    private final boolean isContinued;
    private final long interval;
    private boolean isUnknown;

    Calculation(
        Query q,
        ValueKind kind,
        List<Sample> seen,
        NavigableMap<Long, Boolean> marks,
        boolean isContinued) {
      this.isContinued = isContinued;
      this.function = q.function(kind);
      this.quantile = q.quantile();
      this.kind = kind;
      this.seen = seen;
      this.marks = marks;
      var distances = new ArrayList<Long>();
      for (int i = 1; i < seen.size(); i++) {
        distances.add(seen.get(i).time() - seen.get(i - 1).time());
      }
      distances.sort(null);
      interval = distances.isEmpty() ? 0 : roundedUp(distances.get(distances.size() / 2));
    }

    /// To four significant bits.
    private static long roundedUp(long distance) {
      long unit = 1;
      while ((distance + unit - 1) / unit > 16) {
        unit *= 2;
      }
      return (distance + unit - 1) / unit * unit;
    }

    /// Whether some step was absent because what it held is not known.
    boolean isUnknown() {
      return isUnknown;
    }

    double step(long from, long end) {
      boolean empty = seen.stream().noneMatch(s -> s.time() >= from && s.time() < end);
      return empty ? fill(from) : of(from, end);
    }

    private @Nullable Sample before(long time) {
      return seen.stream().filter(s -> s.time() < time).reduce((_, b) -> b).orElse(null);
    }

    private @Nullable Sample notBefore(long time) {
      return seen.stream().filter(s -> s.time() >= time).findFirst().orElse(null);
    }

    private boolean isGap(Sample a, Sample b) {
      return b.time() - a.time() > 3 * interval;
    }

    private double fill(long from) {
      Sample before = before(from);
      Sample after = notBefore(from);
      if (before == null) {
        isUnknown |= isContinued && after != null && knowsGaps();
        return Double.NaN;
      }
      if (after == null) {
        return from - before.time() >= 3 * interval ? Double.NaN : repeated(before);
      }
      if (isGap(before, after)) {
        isUnknown |= knowsGaps();
        return Double.NaN;
      }
      return function == Function.RATE ? rate(List.of(before, after)) : repeated(before);
    }

    private boolean knowsGaps() {
      return function != Function.SUM && function != Function.COUNT;
    }

    private double repeated(Sample before) {
      return switch (function) {
        case LAST, FIRST, AVG, MIN, MAX, QUANTILE -> kind.toDouble(before.raw());
        default -> Double.NaN;
      };
    }

    double of(long from, long end) {
      List<Sample> in = seen.stream().filter(s -> s.time() >= from && s.time() < end).toList();
      double[] values = in.stream().mapToDouble(s -> kind.toDouble(s.raw())).toArray();
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
        case SUM -> sum(in);
        case AVG -> mean(in);
        case MIN -> min;
        case MAX -> max;
        case DELTA, INCREASE, RATE -> grown(in, from, end);
        case QUANTILE -> quantile(values);
      };
    }

    /// What grew between two samples is the later one's step's. A step that cuts a gap does not
    /// know it.
    private double grown(List<Sample> in, long from, long end) {
      var chain = new ArrayList<>(in);
      Sample before = before(from);
      if (before != null) {
        chain.addFirst(before);
      }
      Sample after = notBefore(end);
      Sample last = in.getLast();
      boolean endsIn = before == null ? isContinued : isGap(before, in.getFirst());
      boolean beginsIn = after != null && isGap(last, after) && end - last.time() > interval;
      double grown = endsIn || beginsIn || chain.size() < 2 ? Double.NaN : growth(chain);
      isUnknown |= Double.isNaN(grown) && (chain.size() > 1 || endsIn);
      return grown;
    }

    private double growth(List<Sample> chain) {
      return switch (function) {
        case DELTA -> difference(chain.getFirst(), chain.getLast());
        case INCREASE -> increase(chain);
        default -> rate(chain);
      };
    }

    private double rate(List<Sample> chain) {
      long millis = chain.getLast().time() - chain.getFirst().time();
      double increase = increase(chain);
      double scaled = increase * 1000;
      return Double.isInfinite(scaled) ? increase / millis * 1000 : scaled / millis;
    }

    /// Exact, then rounded.
    private double sum(List<Sample> in) {
      double infinite = infinities(in);
      return infinite != 0 ? infinite : exactSum(in).doubleValue();
    }

    /// The sum is rounded, and then the quotient, as if a double had no largest.
    private double mean(List<Sample> in) {
      double sum = sum(in);
      return Double.isFinite(sum) || infinities(in) != 0
          ? sum / in.size()
          : exactSum(in).divide(SCALE).doubleValue() / in.size() * SCALE.doubleValue();
    }

    private double infinities(List<Sample> in) {
      return in.stream()
          .mapToDouble(s -> kind.toDouble(s.raw()))
          .filter(Double::isInfinite)
          .reduce(0, Double::sum);
    }

    private BigDecimal exactSum(List<Sample> in) {
      return in.stream()
          .filter(s -> Double.isFinite(kind.toDouble(s.raw())))
          .map(s ->
              switch (kind) {
                case COUNTER64 -> unsigned(s.raw());
                case GAUGE_DOUBLE -> new BigDecimal(kind.toDouble(s.raw()));
                default -> BigDecimal.valueOf(s.raw());
              })
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal unsigned(long raw) {
      return new BigDecimal(Long.toUnsignedString(raw));
    }

    private double quantile(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double rank = quantile * (sorted.length - 1);
      double low = sorted[(int) Math.floor(rank)];
      double high = sorted[(int) Math.ceil(rank)];
      double share = rank - Math.floor(rank);
      if (low == high) {
        return low;
      }
      return Double.isInfinite(high - low)
          ? low * (1 - share) + high * share
          : low + (high - low) * share;
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
        BigDecimal counted = counted(chain.get(i - 1), chain.get(i));
        if (counted == null) {
          return Double.NaN;
        }
        sum = sum.add(counted);
      }
      return sum.doubleValue();
    }

    /// What a counter counted between two samples; `null` if it began again: nobody knows.
    private @Nullable BigDecimal counted(Sample a, Sample b) {
      if (!marks.subMap(a.time(), false, b.time(), true).isEmpty()) {
        return null;
      }
      BigDecimal more = unsigned(b.raw()).subtract(unsigned(a.raw()));
      if (more.signum() >= 0) {
        return more;
      }
      boolean wrapped =
          a.raw() >= 3_221_225_472L
              && a.raw() < 4_294_967_296L
              && b.raw() >= 0
              && b.raw() < 1_073_741_824L;
      return wrapped ? more.add(BigDecimal.valueOf(4_294_967_296L)) : null;
    }
  }
}
