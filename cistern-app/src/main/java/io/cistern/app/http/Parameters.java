package io.cistern.app.http;

import io.cistern.app.agents.AgentAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of one request, from its path and its query. Whatever is wrong with one ends the
/// request with a [ProblemException] that names it.
final class Parameters {
  private static final int MAX_LENGTH = 1024;

  private final Map<String, List<String>> values;
  private final Instant now;

  /// @param values by name; those of the path hold one value
  /// @param now what relative times refer to
  /// @throws ProblemException if a value is longer than 1024 characters
  Parameters(Map<String, List<String>> values, Instant now) {
    this.values = values;
    this.now = now;
    values.forEach((name, list) -> {
      if (list.stream().anyMatch(v -> v.length() > MAX_LENGTH)) {
        throw ProblemException.badParameter(
            name, "longer than " + MAX_LENGTH + " characters: " + name);
      }
    });
  }

  /// What relative times refer to.
  Instant now() {
    return now;
  }

  /// Every value given; none if the parameter is absent.
  List<String> list(String name) {
    return values.getOrDefault(name, List.of());
  }

  /// The value, or null if the parameter is absent or empty.
  @Nullable String optional(String name) {
    var list = list(name);
    if (list.size() > 1) {
      throw ProblemException.badParameter(name, "given more than once: " + name);
    }
    return list.isEmpty() || list.getFirst().isEmpty() ? null : list.getFirst();
  }

  /// An agent's address in its one spelling, or whatever else was given; null if absent or empty.
  @Nullable String agent(String name) {
    var value = optional(name);
    return value == null ? null : AgentAddress.canonical(value);
  }

  String text(String name, String otherwise) {
    var value = optional(name);
    return value == null ? otherwise : value;
  }

  String required(String name) {
    var value = optional(name);
    if (value == null) {
      throw ProblemException.badParameter(name, "missing: " + name);
    }
    return value;
  }

  /// One of the allowed words.
  String word(String name, String otherwise, Collection<String> allowed) {
    var value = text(name, otherwise);
    check(name, value, allowed);
    return value;
  }

  /// Words, separated by commas.
  List<String> words(String name, String otherwise, Collection<String> allowed) {
    var words = Arrays.stream(text(name, otherwise).split(",", -1)).distinct().toList();
    words.forEach(word -> check(name, word, allowed));
    return words;
  }

  private static void check(String name, String word, Collection<String> allowed) {
    if (!allowed.contains(word)) {
      throw ProblemException.badParameter(
          name, name + " is one of " + String.join(", ", allowed) + ": " + word);
    }
  }

  int integer(String name, int otherwise, int min, int max) {
    var value = optional(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) { // refused below, like a number out of range
    }
    throw ProblemException.badParameter(
        name, name + " is a whole number from " + min + " to " + max + ": " + value);
  }

  boolean flag(String name, boolean otherwise) {
    return word(name, String.valueOf(otherwise), List.of("true", "false")).equals("true");
  }

  Duration duration(String name, Duration otherwise, Duration min, Duration max) {
    var value = optional(name);
    if (value == null) {
      return otherwise;
    }
    try {
      var duration = TimeText.duration(value);
      if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
        return duration;
      }
    } catch (IllegalArgumentException _) { // refused below, like a duration out of range
    }
    throw ProblemException.badParameter(
        name,
        String.format(
            Locale.ROOT,
            "%s is a duration such as 10s, 5m or 1d, from %ds to %ds: %s",
            name,
            min.toSeconds(),
            max.toSeconds(),
            value));
  }

  /// A time, in epoch milliseconds.
  long time(String name, String otherwise) {
    var value = text(name, otherwise);
    try {
      return TimeText.epochMillis(value, now);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badParameter(name, e.getMessage() + ": " + value);
    }
  }
}
