package io.cistern.metricstore;

import java.util.function.Consumer;

/// The places between two steps of what a crash may interrupt, by name: there a test lets its
/// process die.
final class Steps {
  static volatile Consumer<String> listener = _ -> {};

  private Steps() {}

  /// The steps before this place are done, those after it not begun.
  static void passed(String place) {
    listener.accept(place);
  }
}
