package io.cistern.metricstore.map;

import java.util.function.Consumer;

/// The places between two steps of what a crash may interrupt, by name: there a test lets its
/// process die.
public final class Steps {
  public static volatile Consumer<String> listener = _ -> {};

  private Steps() {}

  /// The steps before this place are done, those after it not begun.
  public static void passed(String place) {
    listener.accept(place);
  }
}
