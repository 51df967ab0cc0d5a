package io.cistern.metricstore;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// The entities by the value of one thing that each has: its source, its instance, or a label. Not
/// thread-safe.
final class Postings {

  /*
   * Entities with one value are a chain of entries, and a hash table has the first entry of each
   * chain: a value is nowhere but in the entities themselves, where that of an entry is looked up.
   * So an entity takes 8 bytes and each value another 8. Where every entity has one, entries are
   * entities, and take 4.
   */
  private static final int NONE = -1;
  private static final int DROPPED = -2;
  private static final int SMALLEST = 16;

  /// Who chooses values cannot know which ones collide.
  private static final int SEED = new SplittableRandom().nextInt() | 1;

  private final IntFunction<String> valueOf;
  private final boolean isOfAll;

  /// First entries of chains; [#NONE], or [#DROPPED]. At most three quarters are taken.
  private int[] slots = filled(SMALLEST);

  private int slotsTaken;
  private int values;
  private int[] next = new int[0];
  private int[] entities = new int[0];
  private int entries;
  private int free = NONE;

  /// Makes one without entities.
  ///
  /// @param valueOf the value of an entity that is in it
  /// @param isOfAll whether every entity is put into it, once
  Postings(IntFunction<String> valueOf, boolean isOfAll) {
    this.valueOf = valueOf;
    this.isOfAll = isOfAll;
  }

  private static int[] filled(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, NONE);
    return slots;
  }

  /// How many values there are.
  int values() {
    return values;
  }

  /// The entity of an entry.
  int entity(int entry) {
    return isOfAll ? entry : entities[entry];
  }

  /// The first entry with a value; negative if there is none.
  int first(String value) {
    int slot = slot(value);
    return slot < 0 ? NONE : slots[slot];
  }

  /// The next entry with the same value; negative if there is none.
  int next(int entry) {
    return next[entry];
  }

  /// Hands over every entity with a value that is meant; each value is looked at once.
  void forEach(Predicate<String> isMeant, IntConsumer action) {
    for (int head : slots) {
      if (head >= 0 && isMeant.test(valueOf.apply(entity(head)))) {
        for (int entry = head; entry >= 0; entry = next[entry]) {
          action.accept(entity(entry));
        }
      }
    }
  }

  /// Adds an entity, which has this value now.
  void add(int entity, String value) {
    int entry = entry(entity);
    int slot = slot(value);
    if (slot >= 0) {
      next[entry] = slots[slot];
      slots[slot] = entry;
      return;
    }
    next[entry] = NONE;
    if (slotsTaken >= slots.length / 4 * 3) {
      rehash();
    }
    insert(value, entry);
    values++;
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

  /// Takes out an entity that still has this value. Takes time in proportion to those that have it.
  void remove(int entity, String value) {
    int slot = slot(value);
    if (slot < 0) {
      return;
    }
    int before = NONE;
    int entry = slots[slot];
    while (entry >= 0 && entity(entry) != entity) {
      before = entry;
      entry = next[entry];
    }
    if (entry < 0) {
      return;
    }
    if (before >= 0) {
      next[before] = next[entry];
    } else if (next[entry] >= 0) {
      slots[slot] = next[entry];
    } else {
      slots[slot] = DROPPED;
      values--;
    }
    next[entry] = free;
    free = entry;
  }

  /// The slot of a value; negative if it has none.
  private int slot(String value) {
    for (int at = place(value); slots[at] != NONE; at = at + 1 == slots.length ? 0 : at + 1) {
      if (slots[at] >= 0 && value.equals(valueOf.apply(entity(slots[at])))) {
        return at;
      }
    }
    return NONE;
  }

  private int place(String value) {
    int hash = SEED;
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * 0x9e37_79b1;
      hash ^= hash >>> 15;
    }
    return (int) (Integer.toUnsignedLong(hash) * slots.length >>> 32);
  }

  private void insert(String value, int head) {
    int at = place(value);
    while (slots[at] >= 0) {
      at = at + 1 == slots.length ? 0 : at + 1;
    }
    slotsTaken += slots[at] == NONE ? 1 : 0;
    slots[at] = head;
  }

  private void rehash() {
    int[] old = slots;
    slots = filled(Math.max(SMALLEST, values + values / 2 + values / 4 + SMALLEST));
    slotsTaken = 0;
    for (int head : old) {
      if (head >= 0) {
        insert(valueOf.apply(entity(head)), head);
      }
    }
  }
}
