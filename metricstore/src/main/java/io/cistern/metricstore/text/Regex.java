package io.cistern.metricstore.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A regular expression that matches texts as a whole, in time linear in the text and in the
/// expression (see [RegexAutomaton]). Thread-safe.
public final class Regex {
  /// States beyond this are refused.
  public static final int MOST_STATES = 10_000;

  public enum Op {
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
  public record State(
      Op op, @Nullable RegexSet set, RegexNode.@Nullable Place place, int next, int other) {}

  private final List<State> states = new ArrayList<>();
  private final int begin;
  private final String prefix;

  /// The texts that match, where the expression lists them; `null` where it does not.
  private final @Nullable Set<String> texts;

  /// One that nobody is using: it knows what it has seen.
  private final AtomicReference<@Nullable RegexAutomaton> spare = new AtomicReference<>();

  private Regex(RegexNode node) {
    prefix = prefix(node);
    texts = texts(node);
    begin = emit(node, add(Op.END, null, null, -1, -1));
  }

  /// Parses one.
  ///
  /// @throws IllegalArgumentException if it is none, or too large
  public static Regex of(String expression) {
    return new Regex(RegexParser.parse(expression));
  }

  /// The only text that matches; `null` if there may be others.
  public @Nullable String literal() {
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

  /// The texts that match, where the expression lists them; `null` where it does not.
  public @Nullable Set<String> texts() {
    return texts;
  }

  /// What every text that matches begins with.
  public String prefix() {
    return prefix;
  }

  public boolean matches(String text) {
    if (texts != null) {
      return texts.contains(text);
    }
    if (!text.startsWith(prefix)) {
      return false;
    }
    RegexAutomaton automaton = spare.getAndSet(null);
    if (automaton == null) {
      automaton = automaton();
    }
    byte[] bytes = Texts.encode(text);
    boolean isMatch = automaton.matches(bytes, 0, bytes.length);
    spare.set(automaton);
    return isMatch;
  }

  /// What matches many texts, for one thread.
  public RegexAutomaton automaton() {
    return new RegexAutomaton(states, begin);
  }
}
