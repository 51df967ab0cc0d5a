package io.cistern.protodecode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any bytes at all. Every build replays the corpus in `HeaderFuzzTestInputs`; to look for more,
/// run with `JAZZER_FUZZ=1`.
class HeaderFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void anyBytesDecode(byte[] data) {
    if (data.length == 0) {
      return;
    }
    var bytes = new byte[data.length - 1];
    System.arraycopy(data, 1, bytes, 0, bytes.length);
    var header = new SampledHeader(data[0], bytes);
    HeaderFields fields = header.fields();
    Packet packet = header.packet();
    assertThat(packet.layers()).hasSize(fields.layerCount());
    assertThat(fields.stopOffset()).isBetween(0, bytes.length);
    assertThat(fields.nesting()).isLessThanOrEqualTo(HeaderFields.MAX_NESTING);
    SampledHeader cut = header.cut(bytes.length / 2);
    int layers = cut.fields().layerCount();
    assertThat(layers).isLessThanOrEqualTo(fields.layerCount());
    for (int i = 0; i < layers; i++) {
      assertThat(cut.fields().layerKind(i)).isEqualTo(fields.layerKind(i));
    }
  }
}
