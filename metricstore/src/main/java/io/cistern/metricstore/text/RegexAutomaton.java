package io.cistern.metricstore.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Matches texts with the states of a [Regex]. All states in which a matcher could be are followed
/// side by side (Thompson, "Regular expression search algorithm", CACM 11(6), 1968), and each such
/// set that was met is remembered with the one that follows on a character: most characters are one
/// look into a table then. What it remembers is bounded. Not thread-safe.
public final class RegexAutomaton {

  /*
   * A set is the states that a character led to, before those that can be reached from them without
   * one: so what lies before it (the beginning, a word character) is known of a set, and what lies
   * behind is known when it is left.
   */
  private static final int UNKNOWN = 0;

  /// The empty set: nothing matches any more.
  private static final int DEAD = 1;

  private static final int BEGIN = 2;

  /// Characters with a place in the table.
  private static final int ASCII = 128;

  /// Sets, and states in all of them, beyond which everything is forgotten.
  private static final int MOST_SETS = 512;

  private static final int MOST_STATES = 1 << 18;

  /// What lies before a set, the last character of its key.
  private static final int AFTER_NOTHING = 0;

  private static final int AFTER_WORD = 1;
  private static final int AFTER_OTHER = 2;

  private final Regex.State[] states;
  private final int begin;

  private final Map<String, Integer> sets = new HashMap<>();
  private String[] keys = new String[8];
  private short[] table = new short[keys.length * ASCII];
  private final BitSet accepting = new BitSet();
  private int count;
  private long remembered;

  private final int[] waiting;
  private final BitSet reached = new BitSet();
  private final BitSet next = new BitSet();

  public RegexAutomaton(List<Regex.State> states, int begin) {
    this.states = states.toArray(Regex.State[]::new);
    this.begin = begin;
    this.waiting = new int[2 * this.states.length + 2];
    forget();
  }

  private void forget() {
    sets.clear();
    accepting.clear();
    Arrays.fill(table, (short) UNKNOWN);
    count = BEGIN;
    remembered = 0;
    number(new String(new char[] {(char) begin, AFTER_NOTHING}));
  }

  /// Whether a text matches as a whole.
  ///
  /// @param bytes as [Texts#encode(String)] makes them
  /// @param to exclusive
  public boolean matches(byte[] bytes, int from, int to) {
    int set = BEGIN;
    for (int at = from; at < to && set != DEAD; ) {
      int b = bytes[at];
      if (b >= 0) {
        int known = table[set * ASCII + b];
        set = known == UNKNOWN ? step(set, b) : known;
        at++;
      } else {
        set = step(set, Texts.codePointAt(bytes, at));
        at += Texts.lengthOf(b);
      }
    }
    return accepting.get(set);
  }

  /// The set behind a character.
  private int step(int set, int codePoint) {
    String key = keys[set];
    boolean isWord = isWord(codePoint);
    int before = key.charAt(key.length() - 1);
    close(key, false, isWord != (before == AFTER_WORD));
    next.clear();
    for (int s = reached.nextSetBit(0); s >= 0; s = reached.nextSetBit(s + 1)) {
      RegexSet characters = states[s].set();
      if (characters != null && characters.has(codePoint)) {
        next.set(states[s].next());
      }
    }
    int sizeBefore = count;
    int behind = next.isEmpty() ? DEAD : number(key(isWord ? AFTER_WORD : AFTER_OTHER));
    if (codePoint < ASCII && count >= sizeBefore) { // else all was forgotten, and this set, too
      table[set * ASCII + codePoint] = (short) behind;
    }
    return behind;
  }

  private String key(int after) {
    var key = new StringBuilder(next.cardinality() + 1);
    for (int s = next.nextSetBit(0); s >= 0; s = next.nextSetBit(s + 1)) {
      key.append((char) s);
    }
    return key.append((char) after).toString();
  }

  private int number(String key) {
    Integer known = sets.get(key);
    if (known != null) {
      return known;
    }
    if (count == MOST_SETS || remembered > MOST_STATES) {
      forget();
      return number(key);
    }
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, 2 * keys.length);
      table = Arrays.copyOf(table, keys.length * ASCII);
    }
    keys[count] = key;
    sets.put(key, count);
    remembered += key.length();
    close(key, true, key.charAt(key.length() - 1) == AFTER_WORD);
    accepting.set(count, endsIn(reached));
    return count++;
  }

  private boolean endsIn(BitSet some) {
    return some.stream().anyMatch(s -> states[s].op() == Regex.Op.END);
  }

  /// Finds what can be reached from a set without a character.
  private void close(String key, boolean isEnd, boolean isBoundary) {
    boolean isBegin = key.charAt(key.length() - 1) == AFTER_NOTHING;
    reached.clear();
    for (int i = 0; i < key.length() - 1; i++) {
      int open = 0;
      waiting[open++] = key.charAt(i);
      while (open > 0) {
        int s = waiting[--open];
        if (reached.get(s)) {
          continue;
        }
        reached.set(s);
        Regex.State state = states[s];
        if (state.op() == Regex.Op.SPLIT) {
          waiting[open++] = state.other();
          waiting[open++] = state.next();
        } else if (state.place() != null && isAt(state.place(), isBegin, isEnd, isBoundary)) {
          waiting[open++] = state.next();
        }
      }
    }
  }

  private static boolean isAt(
      RegexNode.Place place, boolean isBegin, boolean isEnd, boolean isBoundary) {
    return switch (place) {
      case BEGIN -> isBegin;
      case END -> isEnd;
      case WORD_BOUNDARY -> isBoundary;
      case NO_WORD_BOUNDARY -> !isBoundary;
    };
  }

  private static boolean isWord(int c) {
    return c == '_' || (c < ASCII && Character.isLetterOrDigit(c));
  }
}
