package io.cistern.metricstore.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parses a regular expression in RE2's syntax: everything that a finite automaton can match, so no
/// references back and no looking around; no classes of Unicode. `.` is any character.
public final class RegexParser {
  private static final int DEEPEST = 200;
  private static final int MOST_TIMES = 1_000;

  private static final RegexSet DIGIT = set('0', '9');
  private static final RegexSet WORD = set('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
  private static final RegexSet SPACE = set('\t', '\n', '\f', '\r', ' ', ' ');
  private static final Map<Character, RegexSet> CLASSES =
      Map.of(
          'd',
          DIGIT,
          'D',
          DIGIT.negated(),
          'w',
          WORD,
          'W',
          WORD.negated(),
          's',
          SPACE,
          'S',
          SPACE.negated());
  private static final Map<String, RegexSet> NAMED =
      Map.ofEntries(
          Map.entry("alnum", set('0', '9', 'A', 'Z', 'a', 'z')),
          Map.entry("alpha", set('A', 'Z', 'a', 'z')),
          Map.entry("ascii", set(0, 127)),
          Map.entry("blank", set('\t', '\t', ' ', ' ')),
          Map.entry("cntrl", set(0, 31, 127, 127)),
          Map.entry("digit", DIGIT),
          Map.entry("graph", set('!', '~')),
          Map.entry("lower", set('a', 'z')),
          Map.entry("print", set(' ', '~')),
          Map.entry("punct", set('!', '/', ':', '@', '[', '`', '{', '~')),
          Map.entry("space", set('\t', '\r', ' ', ' ')),
          Map.entry("upper", set('A', 'Z')),
          Map.entry("word", WORD),
          Map.entry("xdigit", set('0', '9', 'A', 'F', 'a', 'f')));
  private static final Map<Character, Integer> CONTROLS =
      Map.of('a', 7, 'f', 12, 't', 9, 'n', 10, 'r', 13, 'v', 11);
  private static final Map<Character, RegexNode.Place> PLACES =
      Map.of(
          'A', RegexNode.Place.BEGIN,
          'z', RegexNode.Place.END,
          'b', RegexNode.Place.WORD_BOUNDARY,
          'B', RegexNode.Place.NO_WORD_BOUNDARY);

  private final String text;
  private int at;
  private int depth;
  private boolean ignoresCase;

  private RegexParser(String text) {
    this.text = text;
  }

  private static RegexSet set(int... ranges) {
    return new RegexSet(ranges, false, false);
  }

  public static RegexNode parse(String text) {
    var parser = new RegexParser(text);
    RegexNode all = parser.either();
    if (parser.at < text.length()) {
      throw parser.wrong("unexpected )");
    }
    return all;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "regular expression: " + what + ": offset=" + at + ", expression=" + text);
  }

  private boolean sees(String next) {
    return text.startsWith(next, at);
  }

  private boolean take(String next) {
    boolean isThere = sees(next);
    at += isThere ? next.length() : 0;
    return isThere;
  }

  private int takeCodePoint() {
    if (at == text.length()) {
      throw wrong("ends too early");
    }
    int codePoint = text.codePointAt(at);
    at += Character.charCount(codePoint);
    return codePoint;
  }

  private RegexNode either() {
    boolean before = ignoresCase;
    var parts = new ArrayList<RegexNode>();
    do {
      parts.add(sequence());
    } while (take("|"));
    ignoresCase = before; // flags hold up to the end of their group
    return parts.size() == 1 ? parts.getFirst() : new RegexNode.Either(parts);
  }

  private RegexNode sequence() {
    var parts = new ArrayList<RegexNode>();
    while (at < text.length() && !sees("|") && !sees(")")) {
      if (take("\\Q")) {
        literals(parts);
      } else {
        RegexNode atom = atom();
        if (atom != null) {
          parts.add(repeated(atom));
        }
      }
    }
    return parts.size() == 1 ? parts.getFirst() : new RegexNode.Sequence(parts);
  }

  private void literals(List<RegexNode> into) {
    int end = text.indexOf("\\E", at);
    int stop = end < 0 ? text.length() : end;
    while (at < stop) {
      into.add(one(takeCodePoint()));
    }
    take("\\E");
  }

  private RegexNode one(int codePoint) {
    return new RegexNode.One(RegexSet.of(codePoint, ignoresCase));
  }

  /// `null`: flags alone.
  private @Nullable RegexNode atom() {
    int c = takeCodePoint();
    return switch (c) {
      case '(' -> group();
      case '[' -> new RegexNode.One(brackets());
      case '.' -> new RegexNode.One(RegexSet.ANY);
      case '^' -> new RegexNode.At(RegexNode.Place.BEGIN);
      case '$' -> new RegexNode.At(RegexNode.Place.END);
      case '\\' -> escape();
      case '*', '+', '?' -> throw wrong("nothing to repeat");
      default -> one(c);
    };
  }

