package io.cistern.protodecode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Any bytes at all: the first one is the header protocol. Every build replays the corpus in
/// `HeaderFuzzTestInputs`; `protodecode/fuzz.sh` looks for more.
class HeaderFuzzTest {
  private static final MemorySegment BUFFER = Arena.ofAuto().allocate(1 << 16);

  private final HeaderFields fields = new HeaderFields();
  private final HeaderFields cutFields = new HeaderFields();

  @FuzzTest(maxDuration = "5m")
  void anyBytesDecode(byte[] data) {
    if (data.length == 0 || data.length > BUFFER.byteSize()) {
      return;
    }
    int length = data.length - 1;
    MemorySegment segment = BUFFER.asSlice(0, length); // a read past it throws
    MemorySegment.copy(data, 1, segment, ValueLayout.JAVA_BYTE, 0, length);
    Packet packet = new HeaderDecoder().decodePacket(data[0], segment, 0, length, fields);
    check(packet.layers().size() == fields.layerCount(), packet);
    check(fields.stopOffset() >= 0 && fields.stopOffset() <= length, packet);
    check(fields.nesting() <= HeaderFields.MAX_NESTING, packet);
    int cut = Math.floorMod(Arrays.hashCode(data), length + 1);
    new HeaderDecoder().decode(data[0], segment.asSlice(0, cut), 0, cut, cutFields);
    check(cutFields.layerCount() <= fields.layerCount(), packet);
    for (int i = 0; i < cutFields.layerCount(); i++) {
      check(cutFields.layerKind(i) == packet.layers().get(i).kind(), packet);
      check(cutFields.layerOffset(i) == fields.layerOffset(i), packet);
    }
  }

  private static void check(boolean holds, Packet packet) {
    if (!holds) {
      throw new AssertionError(packet);
    }
  }
}
