package io.cistern.metricstore.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A compiled glob of a [Query]: `*` any characters, `?` one, `\` the next one literally. Matching
/// takes at most the product of the lengths.
public final class Glob {
  private static final int ANY = -1;
  private static final int ONE = -2;

  private final int[] pattern;

  private Glob(int[] pattern) {
    this.pattern = pattern;
  }

  public static Glob of(String text) {
    int[] pattern = new int[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        pattern[length++] = text.charAt(++i);
      } else {
        pattern[length++] = c == '*' ? ANY : c == '?' ? ONE : c;
      }
    }
    return new Glob(Arrays.copyOf(pattern, length));
  }

  /// The one name that matches; `null` if there may be others.
  public @Nullable String literal() {
    String prefix = prefix();
    return prefix.length() == pattern.length ? prefix : null;
  }

  /// What every name that matches begins with.
  public String prefix() {
    var prefix = new StringBuilder(pattern.length);
    for (int element : pattern) {
      if (element < 0) {
        break;
      }
      prefix.append((char) element);
    }
    boolean isHalf =
        !prefix.isEmpty() && Character.isHighSurrogate(prefix.charAt(prefix.length() - 1));
    return isHalf ? prefix.substring(0, prefix.length() - 1) : prefix.toString();
  }

  public boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int starAt = 0;
    while (n < name.length()) {
      if (p < pattern.length && pattern[p] == ANY) {
        star = p++;
        starAt = n;
      } else if (p < pattern.length && (pattern[p] == ONE || pattern[p] == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starAt;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == ANY) {
      p++;
    }
    return p == pattern.length;
  }
}