  private RegexNode repeated(RegexNode atom) {
    RegexNode node = atom;
    while (true) {
      if (take("*")) {
        node = new RegexNode.Repeat(node, 0, -1);
      } else if (take("+")) {
        node = new RegexNode.Repeat(node, 1, -1);
      } else if (take("?")) {
        node = new RegexNode.Repeat(node, 0, 1);
      } else {
        RegexNode counted = counted(node);
        if (counted == null) {
          return node;
        }
        node = counted;
      }
      take("?"); // of the shortest match: the same texts match as a whole
    }
  }

  /// `null` if there is no count here: then `{` stands for itself.
  private @Nullable RegexNode counted(RegexNode node) {
    int end = text.indexOf('}', at);
    if (!sees("{") || end < 0) {
      return null;
    }
    String[] bounds = text.substring(at + 1, end).split(",", -1);
    if (bounds.length > 2 || !isNumber(bounds[0])) {
      return null;
    }
    int least = Integer.parseInt(bounds[0]);
    int most = least;
    if (bounds.length == 2) {
      if (!bounds[1].isEmpty() && !isNumber(bounds[1])) {
        return null;
      }
      most = bounds[1].isEmpty() ? -1 : Integer.parseInt(bounds[1]);
    }
    if (least > MOST_TIMES || most > MOST_TIMES || (most >= 0 && most < least)) {
      throw wrong("repeat count out of range");
    }
    at = end + 1;
    return new RegexNode.Repeat(node, least, most);
  }

  private static boolean isNumber(String digits) {
    return !digits.isEmpty()
        && digits.length() <= 5
        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private @Nullable RegexNode group() {
    if (++depth > DEEPEST) {
      throw wrong("groups too deep");
    }
    boolean before = ignoresCase;
    if (take("?")) {
      if (sees("P<") || (sees("<") && !sees("<=") && !sees("<!"))) {
        name();
      } else if (flags()) {
        depth--;
        return null;
      }
    }
    RegexNode inside = either();
    if (!take(")")) {
      throw wrong("missing )");
    }
    depth--;
    ignoresCase = before;
    return inside;
  }

  private void name() {
    int end = text.indexOf('>', at);
    if (end < 0) {
      throw wrong("name of a group does not end");
    }
    at = end + 1;
  }

  /// Whether the group is over with them: they hold for the rest of the group around it.
  private boolean flags() {
    boolean isOn = true;
    while (true) {
      int c = takeCodePoint();
      switch (c) {
        case ':' -> {
          return false;
        }
        case ')' -> {
          return true;
        }
        case '-' -> isOn = false;
        case 'i' -> ignoresCase = isOn;
        case 's', 'U' -> {} // the same texts match
        default -> throw wrong("group or flag not supported");
      }
    }
  }

  private RegexNode escape() {
    if (at < text.length()) {
      RegexNode.Place place = PLACES.get(text.charAt(at));
      if (place != null) {
        at++;
        return new RegexNode.At(place);
      }
      RegexSet known = CLASSES.get(text.charAt(at));
      if (known != null) {
        at++;
        return new RegexNode.One(known);
      }
    }
    return one(escaped());
  }

  /// The character that an escape stands for.
  private int escaped() {
    int c = takeCodePoint();
    if (c == 'x') {
      return hexadecimal();
    }
    Integer control = c < 128 ? CONTROLS.get((char) c) : null;
    if (control != null) {
      return control;
    }
    if (c < 128 && Character.isLetterOrDigit(c)) {
      throw wrong("escape not supported");
    }
    return c;
  }

  private int hexadecimal() {
    int end = at + 2;
    if (take("{")) {
      end = text.indexOf('}', at);
    }
    if (end < at || end > text.length() || end - at > 6) {
      throw wrong("number of a character does not end");
    }
    try {
      int codePoint = Integer.parseInt(text, at, end, 16);
      at = end;
      take("}");
      if (codePoint >= 0 && codePoint <= Character.MAX_CODE_POINT) {
        return codePoint;
      }
    } catch (NumberFormatException _) { // says so below
    }
    throw wrong("no number of a character");
  }

  private RegexSet brackets() {
    boolean isNegated = take("^");
    int[] ranges = new int[0];
    boolean isFirst = true;
    while (isFirst || !sees("]")) {
      isFirst = false;
      ranges = plus(ranges, element());
    }
    at++;
    return new RegexSet(ranges, isNegated, ignoresCase);
  }

  private int[] element() {
    if (take("[:")) {
      int end = text.indexOf(":]", at);
      boolean isNegated = take("^");
      RegexSet named = end < at ? null : NAMED.get(text.substring(at, end));
      if (named == null) {
        throw wrong("no such class");
      }
      at = end + 2;
      return isNegated ? named.negated().plainRanges() : named.ranges();
    }
    if (sees("\\") && at + 1 < text.length()) {
      RegexSet known = CLASSES.get(text.charAt(at + 1));
      if (known != null) {
        at += 2;
        return known.plainRanges();
      }
    }
    int first = character();
    if (!sees("-") || sees("-]")) {
      return new int[] {first, first};
    }
    at++;
    int last = character();
    if (last < first) {
      throw wrong("range of characters runs backwards");
    }
    return new int[] {first, last};
  }

  private int character() {
    return take("\\") ? escaped() : takeCodePoint();
  }

  private static int[] plus(int[] some, int[] more) {
    int[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
