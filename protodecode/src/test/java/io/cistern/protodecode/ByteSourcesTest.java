package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Bytes are decoded alike wherever they lie.
class ByteSourcesTest {
  private static final int BEFORE = 3;

  private final HeaderDecoder decoder = new HeaderDecoder();
  private final HeaderFields fields = new HeaderFields();

  /// The header with other bytes around it.
  private static byte[] surrounded(SampledHeader header) {
    byte[] bytes = new byte[header.bytes().length + 2 * BEFORE];
    System.arraycopy(header.bytes(), 0, bytes, BEFORE, header.bytes().length);
    return bytes;
  }

  private static ByteBuffer at(SampledHeader header, ByteBuffer buffer) {
    return buffer.position(BEFORE).limit(BEFORE + header.bytes().length);
  }

  private static ByteBuffer direct(SampledHeader header) {
    byte[] bytes = surrounded(header);
    return at(header, ByteBuffer.allocateDirect(bytes.length).put(bytes));
  }

  private Map<String, Object> decoded() {
    return AllFields.of(fields);
  }

  @Nested
  class Arrays {
    @Test
    void giveWhatSegmentsGive() {
      for (SampledHeader header : Specimen.headers()) {
        byte[] bytes = surrounded(header);
        int length = header.bytes().length;
        decoder.decode(header.protocol(), bytes, BEFORE, length, fields);
        assertThat(decoded()).isEqualTo(AllFields.of(header.fields()));
        assertThat(Packet.decode(header.protocol(), bytes, BEFORE, length))
            .isEqualTo(header.packet());
      }
    }

    @Test
    void refuseASliceThatIsNotWithin() {
      byte[] bytes = new byte[10];
      assertThatThrownBy(() -> decoder.decode(1, bytes, 5, 6, fields))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> Packet.decode(1, bytes, -1, 6))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Nested
  class Buffers {
    @Test
    void giveWhatSegmentsGive() {
      for (SampledHeader header : Specimen.headers()) {
        decoder.decode(header.protocol(), direct(header), fields);
        assertThat(decoded()).isEqualTo(AllFields.of(header.fields()));
        ByteBuffer onHeap = at(header, ByteBuffer.wrap(surrounded(header)));
        assertThat(Packet.decode(header.protocol(), onHeap)).isEqualTo(header.packet());
      }
    }

    @Test
    void stayWhereTheyAreWhateverTheirOrder() {
      SampledHeader header = Specimen.headers().getFirst();
      ByteBuffer buffer = direct(header).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
      decoder.decode(header.protocol(), buffer, fields);
      assertThat(decoded()).isEqualTo(AllFields.of(header.fields()));
      assertThat(buffer.position()).isEqualTo(BEFORE);
      assertThat(buffer.remaining()).isEqualTo(header.bytes().length);
    }
  }
}
