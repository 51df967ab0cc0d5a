package io.cistern.metricstore;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The view that queries enter now. Reading takes no lock; changes follow one another.
final class CurrentView implements Supplier<StoreView> {
  private volatile StoreView view = StoreView.of(List.of(), List.of(), StoreDirectory.HEAD_MILLIS);

  @Override
  public StoreView get() {
    return view;
  }

  synchronized void change(UnaryOperator<StoreView> change) {
    view = change.apply(view);
  }
}
