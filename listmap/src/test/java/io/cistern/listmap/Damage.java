package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32C;

/// Small files to damage, and the reading of what was damaged.
final class Damage {

  /// How a file was left.
  enum End {
    CLOSED,
    SEALED,
    FLUSHED,
    /// Sealed, all keys being of one length, and all values.
    SEALED_EVEN,
    SEALED_EVEN_KEYS,
    SEALED_EVEN_VALUES;

    boolean isSealed() {
      return this != CLOSED && this != FLUSHED;
    }

    private boolean hasEvenKeys() {
      return this == SEALED_EVEN || this == SEALED_EVEN_KEYS;
    }

    private boolean hasEvenValues() {
      return this == SEALED_EVEN || this == SEALED_EVEN_VALUES;
    }
  }

  static final ListMapOptions OS = ListMapOptions.builder().durability(Durability.OS).build();

  private Damage() {}

  /// A file of a dozen entries.
  ///
  /// @param model gets what is in it
  static byte[] file(End end, Model model) throws IOException {
    var random = new Random(1);
    var disk = new SimulatedDisk(random, 1 << 20);
    var map = ListMap.open(disk, SimulatedDisk.FILE, OS);
    for (int i = 0; i < 12; i++) {
      var key =
          i < 6 || end.hasEvenKeys()
              ? new byte[] {1, 2, 3, 4, 5, 6, 7, 8, (byte) i, 9}
              : Model.key(random);
      var value = new byte[end.hasEvenValues() ? 20 : random.nextInt(40)];
      random.nextBytes(value);
      map.put(key, value);
      model.content.put(key, value);
    }
    var gone = model.content.lastKey();
    map.remove(gone);
    model.content.remove(gone);
    var key = Arrays.copyOf(new byte[] {77}, end.hasEvenKeys() ? 10 : 1);
    var value = Arrays.copyOf(new byte[] {1}, end.hasEvenValues() ? 20 : 1);
    map.batch().put(key, value).remove(new byte[] {78}).commit();
    model.content.put(key, value);
    switch (end) {
      case FLUSHED -> map.flush();
      case CLOSED -> map.close();
      case SEALED, SEALED_EVEN, SEALED_EVEN_KEYS, SEALED_EVEN_VALUES -> {
        map.seal();
        map.close();
      }
    }
    return disk.content();
  }

  /// Opens a file of unknown content and reads everything, by scans both ways and by keys.
  ///
  /// @return what came of it
  static String readAll(SimulatedDisk disk, byte[] bytes) {
    return readAll(disk, bytes, false);
  }

  /// @param isForged whether the content may be wrong though its checksums are right: it need not
  ///   be in order then, if only a verification says so
  static String readAll(SimulatedDisk disk, byte[] bytes, boolean isForged) {
    try {
      var map = ListMap.open(disk.holding(bytes), SimulatedDisk.FILE, OS);
      var cursor = map.cursor();
      byte[] last = null;
      long count = 0;
      boolean isSound = true;
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        var key = cursor.keyBytes();
        isSound &= last == null || Arrays.compareUnsigned(last, key) < 0;
        isSound &= Arrays.equals(map.getBytes(key), cursor.valueBytes());
        last = key;
        count++;
      }
      assertThat(isSound || isForged).isTrue();
      if (!isSound
          || count != map.size()) { // as a header says whose checksum is right all the same
        assertThat(map.verify(VerifyMode.FULL).problems()).isNotEmpty();
      }
      for (boolean found = cursor.last(); found; found = cursor.prev()) {
        count--;
      }
      assertThat(count).isZero();
      return "read, " + map.stats().origin();
    } catch (ListMapException e) {
      assertThat(e.file()).isEqualTo(SimulatedDisk.FILE);
      if (e instanceof CorruptFileException c) {
        assertThat(c.offset()).isBetween(0L, (long) bytes.length);
        return c.what();
      }
      return e.getClass().getSimpleName();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Makes the checksums of a changed file right: of its headers, and of the blocks and the index
  /// where they were before.
  static void correctChecksums(byte[] changed, byte[] intact) {
    for (int slot = 0; slot <= 4096; slot += 4096) {
      var crc = new CRC32C();
      crc.update(changed, slot, Header.BYTES - 4);
      Format.ARRAY_INT.set(changed, slot + Header.BYTES - 4, (int) crc.getValue());
    }
    var header = Objects.requireNonNull(Header.decode(Arrays.copyOf(intact, Header.BYTES)));
    if (!header.isSealed()) {
      return;
    }
    int salt = (int) Format.ARRAY_INT.get(changed, 32);
    int index = (int) header.index();
    for (int at = (int) Format.START; at < index; ) {
      int length =
          (int) Format.padded((int) Format.ARRAY_INT.get(intact, at + Format.BLOCK_LENGTH));
      correctChecksum(changed, at, length, salt);
      at += length;
    }
    correctChecksum(changed, index, changed.length - index, salt);
  }

  /// Blocks and the index have it in the same place, and cover all that is behind it.
  private static void correctChecksum(byte[] file, int at, int length, int salt) {
    var crc = new CRC32C();
    crc.update(file, at + 8, length - 8);
    Format.ARRAY_INT.set(file, at + 4, (int) crc.getValue() ^ Checksum.mark(salt, at));
  }
}
