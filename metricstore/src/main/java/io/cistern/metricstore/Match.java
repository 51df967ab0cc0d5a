package io.cistern.metricstore;

import io.cistern.metricstore.text.Glob;
import io.cistern.metricstore.text.Regex;
import io.cistern.metricstore.text.Texts;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which texts are meant: of names, or of a label's values, where a missing label is the empty
/// text. Immutable; matching takes time in proportion to the text, whatever the pattern.
public final class Match {
  private static final Match ANY = glob("*");

  /// Tells texts apart that are encoded as [Texts#encode(String)] does it. Not thread-safe.
  interface Test {
    boolean test(byte[] bytes, int from, int to);
  }

  private final String text;
  private final boolean isNegated;

  /// What they are, or are not; `null` where that is no list.
  private final @Nullable Set<String> texts;

  /// What all of them begin with.
  private final String prefix;

  private final Predicate<String> predicate;
  private final Supplier<Test> tests;

  private Match(String text, boolean isNegated, Set<String> texts) {
    this.text = text;
    this.isNegated = isNegated;
    this.texts = texts;
    this.prefix = "";
    this.predicate = texts::contains;
    this.tests = () -> (all, from, to) -> texts.contains(Texts.decode(all, from, to));
  }

  private Match(String text, boolean isNegated, Regex regex) {
    this.text = text;
    this.isNegated = isNegated;
    this.texts = regex.texts();
    this.prefix = regex.prefix();
    this.predicate = regex::matches;
    this.tests = () -> regex.automaton()::matches;
  }

  private Match(String text, Glob glob) {
    String literal = glob.literal();
    this.text = text;
    this.isNegated = false;
    this.texts = literal == null ? null : Set.of(literal);
    this.prefix = glob.prefix();
    this.predicate = glob::matches;
    this.tests = () -> (all, from, to) -> glob.matches(Texts.decode(all, from, to));
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
    return new Match("=" + value, false, Set.of(value));
  }

  /// Every text but one: `!=`.
  ///
  /// @param value any text
  /// @return what matches the others
  public static Match notEqual(String value) {
    return new Match("!=" + value, true, Set.of(value));
  }

  /// The texts that a regular expression matches as a whole: `=~`.
  ///
  /// @param expression in RE2's syntax, without classes of Unicode (`\p`); `.` is any character
  /// @return what matches them
  /// @throws IllegalArgumentException if it is none, or stands for more than 10,000 states
  public static Match regex(String expression) {
    return new Match("=~" + expression, false, Regex.of(expression));
  }

  /// The texts that a regular expression does not match as a whole: `!~`.
  ///
  /// @param expression as of [#regex(String)]
  /// @return what matches the others
  /// @throws IllegalArgumentException if it is none, or stands for more than 10,000 states
  public static Match notRegex(String expression) {
    return new Match("!~" + expression, true, Regex.of(expression));
  }

  /// The texts that a glob matches: `*` stands for any characters (also none, also slashes), `?`
  /// for one, `\` takes the next character literally.
  ///
  /// @param pattern any text
  /// @return what matches them
  public static Match glob(String pattern) {
    return new Match(pattern, Glob.of(pattern));
  }

  /// Whether a text is meant.
  ///
  /// @param value any text
  /// @return `true` if it is
  public boolean matches(String value) {
    return predicate.test(value) != isNegated;
  }

  /// What tells which of many texts are meant.
  Test test() {
    Test test = tests.get();
    return isNegated ? (bytes, from, to) -> !test.test(bytes, from, to) : test;
  }

  /// Whether all texts are meant but those of [#texts()].
  boolean isNegated() {
    return isNegated;
  }

  /// The only texts that are meant, or are not; `null` where that is no list.
  @Nullable Set<String> texts() {
    return texts;
  }

  /// What every text begins with that is meant.
  String prefix() {
    return isNegated ? "" : prefix;
  }

  /// The only text that is; `null` if there may be others.
  @Nullable String exact() {
    return texts != null && texts.size() == 1 && !isNegated ? texts.iterator().next() : null;
  }

  @Override
  public String toString() {
    return text;
  }
}
