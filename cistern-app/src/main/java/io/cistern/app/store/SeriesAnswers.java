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
      return store.query(storeQuery(query), isLate).stream()
          .map(SeriesAnswers::view)
          .sorted(BY_NAME)
          .toList();
    } catch (QueryCancelledException _) { // also where the server stops: nobody reads it then
      throw new QueryTimeoutException(LIMIT);
    } catch (LimitExceededException e) {
      throw new QueryRefusedException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Query storeQuery(SeriesQuery query) {
    var builder =
        Query.builder()
            .source(query.agent())
            .instance(query.instance())
            .metric(query.metric())
            .fromMillis(query.fromMillis())
            .toMillis(query.toMillis())
            .stepMillis(query.stepMillis());
    String name = query.function();
    if (name == null) { // counters as rates, everything else as averages
      return builder
          .function(Function.AVG)
          .function(Function.RATE, ValueKind.COUNTER64, ValueKind.COUNTER32)
          .build();
    }
    Function function = Function.valueOf(name.toUpperCase(Locale.ROOT));
    boolean isRawOfSteps = function == Function.RAW && query.stepMillis() > 0;
    return builder.function(isRawOfSteps ? Function.LAST : function).build();
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
