package io.cistern.sflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.sflow.record.Address;
import io.cistern.sflow.record.Bytes;
import io.cistern.sflow.record.ExtendedSwitch;
import io.cistern.sflow.record.SampledHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Datagrams in arrays, buffers and segments, heap and native: all are one.
class ByteSourcesTest {
  private static final Datagram DATAGRAM = datagram();
  private static final byte[] BYTES = DATAGRAM.encode();

  private static Datagram datagram() {
    var port = new PacketInterface(0, 3);
    var sample =
        new FlowSample(
            false,
            1,
            new DataSource(0, 3),
            1000,
            1000,
            0,
            port,
            port,
            List.of(
                new SampledHeader(1, 64, 4, Bytes.of((byte) 1, (byte) 2)),
                new ExtendedSwitch(1, 2, 3, 4)),
            List.of());
    return new Datagram(5, Address.ipv4(0xc000_0201L), 0, 1, 1000, List.of(sample));
  }

  /// The datagram with something else before and after it.
  private static byte[] amidst() {
    var bytes = new byte[BYTES.length + 12];
    Arrays.fill(bytes, (byte) 0x55);
    System.arraycopy(BYTES, 0, bytes, 5, BYTES.length);
    return bytes;
  }

  @Nested
  class Decode {
    @Test
    void anArray() throws MalformedDatagramException {
      assertThat(Datagram.decode(BYTES)).isEqualTo(DATAGRAM);
    }

    @Test
    void aPartOfAnArray() throws MalformedDatagramException {
      assertThat(Datagram.decode(amidst(), 5, BYTES.length)).isEqualTo(DATAGRAM);
      assertThatThrownBy(() -> Datagram.decode(BYTES, 1, BYTES.length))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aHeapBufferOfEitherOrderAndLeavesItsPosition() throws MalformedDatagramException {
      ByteBuffer buffer = ByteBuffer.wrap(amidst(), 5, BYTES.length).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(Datagram.decode(buffer)).isEqualTo(DATAGRAM);
      assertThat(buffer.position()).isEqualTo(5);
      assertThat(buffer.remaining()).isEqualTo(BYTES.length);
    }

    @Test
    void aReadOnlyNativeBuffer() throws MalformedDatagramException {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES.length + 12).put(amidst());
      assertThat(Datagram.decode(buffer.position(5).limit(5 + BYTES.length).asReadOnlyBuffer()))
          .isEqualTo(DATAGRAM);
    }

    @Test
    void manyWithOneDecoder() throws MalformedDatagramException {
      var decoder = new DatagramDecoder(Structures.standard());
      assertThatThrownBy(() -> decoder.decode(BYTES, 0, 40))
          .isInstanceOf(MalformedDatagramException.class);
      assertThat(decoder.decode(BYTES)).isEqualTo(DATAGRAM);
      assertThat(decoder.decode(ByteBuffer.wrap(BYTES))).isEqualTo(DATAGRAM);
      assertThat(decoder.decode(MemorySegment.ofArray(BYTES))).isEqualTo(DATAGRAM);
    }

    @Test
    void oneRecordByItsStructure() throws MalformedRecordException {
      var structure = Objects.requireNonNull(Structures.standard().of(ExtendedSwitch.class));
      var record = new ExtendedSwitch(10, 0, 20, 7);
      Bytes body = structure.encode(record);
      assertThat(body.length()).isEqualTo(16);
      assertThat(structure.decode(body)).isEqualTo(record);
    }
  }

  @Nested
  class Wrap {
    @Test
    void anArrayAndABuffer() {
      var cursor = new DatagramCursor();
      assertThat(cursor.wrap(BYTES)).isTrue();
      assertThat(cursor.sequenceNumber()).isEqualTo(1);
      assertThat(cursor.wrap(ByteBuffer.wrap(amidst(), 5, BYTES.length))).isTrue();
      assertThat(cursor.nextSample() && cursor.nextRecord()).isTrue();
      assertThat(cursor.headerOffset()).isEqualTo(BYTES.length - 24 - 4);
    }
  }

  @Nested
  class Encode {
    private final DatagramEncoder encoder = new DatagramEncoder(Structures.standard());

    @Test
    void intoABufferFromItsPositionOn() {
      ByteBuffer buffer = ByteBuffer.allocate(BYTES.length + 12).position(5);
      encoder.encode(DATAGRAM, buffer);
      assertThat(buffer.position()).isEqualTo(5 + BYTES.length);
      assertThat(Arrays.copyOfRange(buffer.array(), 5, 5 + BYTES.length)).isEqualTo(BYTES);
      buffer.position(0);
      DATAGRAM.encode(buffer);
      assertThat(Arrays.copyOf(buffer.array(), BYTES.length)).isEqualTo(BYTES);
    }

    @Test
    void leavesABufferThatIsTooSmallAsItWas() {
      ByteBuffer buffer = ByteBuffer.allocate(BYTES.length - 1);
      assertThatThrownBy(() -> encoder.encode(DATAGRAM, buffer))
          .isInstanceOf(BufferOverflowException.class);
      assertThat(buffer.position()).isZero();
      assertThat(buffer.array()).containsOnly(0);
    }

    @Test
    void intoASegmentAtAnOffset() {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment segment = arena.allocate(BYTES.length + 8);
        assertThat(encoder.encode(DATAGRAM, segment, 8)).isEqualTo(BYTES.length);
        assertThat(segment.asSlice(8).mismatch(MemorySegment.ofArray(BYTES))).isEqualTo(-1);
        assertThatThrownBy(() -> encoder.encode(DATAGRAM, segment, 9))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }

    @Test
    void manyWithOneEncoder() {
      var small = new Datagram(5, Address.UNKNOWN, 0, 1, 2, List.of());
      assertThat(encoder.encode(DATAGRAM)).isEqualTo(BYTES);
      assertThat(encoder.encode(small)).isEqualTo(small.encode());
      assertThat(encoder.encode(DATAGRAM)).isEqualTo(BYTES);
    }
  }
}
