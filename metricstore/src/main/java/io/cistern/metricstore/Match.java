package io.cistern.metricstore;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which texts are meant: of names, or of a label's values, where a missing label is the empty
/// text. Immutable; matching takes time in proportion to the text, whatever the pattern.
public final class Match {
  private static final Match ANY = glob("*");

  private final String text;
  private final @Nullable String exact;
  private final Predicate<String> predicate;

  private Match(String text, @Nullable String exact, Predicate<String> predicate) {
    this.text = text;
    this.exact = exact;
    this.predicate = predicate;
  }

  /// Every text.
  ///
  /// @return what matches all
  public static Match any() {
    return ANY;
  }

  /// One text and no other: `=`.
  ///
  /// @param value any text
  /// @return what matches it
  public static Match equal(String value) {
    return new Match("=" + value, value, value::equals);
  }

  /// Every text but one: `!=`.
  ///
  /// @param value any text
  /// @return what matches the others
  public static Match notEqual(String value) {
    return new Match("!=" + value, null, other -> !value.equals(other));
  }

  /// The texts that a regular expression matches as a whole: `=~`.
  ///
  /// @param expression in RE2's syntax, without classes of Unicode (`\p`); `.` is any character
  /// @return what matches them
  /// @throws IllegalArgumentException if it is none, or stands for more than 10,000 states
  public static Match regex(String expression) {
    Regex regex = Regex.of(expression);
    return new Match("=~" + expression, regex.literal(), regex::matches);
  }

  /// The texts that a regular expression does not match as a whole: `!~`.
  ///
  /// @param expression as of [#regex(String)]
  /// @return what matches the others
  /// @throws IllegalArgumentException if it is none, or stands for more than 10,000 states
  public static Match notRegex(String expression) {
    Regex regex = Regex.of(expression);
    return new Match("!~" + expression, null, value -> !regex.matches(value));
  }

  /// The texts that a glob matches: `*` stands for any characters (also none, also slashes), `?`
  /// for one, `\` takes the next character literally.
  ///
  /// @param pattern any text
  /// @return what matches them
  public static Match glob(String pattern) {
    Glob glob = Glob.of(pattern);
    return new Match(pattern, glob.literal(), glob::matches);
  }

  /// Whether a text is meant.
  ///
  /// @param value any text
  /// @return `true` if it is
  public boolean matches(String value) {
    return predicate.test(value);
  }

  /// The only text that is; `null` if there may be others.
  @Nullable String exact() {
    return exact;
  }

  @Override
  public String toString() {
    return text;
  }
}
