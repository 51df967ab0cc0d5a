package io.cistern.metricstore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A regular expression that matches texts as a whole, in time linear in the text and in the
/// expression: all states in which a matcher could be are followed side by side (Thompson, "Regular
/// expression search algorithm", CACM 11(6), 1968). Thread-safe.
final class Regex {
  /// States beyond this are refused.
  static final int MOST_STATES = 10_000;

  private enum Op {
    ONE,
    AT,
    SPLIT,
    END
  }

  /// What a state does.
  ///
  /// @param set of ONE
  /// @param place of AT
  /// @param next the state behind it
  /// @param other of SPLIT: the other one
  private record State(
      Op op, @Nullable RegexSet set, RegexNode.@Nullable Place place, int next, int other) {}

  private final List<State> states = new ArrayList<>();
  private final int begin;
  private final String prefix;

  /// The texts that match, where the expression lists them; `null` where it does not.
  private final @Nullable Set<String> texts;

  private Regex(RegexNode node) {
    prefix = prefix(node);
    texts = texts(node);
    begin = emit(node, add(Op.END, null, null, -1, -1));
  }

  /// Parses one.
  ///
  /// @throws IllegalArgumentException if it is none, or too large
  static Regex of(String expression) {
    return new Regex(RegexParser.parse(expression));
  }

  /// The only text that matches; `null` if there may be others.
  @Nullable String literal() {
    return texts != null && texts.size() == 1 ? texts.iterator().next() : null;
  }

  private int add(
      Op op, @Nullable RegexSet set, RegexNode.@Nullable Place place, int next, int other) {
    if (states.size() == MOST_STATES) {
      throw new IllegalArgumentException(
          "regular expression too large: states, limit=" + MOST_STATES);
    }
    states.add(new State(op, set, place, next, other));
    return states.size() - 1;
  }

  /// Adds the states of a part.
  ///
  /// @param next the state behind it
  /// @return its first state
  private int emit(RegexNode node, int next) {
    return switch (node) {
      case RegexNode.One(RegexSet set) -> add(Op.ONE, set, null, next, -1);
      case RegexNode.At(RegexNode.Place place) -> add(Op.AT, null, place, next, -1);
      case RegexNode.Sequence(List<RegexNode> parts) -> {
        int first = next;
        for (RegexNode part : parts.reversed()) {
          first = emit(part, first);
        }
        yield first;
      }
      case RegexNode.Either(List<RegexNode> parts) -> {
        int first = emit(parts.getLast(), next);
        for (RegexNode part : parts.subList(0, parts.size() - 1).reversed()) {
          first = add(Op.SPLIT, null, null, emit(part, next), first);
        }
        yield first;
      }
      case RegexNode.Repeat repeat -> emitRepeat(repeat, next);
    };
  }

  private int emitRepeat(RegexNode.Repeat repeat, int next) {
    int first = next;
    if (repeat.most() < 0) {
      int loop = add(Op.SPLIT, null, null, -1, next);
      states.set(loop, new State(Op.SPLIT, null, null, emit(repeat.part(), loop), next));
      first = loop;
    }
    for (int i = repeat.least(); i < repeat.most(); i++) {
      first = add(Op.SPLIT, null, null, emit(repeat.part(), first), next);
    }
    for (int i = 0; i < repeat.least(); i++) {
      first = emit(repeat.part(), first);
    }
    return first;
  }

  /// What every text that matches begins with.
  private static String prefix(RegexNode node) {
    if (node instanceof RegexNode.One(RegexSet set)) {
      return set.literal() < 0 ? "" : Character.toString(set.literal());
    }
    var prefix = new StringBuilder();
    if (node instanceof RegexNode.Sequence(List<RegexNode> parts)) {
      for (RegexNode part : parts) {
        if (!(part instanceof RegexNode.One(RegexSet set)) || set.literal() < 0) {
          break;
        }
        prefix.appendCodePoint(set.literal());
      }
    }
    return prefix.toString();
  }

  private static @Nullable Set<String> texts(RegexNode node) {
    List<RegexNode> choices =
        node instanceof RegexNode.Either(List<RegexNode> parts) ? parts : List.of(node);
    var texts = new HashSet<String>();
    for (RegexNode choice : choices) {
      String text = prefix(choice);
      int length = choice instanceof RegexNode.Sequence(List<RegexNode> parts) ? parts.size() : 1;
      if (text.codePointCount(0, text.length()) != length) {
        return null;
      }
      texts.add(text);
    }
    return Set.copyOf(texts);
  }

  boolean matches(String text) {
    if (texts != null) {
      return texts.contains(text);
    }
    return text.startsWith(prefix) && new Run(text).matches();
  }

  /// One text being matched.
  private final class Run {
    private final String text;
    private int[] now = new int[states.size()];
    private int nowCount;
    private int[] then = new int[states.size()];
    private int thenCount;

    /// One more than the place at which a state was reached last.
    private final int[] reached = new int[states.size()];

    private int[] waiting = new int[16];

    Run(String text) {
      this.text = text;
    }

    boolean matches() {
      follow(begin, 0);
      swap();
      for (int at = 0; at < text.length() && nowCount > 0; ) {
        int codePoint = text.codePointAt(at);
        at += Character.charCount(codePoint);
        for (int i = 0; i < nowCount; i++) {
          State state = states.get(now[i]);
          if (state.set() != null && state.set().has(codePoint)) {
            follow(state.next(), at);
          }
        }
        swap();
      }
      return Arrays.stream(now, 0, nowCount).anyMatch(s -> states.get(s).op() == Op.END);
    }

    private void swap() {
      int[] free = now;
      now = then;
      nowCount = thenCount;
      then = free;
      thenCount = 0;
    }

    /// Adds the states that can be reached from one without a character.
    private void follow(int from, int at) {
      int count = 0;
      waiting[count++] = from;
      while (count > 0) {
        int s = waiting[--count];
        if (reached[s] == at + 1) {
          continue;
        }
        reached[s] = at + 1;
        State state = states.get(s);
        if (count + 2 > waiting.length) {
          waiting = Arrays.copyOf(waiting, 2 * waiting.length);
        }
        switch (state.op()) {
          case ONE, END -> then[thenCount++] = s;
          case SPLIT -> {
            waiting[count++] = state.other();
            waiting[count++] = state.next();
          }
          case AT -> {
            if (state.place() != null && isAt(state.place(), at)) {
              waiting[count++] = state.next();
            }
          }
        }
      }
    }

    private boolean isAt(RegexNode.Place place, int at) {
      return switch (place) {
        case BEGIN -> at == 0;
        case END -> at == text.length();
        case WORD_BOUNDARY -> isBoundary(at);
        case NO_WORD_BOUNDARY -> !isBoundary(at);
      };
    }

    private boolean isBoundary(int at) {
      return (at > 0 && isWord(text.charAt(at - 1)))
          != (at < text.length() && isWord(text.charAt(at)));
    }

    private static boolean isWord(char c) {
      return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
  }
}
