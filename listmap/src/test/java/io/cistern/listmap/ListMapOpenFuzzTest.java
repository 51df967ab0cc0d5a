package io.cistern.listmap;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;

/// Any bytes at all as a file, and any bytes changed in a file. Every build replays the corpus in
/// `ListMapOpenFuzzTestInputs`; to look for more, run with `JAZZER_FUZZ=1`.
class ListMapOpenFuzzTest {

  private final SimulatedDisk disk = new SimulatedDisk(new Random(0), 1 << 20);

  /// What can be read is in order and reads the same both ways and by key; all else is refused with
  /// a [ListMapException]. The first byte says what the others are: 0 a file; otherwise changes of
  /// a good file, each a u16 position and a byte, in which the header's checksums are then made
  /// right if the byte is even.
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
    var ends = Damage.End.values();
    var file = Damage.file(ends[(data[0] & 0xff) % ends.length], new Model());
    while (input.remaining() >= 3) {
      int at = input.getShort() & 0xffff;
      file[at % file.length] = input.get();
    }
    if (data[0] % 2 == 0) {
      correctChecksums(file);
    }
    Damage.readAll(disk, file);
  }

  private static void correctChecksums(byte[] file) {
    for (int slot = 0; slot <= 4096; slot += 4096) {
      var crc = new CRC32C();
      crc.update(file, slot, Header.BYTES - 4);
      Format.ARRAY_INT.set(file, slot + Header.BYTES - 4, (int) crc.getValue());
    }
  }
}
