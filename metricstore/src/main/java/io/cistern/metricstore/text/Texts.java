package io.cistern.metricstore.text;

import io.cistern.metricstore.codec.ByteOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Distinct texts, numbered in the order in which they came, their bytes one behind the other: all
/// can be looked at in one pass over memory, one is found by its hash, and those with a common
/// beginning by their order, which is made when it is first asked for. One thread changes it while
/// nobody else uses it; any number read.
public final class Texts {

  /*
   * A text takes its bytes, 12 more and 5 to 7 of the table; 4 more once their order was asked for.
   * It is in UTF-8, where half of a surrogate pair that stands alone is a character of its own (3
   * bytes): every text has an encoding, and no two have one.
   */
  private static final int NONE = -1;
  private static final int PAGE_BYTES = 1 << 16;
  private static final int SMALLEST = 16;

  /// Texts that came since the order was made and are looked at one by one.
  private static final int MOST_UNORDERED = 1_024;

  /// Who chooses texts cannot know which ones collide.
  private static final int SEED = new SplittableRandom().nextInt() | 1;

  private byte[][] pages = new byte[0][];
  private int used = PAGE_BYTES;

  /// Page and offset.
  private long[] places = new long[0];

  private int[] lengths = new int[0];
  private int count;

  /// Numbers, by hash; at most three quarters are taken.
  private int[] slots = filled(SMALLEST);

  /// The numbers of the first texts in the order of their bytes.
  private volatile int[] ordered = new int[0];

