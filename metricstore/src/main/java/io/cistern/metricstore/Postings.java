package io.cistern.metricstore;

import io.cistern.metricstore.text.Texts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The entities by the value of one thing that each has: its source, its instance, or a label. One
/// thread changes it while nobody else uses it; any number read.
final class Postings {

  /*
   * Entities with one value are a chain of entries. An entity takes 8 bytes; where every entity has
   * one, entries are entities and take 4. A value takes what Texts says and 8 more, and does so
   * until there are as many that nobody has.
   */
  private static final int NONE = -1;
  private static final int FEW = 16;

  private final boolean isOfAll;
  private Texts texts = new Texts();

  // Of each value: the first entry of its chain, and how many there are.
  private int[] heads = new int[0];
  private int[] counts = new int[0];
  private int unused;

  private int[] next = new int[0];
  private int[] entities = new int[0];
  private int entries;
  private int free = NONE;
  private int size;

  /// Who is in it, as long as that is a good part of all; of those others it takes a look at all to
  /// find the rest.
  private @Nullable BitSet members;

  /// Makes one without entities.
  ///
  /// @param isOfAll whether every entity is put into it, once
  Postings(boolean isOfAll) {
    this.isOfAll = isOfAll;
  }

  /// How many entities are in it.
  int size() {
    return size;
  }

  /// How many values there are, at most.
  int values() {
    return texts.count();
  }

  /// How many entities have a value.
  int count(int value) {
    return counts[value];
  }

  /// Which of some values there are.
  int[] values(Set<String> wanted) {
    return wanted.stream()
        .mapToInt(text -> texts.find(Texts.encode(text)))
        .filter(value -> value >= 0)
        .toArray();
  }

  /// Which values are meant.
  int[] values(Match match) {
    Match.Test test = match.test();
    int[] candidates = texts.beginning(Texts.encode(match.prefix()));
    int length = candidates == null ? texts.count() : candidates.length;
    int[] found = new int[FEW];
    int n = 0;
    for (int i = 0; i < length; i++) {
      int value = candidates == null ? i : candidates[i];
      if (counts[value] > 0 && test.test(texts.page(value), texts.from(value), texts.to(value))) {
        found = n == found.length ? Arrays.copyOf(found, 2 * n) : found;
        found[n++] = value;
      }
    }
    return Arrays.copyOf(found, n);
  }

  /// Hands over every entity with a value.
  void forEach(int value, IntConsumer action) {
    for (int entry = heads[value]; entry >= 0; entry = next[entry]) {
      action.accept(isOfAll ? entry : entities[entry]);
    }
  }

  /// Who is in it; `null` where few are.
  @Nullable BitSet members() {
    return members;
  }

  /// Adds an entity.
  ///
  /// @param all how many entities there are, in it or not
  void add(int entity, String value, int all) {
    byte[] text = Texts.encode(value);
    int number = texts.find(text);
    if (number < 0) {
      number = texts.add(text);
      if (number >= heads.length) {
        int length = number + number / 8 + 8;
        heads = Arrays.copyOf(heads, length);
        counts = Arrays.copyOf(counts, length);
      }
      heads[number] = NONE;
      counts[number] = 0;
    } else if (counts[number] == 0) {
      unused--;
    }
    int entry = entry(entity);
    next[entry] = heads[number];
    heads[number] = entry;
    counts[number]++;
    size++;
    remember(entity, all);
  }

  private int entry(int entity) {
    int entry = isOfAll ? entity : free >= 0 ? free : entries++;
    if (entry == free) {
      free = next[entry];
    }
    if (entry >= next.length) {
      int length = Math.max(entry + 1, next.length + next.length / 8 + 8);
      next = Arrays.copyOf(next, length);
      entities = isOfAll ? entities : Arrays.copyOf(entities, length);
    }
    if (!isOfAll) {
      entities[entry] = entity;
    }
    return entry;
  }

  private void remember(int entity, int all) {
    if (isOfAll) {
      return;
    }
    if (members == null && size >= all / 4) {
      members = new BitSet();
      for (int value = 0; value < texts.count(); value++) {
        forEach(value, members::set);
      }
    } else if (members != null && size < all / 16) {
      members = null;
    } else if (members != null) {
      members.set(entity);
    }
  }

  /// Takes out an entity that has this value. Takes time in proportion to those that have it.
  void remove(int entity, String value) {
    int number = texts.find(Texts.encode(value));
    int before = NONE;
    int entry = number < 0 ? NONE : heads[number];
    while (entry >= 0 && entities[entry] != entity) {
      before = entry;
      entry = next[entry];
    }
    if (entry < 0) {
      return;
    }
    if (before >= 0) {
      next[before] = next[entry];
    } else {
      heads[number] = next[entry];
    }
    next[entry] = free;
    free = entry;
    size--;
    if (members != null) {
      members.clear(entity);
    }
    counts[number]--;
    unused += counts[number] == 0 ? 1 : 0;
    if (unused > FEW && unused > texts.count() / 2) {
      forgetUnused();
    }
  }

  private void forgetUnused() {
    int n = 0;
    texts = texts.only(value -> counts[value] > 0);
    for (int value = 0; n < texts.count(); value++) {
      if (counts[value] > 0) {
        heads[n] = heads[value];
        counts[n++] = counts[value];
      }
    }
    heads = Arrays.copyOf(heads, n);
    counts = Arrays.copyOf(counts, n);
    unused = 0;
  }
}
