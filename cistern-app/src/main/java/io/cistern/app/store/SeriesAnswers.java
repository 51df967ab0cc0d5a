package io.cistern.app.store;

import io.cistern.app.view.QueryRefusedException;
import io.cistern.app.view.QueryTimeoutException;
import io.cistern.app.view.SeriesQuery;
import io.cistern.app.view.SeriesView;
import io.cistern.metricstore.Function;
import io.cistern.metricstore.LimitExceededException;
import io.cistern.metricstore.MetricStore;
import io.cistern.metricstore.Query;
import io.cistern.metricstore.QueryCancelledException;
import io.cistern.metricstore.Series;
import io.cistern.metricstore.ValueKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Answers series queries from the metric store. Any thread may ask.
public final class SeriesAnswers {
  private static final Comparator<SeriesView> BY_NAME =
      Comparator.comparing(SeriesView::agent)
          .thenComparing(SeriesView::instance)
          .thenComparing(SeriesView::metric);

  /// How long one question may take.
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final MetricStore store;
  private final LongSupplier nanoTime;

  /// @param store is used, not closed
  public SeriesAnswers(MetricStore store) {
    this(store, System::nanoTime);
  }

  SeriesAnswers(MetricStore store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
  }

  /// Whether anything of this agent was ever stored and not yet forgotten.
  public boolean knows(String agent) {
    return store.entities().stream().anyMatch(entity -> entity.source().equals(agent));
  }

  /// The series that have points in the range, by agent, instance and metric.
  ///
  /// @throws QueryTimeoutException if it takes longer than 30 seconds
  /// @throws QueryRefusedException if the query is over a limit
  public List<SeriesView> series(SeriesQuery query) throws QueryRefusedException {
    long start = nanoTime.getAsLong();
    BooleanSupplier isLate = () -> nanoTime.getAsLong() - start > LIMIT.toNanos();
    try {
      String function = query.function();
      return function == null
          ? byKind(query, isLate)
          : views(query, Function.valueOf(function.toUpperCase(Locale.ROOT)), isLate);
    } catch (QueryCancelledException _) { // also where the server stops: nobody reads it then
      throw new QueryTimeoutException(LIMIT);
    } catch (LimitExceededException e) {
      throw new QueryRefusedException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Counters as rates, everything else as averages.
  private List<SeriesView> byKind(SeriesQuery query, BooleanSupplier isLate) throws IOException {
    var views = new ArrayList<SeriesView>();
    for (Series series : store.query(storeQuery(query, Function.RATE), isLate)) {
      if (isCounter(series.kind())) {
        views.add(view(series));
      }
    }
    for (Series series : store.query(storeQuery(query, Function.AVG), isLate)) {
      if (!isCounter(series.kind())) {
        views.add(view(series));
      }
    }
    views.sort(BY_NAME);
    return views;
  }

  private static boolean isCounter(ValueKind kind) {
    return kind == ValueKind.COUNTER64 || kind == ValueKind.COUNTER32;
  }

  private List<SeriesView> views(SeriesQuery query, Function function, BooleanSupplier isLate)
      throws IOException {
    long step = query.stepMillis();
    Function asked = function == Function.RAW && step > 0 ? Function.LAST : function;
    return store.query(storeQuery(query, asked), isLate).stream().map(SeriesAnswers::view).toList();
  }

  private static Query storeQuery(SeriesQuery query, Function function) {
    return new Query(
        query.agent(),
        query.instance(),
        query.metric(),
        query.fromMillis(),
        query.toMillis(),
        query.stepMillis(),
        function);
  }

  private static SeriesView view(Series series) {
    var points = new ArrayList<SeriesView.Point>(series.size());
    for (int i = 0; i < series.size(); i++) {
      double value = series.values()[i];
      points.add(
          new SeriesView.Point(series.times()[i], Double.isNaN(value) ? null : (Double) value));
    }
    boolean isRate = series.function() == Function.RATE;
    String unit = isRate && !series.unit().isEmpty() ? series.unit() + "/s" : series.unit();
    return new SeriesView(
        series.source(),
        series.instance(),
        series.metric(),
        series.function().name().toLowerCase(Locale.ROOT),
        isRate && series.unit().isEmpty() ? "1/s" : unit,
        points);
  }
}
