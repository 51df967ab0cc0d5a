package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cursors over a part of the keys, both ways.
class RangeTest {

  @TempDir Path directory;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> ascending(Cursor cursor) throws IOException {
    var keys = new ArrayList<String>();
    for (boolean found = cursor.first(); found; found = cursor.next()) {
      keys.add(new String(cursor.keyBytes(), StandardCharsets.ISO_8859_1));
    }
    return keys;
  }

  private static List<String> descending(Cursor cursor) throws IOException {
    var keys = new ArrayList<String>();
    for (boolean found = cursor.last(); found; found = cursor.prev()) {
      keys.add(new String(cursor.keyBytes(), StandardCharsets.ISO_8859_1));
    }
    return keys;
  }

  private ListMap map(boolean isSealed, String... keys) throws IOException {
    var map = ListMap.open(directory.resolve("map.lm"), ListMapOptions.defaults());
    for (var key : keys) {
      map.put(bytes(key), bytes("value of " + key));
    }
    if (!isSealed) {
      return map;
    }
    map.seal();
    map.close();
    return ListMap.open(directory.resolve("map.lm"), ListMapOptions.forReading());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRangeHasItsStartAndNotItsEnd(boolean isSealed) throws IOException {
    try (var map = map(isSealed, "a", "b", "ba", "c", "d")) {
      assertThat(ascending(map.range(bytes("b"), bytes("d")))).containsExactly("b", "ba", "c");
      assertThat(descending(map.range(bytes("b"), bytes("d")))).containsExactly("c", "ba", "b");
      assertThat(ascending(map.range(null, bytes("b")))).containsExactly("a");
      assertThat(descending(map.range(bytes("bb"), null))).containsExactly("d", "c");
      assertThat(ascending(map.range(bytes("x"), bytes("z")))).isEmpty();
      assertThat(descending(map.range(bytes("c"), bytes("b")))).isEmpty();
      assertThat(ascending(map.range(null, null))).hasSize(5);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSeekStaysInTheRange(boolean isSealed) throws IOException {
    try (var map = map(isSealed, "a", "b", "c", "d", "e")) {
      var cursor = map.range(bytes("b"), bytes("e"));
      assertThat(cursor.seek(bytes("a"))).isTrue();
      assertThat(cursor.keyBytes()).isEqualTo(bytes("b"));
      assertThat(cursor.prev()).isFalse();
      assertThat(cursor.seek(bytes("e"))).isFalse();
      assertThat(cursor.seekFloor(bytes("z"))).isTrue();
      assertThat(cursor.keyBytes()).isEqualTo(bytes("d"));
      assertThat(cursor.next()).isFalse();
      assertThat(cursor.seekFloor(bytes("a"))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPrefixHasTheKeysThatStartWithIt(boolean isSealed) throws IOException {
    try (var map =
        map(isSealed, "if", "if/1", "if/10", "if/2", "ig", "i", "\u00ff", "\u00ff\u00ff")) {
      assertThat(ascending(map.prefix(bytes("if/")))).containsExactly("if/1", "if/10", "if/2");
      assertThat(descending(map.prefix(bytes("if"))))
          .containsExactly("if/2", "if/10", "if/1", "if");
      assertThat(ascending(map.prefix(bytes("\u00ff")))).containsExactly("\u00ff", "\u00ff\u00ff");
      assertThat(descending(map.prefix(bytes("\u00ff\u00ff")))).containsExactly("\u00ff\u00ff");
      assertThat(ascending(map.prefix(bytes("j")))).isEmpty();
    }
  }

  @Test
  void boundsAreCopiedAndChecked() throws IOException {
    try (var map = map(false, "a", "b")) {
      var from = bytes("b");
      var cursor = map.range(from, null);
      from[0] = 'a';
      assertThat(ascending(cursor)).containsExactly("b");
      assertThatThrownBy(() -> map.range(new byte[0], null))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> map.prefix(new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void randomRangesAreThoseOfTheModel(boolean isSealed) throws IOException {
    var random = new Random(Model.seed(31));
    var model = new Model();
    var map = ListMap.open(directory.resolve("map.lm"), ListMapOptions.defaults());
    for (int i = 0; i < 2000; i++) {
      var key = Model.key(random);
      var value = Model.value(random);
      map.put(key, value);
      model.content.put(key, value);
    }
    if (isSealed) {
      map.seal();
      map.close();
      map = ListMap.open(directory.resolve("map.lm"), ListMapOptions.forReading());
    }
    for (int i = 0; i < 500; i++) {
      var from = random.nextInt(5) == 0 ? null : Model.key(random);
      var to = random.nextInt(5) == 0 ? null : Model.key(random);
      var expected = model.range(from, to);
      var cursor = map.range(from, to);
      assertThat(cursor.count()).isEqualTo(expected.size());
      boolean found = cursor.first();
      for (var key : expected.keySet()) {
        assertThat(found).isTrue();
        assertThat(cursor.keyBytes()).isEqualTo(key);
        assertThat(cursor.valueBytes()).isEqualTo(expected.get(key));
        found = cursor.next();
      }
      assertThat(found).isFalse();
      found = cursor.last();
      for (var key : expected.descendingKeySet()) {
        assertThat(found).isTrue();
        assertThat(cursor.keyBytes()).isEqualTo(key);
        found = cursor.prev();
      }
      assertThat(found).isFalse();
    }
    map.close();
  }
}
