package io.cistern.app.http;

import java.util.function.Predicate;

/// A pattern in which `*` stands for any characters and `?` for one. Takes no longer than the
/// product of the two lengths, whatever the pattern.
record Glob(String pattern) implements Predicate<String> {
  @Override
  public boolean test(String text) {
    int at = 0;
    int in = 0;
    int star = -1; // the last one, and what it has eaten so far
    int eaten = 0;
    while (at < text.length()) {
      char want = in < pattern.length() ? pattern.charAt(in) : 0;
      if (in < pattern.length() && want == '*') {
        star = in++;
        eaten = at;
      } else if (in < pattern.length() && (want == '?' || want == text.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++eaten;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }
}
