package io.cistern.sflow;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/// Any bytes at all. Every build replays the corpora in `DatagramFuzzTestInputs`; to look for more,
/// run with `JAZZER_FUZZ=1`.
class DatagramFuzzTest {
  private final DatagramCheck datagrams = new DatagramCheck();

  @FuzzTest(maxDuration = "5m")
  void anyBytesDecode(byte[] data) {
    datagrams.check(Corpus.segment(data));
  }

  /// One sample or record of any format with any bytes: the first four are its format, the fifth
  /// says what it is in.
  @FuzzTest(maxDuration = "5m")
  void anyStructureDecodes(byte[] data) {
    if (data.length < 5) {
      return;
    }
    int fixed =
        switch (data[4] & 3) {
          case 0 -> 32;
          case 1 -> 12;
          case 2 -> 32;
          default -> 0;
        };
    int sample = new int[] {1, 2, 5, 0}[data[4] & 3];
    int body = data.length - 5;
    int padded = body + 3 & ~3;
    var out = ByteBuffer.allocate(24 + 8 + (sample == 0 ? 0 : fixed + 8) + padded);
    out.putInt(5).putInt(0).putInt(0).putInt(1).putInt(1000).putInt(1);
    if (sample != 0) {
      out.putInt(sample).putInt(fixed + 8 + padded).position(out.position() + fixed - 4);
      out.putInt(1);
    }
    out.put(data, 0, 4).putInt(body).put(data, 5, body);
    datagrams.check(Corpus.segment(out.array()));
  }
}
