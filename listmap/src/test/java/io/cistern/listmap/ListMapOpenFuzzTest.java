package io.cistern.listmap;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/// Any bytes at all as a file, and any bytes changed in a file. Every build replays the corpus in
/// `ListMapOpenFuzzTestInputs`; to look for more, run with `JAZZER_FUZZ=1`.
class ListMapOpenFuzzTest {

  private final SimulatedDisk disk = new SimulatedDisk(new Random(0), 1 << 20);

  /// What can be read is in order and reads the same both ways and by key; all else is refused with
  /// a [ListMapException]. The first byte says what the others are: 0 a file; otherwise changes of
  /// a good file, each a u16 position and a byte, in which the checksums are then made right if the
  /// byte is even: those of the headers, and of a sealed file all. Which file it is: below 8 by the
  /// remainder of 3, as ever; above by the number of pairs.
  @FuzzTest(maxDuration = "5m")
  void anyFileOpensOrIsRefused(byte[] data) throws IOException {
    if (data.length == 0 || data.length > 1 << 18) {
      return;
    }
    var input = ByteBuffer.wrap(data, 1, data.length - 1);
    if (data[0] == 0) {
      Damage.readAll(disk, Arrays.copyOfRange(data, 1, data.length));
      return;
    }
    var end = end(data[0] & 0xff);
    var intact = Damage.file(end, new Model());
    var file = intact.clone();
    while (input.remaining() >= 3) {
      int at = input.getShort() & 0xffff;
      file[at % file.length] = input.get();
    }
    boolean isForged = data[0] % 2 == 0;
    if (isForged) {
      Damage.correctChecksums(file, intact);
    }
    Damage.readAll(disk, file, isForged && end.isSealed());
  }

  private static Damage.End end(int first) {
    var ends = Damage.End.values();
    return first < 8 ? ends[first % 3] : ends[first / 2 % ends.length];
  }
}
