package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a map should hold, and random changes to it.
public final class Model {

  private static final int LONGEST_KEY = 24;

  final NavigableMap<byte[], byte[]> content;

  Model() {
    content = new TreeMap<>(Arrays::compareUnsigned);
  }

  private Model(NavigableMap<byte[], byte[]> other) {
    content = new TreeMap<>(other);
  }

  Model copy() {
    return new Model(content);
  }

  /// What a map holds, by one scan.
  static Model of(ListMap map) throws IOException {
    var model = new Model();
    var cursor = map.cursor();
    for (boolean found = cursor.first(); found; found = cursor.next()) {
      assertThat(model.content.put(cursor.keyBytes(), cursor.valueBytes())).isNull();
    }
    assertThat(map.size()).isEqualTo(model.content.size());
    return model;
  }

  /// What a cursor over a range should see, now and after changes.
  NavigableMap<byte[], byte[]> range(byte @Nullable [] from, byte @Nullable [] to) {
    if (from != null && to != null) {
      boolean isEmpty = Arrays.compareUnsigned(from, to) > 0;
      return content.subMap(from, true, isEmpty ? from : to, false);
    }
    var upper = to == null ? content : content.headMap(to, false);
    return from == null ? upper : upper.tailMap(from, true);
  }

  /// What a cursor over a prefix should see, now and after changes.
  NavigableMap<byte[], byte[]> prefix(byte[] prefix) {
    var last = Arrays.copyOf(prefix, prefix.length + LONGEST_KEY);
    Arrays.fill(last, prefix.length, last.length, (byte) 0xff);
    return content.subMap(prefix, true, last, true);
  }

  @Override
  public boolean equals(Object object) {
    if (!(object instanceof Model other) || content.size() != other.content.size()) {
      return false;
    }
    var mine = content.entrySet().iterator();
    for (var its : other.content.entrySet()) {
      var entry = mine.next();
      if (!Arrays.equals(entry.getKey(), its.getKey())
          || !Arrays.equals(entry.getValue(), its.getValue())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return content.size();
  }

  @Override
  public String toString() {
    return content.size() + " entries";
  }

  /// The seed of a random test: given by `-Dcistern.seed`, otherwise the test's own.
  public static long seed(long otherwise) {
    long seed = Long.getLong("cistern.seed", otherwise);
    System.out.println("seed " + seed);
    return seed;
  }

  /// A key of few bytes, or of many with a common start, so that ties of all kinds occur.
  static byte[] key(Random random) {
    var key =
        switch (random.nextInt(4)) {
          case 0 -> new byte[1 + random.nextInt(3)];
          case 1 -> new byte[8 + random.nextInt(2)];
          case 2 -> new byte[12];
          default -> new byte[LONGEST_KEY];
        };
    for (int i = 0; i < key.length; i++) {
      key[i] =
          (byte) (i < 8 && key.length > 9 ? 7 * (random.nextInt(40) / 39) : random.nextInt(4) - 2);
    }
    return key;
  }

  static byte[] value(Random random) {
    int length = random.nextInt(20) == 0 ? random.nextInt(5000) : random.nextInt(40);
    var value = new byte[length];
    random.nextBytes(value);
    return value;
  }

  /// Checks everything a reader can see.
  void check(ListMap map) throws IOException {
    assertThat(map.size()).isEqualTo(content.size());
    for (var entry : content.entrySet()) {
      assertThat(map.getBytes(entry.getKey())).isEqualTo(entry.getValue());
    }
    var cursor = map.cursor();
    boolean found = cursor.first();
    for (var entry : content.entrySet()) {
      assertThat(found).isTrue();
      check(cursor, entry);
      found = cursor.next();
    }
    assertThat(found).isFalse();
    found = cursor.last();
    for (var entry : content.descendingMap().entrySet()) {
      assertThat(found).isTrue();
      check(cursor, entry);
      found = cursor.prev();
    }
    assertThat(found).isFalse();
    assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
  }

  static void check(Cursor cursor, Map.Entry<byte[], byte[]> entry) {
    assertThat(cursor.keyBytes()).isEqualTo(entry.getKey());
    assertThat(cursor.valueBytes()).isEqualTo(entry.getValue());
    assertThat(cursor.key().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(entry.getKey());
    assertThat(cursor.value().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(entry.getValue());
  }
}
