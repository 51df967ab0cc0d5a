package io.cistern.metricstore.text;

import java.util.List;

/// A parsed regular expression.
public sealed interface RegexNode {

  /// One character of a set.
  record One(RegexSet set) implements RegexNode {}

  /// A place between characters.
  record At(Place place) implements RegexNode {}

  /// One after the other; none: the empty text.
  record Sequence(List<RegexNode> parts) implements RegexNode {}

  /// One of them.
  record Either(List<RegexNode> parts) implements RegexNode {}

  /// Several times.
  ///
  /// @param most at most; negative: no limit
  record Repeat(RegexNode part, int least, int most) implements RegexNode {}

  /// Places between characters.
  enum Place {
    BEGIN,
    END,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY
  }
}
