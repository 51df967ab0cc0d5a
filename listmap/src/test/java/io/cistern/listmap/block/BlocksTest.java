package io.cistern.listmap.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.listmap.Model;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Blocks as they are written and read.
class BlocksTest {

  private static final int SALT = 0x5eed;
  private static final long AT = Format.START + 4;

  private record Entry(byte[] key, byte[] value) {}

  private final Random random = new Random(Model.seed(12));
  private final BlockBuilder builder = new BlockBuilder();

  private Entry entry(int keyLength, int valueLength) {
    var entry = new Entry(new byte[keyLength], new byte[valueLength]);
    random.nextBytes(entry.key);
    random.nextBytes(entry.value);
    return entry;
  }

  /// Writes a block and reads it.
  ///
  /// @return its length
  private int check(List<Entry> entries) {
    for (var entry : entries) {
      builder.add(entry.key, MemorySegment.ofArray(entry.value));
    }
    var block = builder.take(AT, SALT);
    assertThat(builder.isEmpty()).isTrue();
    var bytes = new byte[(int) AT + block.length + 8];
    System.arraycopy(block, 0, bytes, (int) AT, block.length);
    var segment = MemorySegment.ofArray(bytes);
    long end = AT + block.length;
    var checksum = new Checksum();
    assertThat(Blocks.check(checksum, segment, AT, end, SALT)).isEqualTo(entries.size());
    assertThat(Blocks.check(checksum, segment, AT, end, SALT + 1)).isZero();
    assertThat(Blocks.check(checksum, segment, AT, end + 4, SALT)).isZero();
    for (int slot = 0; slot < entries.size(); slot++) {
      var entry = entries.get(slot);
      long number = Blocks.entry(segment, AT, slot);
      int from = (int) Blocks.keyAt(segment, number);
      int to = from + Blocks.keyLength(segment, number);
      assertThat(Arrays.copyOfRange(bytes, from, to)).isEqualTo(entry.key);
      int valueEnd = to + Blocks.valueLength(segment, number);
      assertThat(Arrays.copyOfRange(bytes, to, valueEnd)).isEqualTo(entry.value);
    }
    return block.length;
  }

  private static long payload(List<Entry> entries) {
    return entries.stream().mapToLong(e -> e.key.length + e.value.length).sum();
  }

  @ParameterizedTest
  @CsvSource({"true,true,0", "true,false,2", "false,true,4", "false,false,4"})
  void takeAsMuchAsTheirLengthsDiffer(boolean evenKeys, boolean evenValues, int perEntry) {
    for (int count = 2; count < 500; count++) {
      var entries = new ArrayList<Entry>();
      for (int i = 0; i < count; i++) {
        entries.add(entry(evenKeys ? 12 : 1 + i % 7, evenValues ? 5 : i % 11));
      }
      long expected = BlocksOfVersion2.HEAD + (long) perEntry * count + payload(entries);
      assertThat(check(entries)).isEqualTo((int) Format.padded(expected));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0", "1,1", "12,0", "12,5000", "65535,0", "65535,70000", "3,3000000"})
  void ofOneEntryHoldNothingElse(int keyLength, int valueLength) {
    var entries = List.of(entry(keyLength, valueLength));
    assertThat(check(entries))
        .isEqualTo((int) Format.padded((long) BlocksOfVersion2.HEAD + keyLength + valueLength));
  }

  /// The last entry may end where offsets do not reach.
  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void ofAbout64KiB(boolean evenKeys, boolean evenValues) {
    for (int length = 65_400; length < 65_600; length++) {
      var entries = new ArrayList<Entry>();
      for (int i = 0; i < 3; i++) {
        entries.add(entry(evenKeys ? 10 : 8 + i, evenValues ? 7 : i));
      }
      if (evenKeys && evenValues) {
        entries = new ArrayList<>(List.of(entry(10, length)));
      } else if (evenValues) {
        entries.add(entry(length - 200, 7));
        entries.add(entry(200, 7));
      } else {
        entries.add(entry(evenKeys ? 10 : 11, length));
      }
      check(entries);
    }
  }

  /// As in a file: only the last one may be longer than what a block takes.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void ofAnyLengths(int kind) {
    for (int i = 0; i < 2000; i++) {
      int longest = 1 << random.nextInt(kind == 3 ? 17 : 7);
      var entries = new ArrayList<Entry>();
      int most = 1 + random.nextInt(30);
      while (entries.size() < most && payload(entries) < Format.BLOCK_BYTES / 2) {
        int keyLength = kind % 2 == 0 ? 9 : 1 + random.nextInt(Math.min(longest, 65_535));
        entries.add(entry(keyLength, kind / 2 == 0 ? 3 : random.nextInt(longest)));
      }
      check(entries);
    }
  }
}