  private static int[] filled(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, NONE);
    return slots;
  }

  /// A text as it is kept.
  public static byte[] encode(String text) {
    boolean isPlain = text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    if (isPlain) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    var out = new ByteOutput();
    text.codePoints()
        .forEach(c -> {
          if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            out.writeByte(0xe0 | c >> 12);
            out.writeByte(0x80 | c >> 6 & 0x3f);
            out.writeByte(0x80 | c & 0x3f);
          } else {
            out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
          }
        });
    return out.toByteArray();
  }

  /// What [#encode(String)] made a text of.
  public static String decode(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    if (at == to) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    var text = new StringBuilder();
    for (at = from; at < to; at += lengthOf(bytes[at])) {
      text.appendCodePoint(codePointAt(bytes, at));
    }
    return text.toString();
  }

  /// How many bytes a character has, by its first one.
  public static int lengthOf(int first) {
    return first >= 0 ? 1 : (first & 0x20) == 0 ? 2 : (first & 0x10) == 0 ? 3 : 4;
  }

  /// The character that begins there.
  public static int codePointAt(byte[] bytes, int at) {
    int first = bytes[at];
    int length = lengthOf(first);
    if (length == 1) {
      return first;
    }
    int codePoint = first & 0x7f >> length;
    for (int i = 1; i < length; i++) {
      codePoint = codePoint << 6 | bytes[at + i] & 0x3f;
    }
    return codePoint;
  }

  /// How many there are: their numbers are below.
  public int count() {
    return count;
  }

  public byte[] page(int number) {
    return pages[(int) (places[number] >>> 32)];
  }

  /// Where a text begins in its page.
  public int from(int number) {
    return (int) places[number];
  }

  /// Where it ends, exclusive.
  public int to(int number) {
    return (int) places[number] + lengths[number];
  }

  /// The number of a text; negative if it is not there.
  public int find(byte[] text) {
    for (int at = place(text, 0, text.length, slots.length); slots[at] != NONE; ) {
      int number = slots[at];
      if (Arrays.equals(page(number), from(number), to(number), text, 0, text.length)) {
        return number;
      }
      at = at + 1 == slots.length ? 0 : at + 1;
    }
    return NONE;
  }

  /// Adds a text that is not there.
  ///
  /// @return its number
  public int add(byte[] text) {
    if (count == places.length) {
      int length = count + count / 8 + 8;
      places = Arrays.copyOf(places, length);
      lengths = Arrays.copyOf(lengths, length);
    }
    places[count] = keep(text);
    lengths[count] = text.length;
    if (count >= slots.length / 4 * 3) {
      rehash(slots.length + slots.length / 2);
    }
    insert(count);
    return count++;
  }

  private long keep(byte[] text) {
    if (pages.length == 0 || used + text.length > pages[pages.length - 1].length) {
      pages = Arrays.copyOf(pages, pages.length + 1);
      int least = pages.length == 1 ? 64 : PAGE_BYTES; // most labels have few values
      pages[pages.length - 1] = new byte[Math.max(least, text.length)];
      used = 0;
    }
    System.arraycopy(text, 0, pages[pages.length - 1], used, text.length);
    long place = (long) (pages.length - 1) << 32 | used;
    used += text.length;
    return place;
  }

  private static int place(byte[] bytes, int from, int to, int limit) {
    int hash = SEED;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x9e37_79b1;
      hash ^= hash >>> 15;
    }
    return (int) (Integer.toUnsignedLong(hash) * limit >>> 32);
  }

  private void insert(int number) {
    int at = place(page(number), from(number), to(number), slots.length);
    while (slots[at] != NONE) {
      at = at + 1 == slots.length ? 0 : at + 1;
    }
    slots[at] = number;
  }

  private void rehash(int length) {
    slots = filled(length);
    for (int number = 0; number < count; number++) {
      insert(number);
    }
  }

  /// A copy without the texts that are not wanted. The others keep the order of their numbers.
  public Texts only(IntPredicate isWanted) {
    var others = new Texts();
    int[] numbers = new int[count];
    for (int number = 0; number < count; number++) {
      numbers[number] = isWanted.test(number) ? others.add(bytes(number)) : NONE;
    }
    others.ordered =
        Arrays.stream(ordered).map(number -> numbers[number]).filter(n -> n >= 0).toArray();
    return others;
  }

  private byte[] bytes(int number) {
    return Arrays.copyOfRange(page(number), from(number), to(number));
  }

  /// The numbers of the texts that may begin so: all of those that do, and some that came lately.
  ///
  /// @return `null`: so many that looking at all in the order of their bytes is as good
  public int @Nullable [] beginning(byte[] prefix) {
    if (prefix.length == 0 || count < MOST_UNORDERED) {
      return null;
    }
    int[] order = order();
    byte[] behind = prefix.clone();
    behind[prefix.length - 1]++; // no text has a byte of all ones
    int first = lowerBound(order, prefix);
    int last = lowerBound(order, behind);
    int late = count - order.length;
    if (last - first + late > count / 2) {
      return null;
    }
    int[] found = Arrays.copyOfRange(order, first, last + late);
    for (int i = 0; i < late; i++) {
      found[last - first + i] = order.length + i;
    }
    return found;
  }

  private int lowerBound(int[] order, byte[] key) {
    int low = 0;
    int high = order.length;
    while (low < high) {
      int middle = low + high >>> 1;
      int number = order[middle];
      byte[] page = page(number);
      if (Arrays.compareUnsigned(page, from(number), to(number), key, 0, key.length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int[] order() {
    int[] order = ordered;
    if (count - order.length > Math.max(MOST_UNORDERED, order.length / 16)) {
      int[] all = Arrays.copyOf(order, count);
      for (int number = order.length; number < count; number++) {
        all[number] = number;
      }
      int[] room = new int[count];
      sort(all, room, order.length, count);
      merge(all, room, 0, order.length, count);
      order = all;
      ordered = all;
    }
    return order;
  }

  private void sort(int[] numbers, int[] room, int from, int to) {
    if (to - from > 1) {
      int middle = from + to >>> 1;
      sort(numbers, room, from, middle);
      sort(numbers, room, middle, to);
      merge(numbers, room, from, middle, to);
    }
  }

  private void merge(int[] numbers, int[] room, int from, int middle, int to) {
    System.arraycopy(numbers, from, room, from, middle - from);
    int left = from;
    int right = middle;
    for (int at = from; left < middle; at++) {
      boolean isRight = right < to && compare(numbers[right], room[left]) < 0;
      numbers[at] = isRight ? numbers[right++] : room[left++];
    }
  }

  private int compare(int a, int b) {
    return Arrays.compareUnsigned(page(a), from(a), to(a), page(b), from(b), to(b));
  }
}
