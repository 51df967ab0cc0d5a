package io.cistern.flowtrack;

import java.util.List;

/// The largest keys of a [TopDefinition] over the window.
///
/// @param definition what was asked for
/// @param talkers the largest first
public record TopList(TopDefinition definition, List<Talker> talkers) {
  /// Copies the list.
  public TopList {
    talkers = List.copyOf(talkers);
  }
}
