package io.cistern.listmap;

import io.cistern.listmap.file.Format;
import java.io.IOException;
import java.util.Arrays;
import java.util.TreeMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/// Point operations of several threads, writers too, take effect one after the other, as in a
/// `TreeMap`: Lincheck makes up programs, runs each many times, and looks for an order that
/// explains what was seen.
///
/// A walk over a range is no point operation: between two moves the map may change, by contract.
class LinearizabilityTest {

  private static final int PROGRAMS = Integer.getInteger("cistern.lincheckPrograms", 6);
  private static final int RUNS = 2000;

  /// What is done, to a map in the heap.
  @Param(name = "key", gen = IntGen.class, conf = "0:3")
  @Param(name = "value", gen = IntGen.class, conf = "1:3")
  public static class Map {
    final ListMap map = HeapRegion.map((int) Format.INITIAL_BYTES);

    @Operation
    public void put(@Param(name = "key") int key, @Param(name = "value") int value)
        throws IOException {
      map.put(key(key), value(value));
    }

    @Operation
    public boolean putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value)
        throws IOException {
      return map.putIfAbsent(key(key), value(value));
    }

    @Operation
    public boolean remove(@Param(name = "key") int key) throws IOException {
      return map.remove(key(key));
    }

    @Operation
    public int get(@Param(name = "key") int key) throws IOException {
      var value = map.getBytes(key(key));
      return value == null ? 0 : number(value);
    }

    /// Written between even keys, so that there is room for others.
    static byte[] key(int number) {
      return new byte[] {(byte) (60 + 2 * number)};
    }

    private static byte[] value(int number) {
      var value = new byte[100];
      Arrays.fill(value, (byte) number);
      return value;
    }

    private static int number(byte[] value) {
      if (!Arrays.equals(value, value(value[0]))) {
        throw new AssertionError("torn: " + Arrays.toString(value));
      }
      return value[0];
    }
  }

  /// The same in one leaf, with searches for the next key up and down.
  public static class OneLeaf extends Map {
    @Operation
    public int ceiling(@Param(name = "key") int key) throws IOException {
      var cursor = map.cursor();
      return cursor.seek(key(key)) ? cursor.keyBytes()[0] : 0;
    }

    @Operation
    public int floor(@Param(name = "key") int key) throws IOException {
      var cursor = map.cursor();
      return cursor.seekFloor(key(key)) ? cursor.keyBytes()[0] : 0;
    }
  }

  /// The same where the next new key splits the leaf.
  public static class FullLeaf extends Map {
    public FullLeaf() throws IOException {
      for (int i = 0; i < Format.LEAF_CAPACITY; i++) {
        map.put(new byte[] {(byte) (2 * i + 1)}, new byte[0]);
      }
    }
  }

  /// What should come of it.
  public static class Model {
    private final TreeMap<Integer, Integer> content = new TreeMap<>();

    public void put(int key, int value) {
      content.put(key, value);
    }

    public boolean putIfAbsent(int key, int value) {
      return content.putIfAbsent(key, value) == null;
    }

    public boolean remove(int key) {
      return content.remove(key) != null;
    }

    public int get(int key) {
      return content.getOrDefault(key, 0);
    }

    public int ceiling(int key) {
      var found = content.ceilingKey(key);
      return found == null ? 0 : Map.key(found)[0];
    }

    public int floor(int key) {
      var found = content.floorKey(key);
      return found == null ? 0 : Map.key(found)[0];
    }
  }

  private static void check(Class<?> tested) {
    new StressOptions()
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(2)
        .iterations(PROGRAMS)
        .invocationsPerIteration(RUNS)
        .sequentialSpecification(Model.class)
        .check(tested);
    System.out.println(
        tested.getSimpleName() + ": " + PROGRAMS + " programs, " + RUNS + " runs of each");
  }

  @Test
  void ofOneLeaf() {
    check(OneLeaf.class);
  }

  @Test
  void ofALeafThatSplits() {
    check(FullLeaf.class);
  }
}
