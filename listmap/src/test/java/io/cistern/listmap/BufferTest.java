package io.cistern.listmap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys and values that are parts of buffers: as their bytes in arrays would be.
class BufferTest {

  private final SimulatedDisk disk = new SimulatedDisk(new Random(0), 1 << 20);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// What remains lies between other bytes.
  private static ByteBuffer buffer(String text, boolean isDirect) {
    var whole = bytes("<" + text + ">");
    var buffer =
        isDirect ? ByteBuffer.allocateDirect(whole.length) : ByteBuffer.allocate(whole.length);
    return buffer.put(whole).flip().position(1).limit(whole.length - 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areTakenByWhatRemains(boolean isDirect) throws IOException {
    var map = ListMap.open(disk, SimulatedDisk.FILE, Damage.OS);
    var key = buffer("b", isDirect);
    var value = buffer("two", isDirect).asReadOnlyBuffer();
    map.put(key, value);
    map.batch().put(buffer("a", isDirect), buffer("", isDirect)).commit();
    assertThat(map.getBytes(bytes("b"))).isEqualTo(bytes("two"));
    assertThat(map.getBytes(bytes("a"))).isEmpty();
    var segment = requireNonNull(map.get(key));
    assertThat(segment.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes("two"));
    var cursor = map.cursor();
    assertThat(cursor.seek(buffer("aa", isDirect))).isTrue();
    assertThat(cursor.keyBytes()).isEqualTo(bytes("b"));
    assertThat(map.remove(key)).isTrue();
    assertThat(map.get(key)).isNull();
    assertThat(key.remaining()).isOne();
    assertThat(value.remaining()).isEqualTo(3);
    map.close();
  }

  @Test
  void mustHoldAKey() throws IOException {
    var map = ListMap.open(disk, SimulatedDisk.FILE, Damage.OS);
    var nothing = ByteBuffer.allocate(0);
    assertThatThrownBy(() -> map.get(nothing)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> map.put(nothing, nothing))
        .isInstanceOf(IllegalArgumentException.class);
    map.close();
  }
}
