package io.cistern.listmap;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.cistern.listmap.file.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// What one reader of a map sees of one change. Every value consists of one byte, again and again.
///
/// Each read checks the record's checksum: a record seen before it was whole is a
/// `CorruptFileException`, which no outcome allows.
public final class MapStress {

  private static final int ABSENT = -1;
  private static final int TORN = -2;
  private static final int FULL = Format.LEAF_CAPACITY;

  private MapStress() {}

  /// Even keys, so that there is room between any two.
  private static byte[] key(int number) {
    return new byte[] {1, (byte) (2 * number)};
  }

  private static final byte[] BETWEEN = {1, 2 * (FULL / 4) + 1};

  private static byte[] value(int size, int content) {
    var value = new byte[size];
    Arrays.fill(value, (byte) content);
    return value;
  }

  /// A map whose one leaf has so many entries.
  private static ListMap map(int entries) {
    return map(entries, (int) Format.INITIAL_BYTES);
  }

  private static ListMap map(int entries, int capacity) {
    var map = HeapRegion.map(capacity);
    for (int i = 0; i < entries; i++) {
      put(map, key(i), value(8, 1));
    }
    return map;
  }

  private static void put(ListMap map, byte[] key, byte[] value) {
    try {
      map.put(key, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the bytes of a key's value are, if they are all the same.
  private static int read(ListMap map, byte[] key) {
    try {
      var value = map.getBytes(key);
      if (value == null) {
        return ABSENT;
      }
      return Arrays.equals(value, value(value.length, value[0])) ? value[0] : TORN;
    } catch (CorruptFileException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A new record is published by a slot that is inserted.
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "before")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "after")
  @Outcome(expect = FORBIDDEN, desc = "half a record")
  @State
  public static class Insert {
    private final ListMap map = map(2);

    @Actor
    public void writer() {
      put(map, BETWEEN, value(100, 2));
    }

    @Actor
    public void reader(I_Result result) {
      result.r1 = read(map, BETWEEN);
    }
  }

  /// A new record takes the place of another in its slot, by one store.
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "before")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "after")
  @Outcome(expect = FORBIDDEN, desc = "neither")
  @State
  public static class Replace {
    private final ListMap map = map(2);

    @Actor
    public void writer() {
      put(map, key(1), value(100, 2));
    }

    @Actor
    public void reader(I_Result result) {
      result.r1 = read(map, key(1));
    }
  }

  /// Of two changes a reader that sees the second sees the first.
  @JCStressTest
  @Outcome(
      id = {"0", "1", "11"},
      expect = ACCEPTABLE,
      desc = "a prefix of the changes")
  @Outcome(id = "10", expect = FORBIDDEN, desc = "the second change without the first")
  @Outcome(expect = FORBIDDEN, desc = "neither")
  @State
  public static class Order {
    private final ListMap map = map(2);

    @Actor
    public void writer() {
      put(map, key(0), value(8, 2));
      put(map, key(1), value(8, 2));
    }

    @Actor
    public void reader(I_Result result) {
      int second = read(map, key(1));
      int first = read(map, key(0));
      result.r1 = 10 * (second - 1) + first - 1;
    }
  }

  /// The file grows by a window, in which the new record lies.
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "before")
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "after")
  @Outcome(expect = FORBIDDEN, desc = "half a record")
  @State
  public static class Growth {
    private final ListMap map = map(2, 4 * (int) Format.INITIAL_BYTES);

    @Actor
    public void writer() {
      put(map, BETWEEN, value((int) Format.INITIAL_BYTES, 2));
    }

    @Actor
    public void reader(I_Result result) {
      result.r1 = read(map, BETWEEN);
    }
  }

  /// A leaf splits: a key that moves into the new leaf is always found.
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "found")
  @Outcome(expect = FORBIDDEN, desc = "lost")
  @State
  public static class SplitUnderGet {
    private final ListMap map = map(FULL);

    @Actor
    public void writer() {
      put(map, BETWEEN, value(8, 2));
    }

    @Actor
    public void reader(I_Result result) {
      result.r1 = read(map, key(FULL - 1));
    }
  }

  /// A leaf splits under a cursor that moves forward.
  @JCStressTest
  @Outcome(id = "124", expect = ACCEPTABLE, desc = "before")
  @Outcome(id = "125", expect = ACCEPTABLE, desc = "after")
  @Outcome(expect = FORBIDDEN, desc = "keys lost or out of order")
  @State
  public static class SplitUnderNext {
    private final ListMap map = map(FULL);

    @Actor
    public void writer() {
      put(map, BETWEEN, value(8, 2));
    }

    @Actor
    public void reader(I_Result result) {
      result.r1 = walk(map, FULL, true);
    }
  }

  /// A leaf splits under a cursor that moves backward, from the leaf right of it.
  @JCStressTest
  @Outcome(
      id = {"125", "126"},
      expect = ACCEPTABLE,
      desc = "before, after")
  @Outcome(expect = FORBIDDEN, desc = "keys lost or out of order")
  @State
  public static class SplitUnderPrev {
    private final ListMap map = map(FULL + 1); // the last key is alone in its leaf

    @Actor
    public void writer() {
      put(map, BETWEEN, value(8, 2));
    }

    @Actor
    public void reader(I_Result result) {
      result.r1 = walk(map, FULL + 1, false);
    }
  }

  /// How many keys a cursor sees, if all those that stay are among them, in order.
  private static int walk(ListMap map, int staying, boolean isForward) {
    try {
      var cursor = map.cursor();
      int step = isForward ? 1 : -1;
      int expected = isForward ? 0 : staying - 1;
      int last = isForward ? -1 : 256;
      int count = 0;
      for (boolean found = isForward ? cursor.first() : cursor.last();
          found;
          found = isForward ? cursor.next() : cursor.prev()) {
        int key = cursor.keyBytes()[1] & 0xff;
        if (key == 2 * expected) {
          expected += step;
        } else if (key != BETWEEN[1] || Integer.signum(key - last) != step) {
          return TORN;
        }
        last = key;
        count++;
      }
      return expected == (isForward ? staying : -1) ? count : TORN;
    } catch (CorruptFileException e) {
      throw new UncheckedIOException(e);
    }
  }
}
