package io.cistern.listmap;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.leaf.LivePosition;
import io.cistern.listmap.leaf.Place;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListMapTest {

  private static final ListMapOptions DEFAULTS = ListMapOptions.defaults();

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("map.lm");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int length, int fill) {
    var bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) fill);
    return bytes;
  }

  /// What was wrong with the original listmap, each under its name.
  @Nested
  class FailingsOfTheOriginal {

    @Test
    void findingAKeyDoesNotWalkTheList() throws IOException {
      var random = new Random(Model.seed(4));
      var disk = new SimulatedDisk(random, 8 << 20);
      var opening =
          io.cistern.listmap.Opening.create(
              SimulatedDisk.FILE, disk.openNew(SimulatedDisk.FILE, file));
      var live = requireNonNull(opening.live());
      var writer = new Writer(live, opening.header(), true, false, false);
      for (int i = 0; i < 20_000; i++) {
        var key = new byte[12];
        random.nextBytes(key);
        writer.put(key, bytes("v"), true);
        var position = new LivePosition(live.leaves(), false);
        long hint = live.leaves().floor(position.checksum(), new Place(), key, Format.prefix(key));
        assertThat(position.find(key)).isTrue();
        assertThat(position.place().leaf).isEqualTo(hint);
      }
      assertThat(live.leaves().count()).isGreaterThan(150);
    }

    @Test
    void whatIsWrittenIsSynced() throws IOException {
      var disk = new SimulatedDisk(new Random(Model.seed(6)), 1 << 20);
      for (int i = 0; i < 100; i++) {
        var map =
            ListMap.open(disk, file, DEFAULTS.toBuilder().durability(Durability.SYNC).build());
        map.put(bytes("key " + i), bytes("value"));
        disk.cutPower();
        map = ListMap.open(disk, file, DEFAULTS.toBuilder().durability(Durability.SYNC).build());
        assertThat(map.size()).isEqualTo(i + 1);
      }
    }

    @Test
    void whatIsWrittenIsChecksummed() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        map.put(bytes("k"), bytes("a value"));
      }
      var content = Files.readAllBytes(file);
      int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("a value");
      content[at] = 'A';
      Files.write(file, content);
      try (var map = ListMap.open(file, DEFAULTS)) {
        assertThatThrownBy(() -> map.get(bytes("k"))).isInstanceOf(CorruptFileException.class);
      }
    }

    @Test
    void theFileSaysItsVersion() throws IOException {
      ListMap.open(file, DEFAULTS).close();
      var header = java.nio.ByteBuffer.wrap(Files.readAllBytes(file)).order(LITTLE_ENDIAN);
      assertThat(header.getLong(0)).isEqualTo(Format.MAGIC);
      assertThat(header.getInt(8)).isOne();
    }

    /// The successor, lm2, took three.
    @Test
    void aCommitForcesOnce() throws IOException {
      var disk = new SimulatedDisk(new Random(5), 1 << 20);
      var map = ListMap.open(disk, file, DEFAULTS.toBuilder().durability(Durability.SYNC).build());
      map.put(bytes("k"), bytes("v"));
      disk.forcesToFailure = 10;
      map.batch().put(bytes("a"), bytes("b")).put(bytes("c"), bytes("d")).commit();
      assertThat(disk.forcesToFailure).isEqualTo(9);
    }

    @Test
    void settingALiveKeyReplacesItsValue() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        map.put(bytes("k"), bytes("one"));
        map.put(bytes("k"), bytes("two"));
        assertThat(map.size()).isOne();
        assertThat(map.getBytes(bytes("k"))).isEqualTo(bytes("two"));
        assertThat(map.stats().liveBytes()).isEqualTo(20);
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 65_534, 65_535})
    void longKeysDoNotWrap(int length) throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        map.put(bytes(length, 3), bytes("value"));
        assertThat(map.getBytes(bytes(length, 3))).isEqualTo(bytes("value"));
        assertThat(map.remove(bytes(length, 3))).isTrue();
        assertThat(map.size()).isZero();
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_535, 65_536, 65_537, 1 << 20, 64 << 20})
    void longValuesDoNotWrap(int length) throws IOException {
      var value = new byte[length];
      new Random(length).nextBytes(value);
      try (var map = ListMap.open(file, DEFAULTS)) {
        map.put(bytes("before"), bytes("b"));
        map.put(bytes("k"), value);
        map.put(bytes("z"), bytes("z"));
      }
      try (var map = ListMap.open(file, DEFAULTS)) {
        assertThat(map.getBytes(bytes("k"))).isEqualTo(value);
        assertThat(map.verify(VerifyMode.FULL).isSound()).isTrue();
      }
    }

    @Test
    void lengthsBeyondTheLimitsAreRefused() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        for (var key : new byte[][] {{}, new byte[65_536]}) {
          assertThatThrownBy(() -> map.put(key, key)).isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> map.get(key)).isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> map.remove(key)).isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> map.cursor().seek(key))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> map.batch().remove(key))
              .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> map.put(bytes("k"), new byte[(64 << 20) + 1]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("67108865");
        assertThat(map.size()).isZero();
      }
    }

    @Test
    void growingDoesNotDisturbReaders() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS.toBuilder().durability(Durability.OS).build())) {
        map.put(bytes("a"), bytes("early"));
        var early = requireNonNull(map.get(bytes("a")));
        var cursor = map.cursor();
        cursor.first();
        long before = map.stats().fileBytes();
        for (int i = 0; i < 200; i++) {
          map.put(bytes("k" + i), new byte[10_000]);
        }
        assertThat(map.stats().fileBytes()).isGreaterThan(before + 2_000_000);
        assertThat(early.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes("early"));
        assertThat(cursor.valueBytes()).isEqualTo(bytes("early"));
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.keyBytes()).isEqualTo(bytes("k0"));
      }
    }

    @Test
    void aCursorOnAnEmptyMapIsOnNoEntry() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        var cursor = map.cursor();
        assertThat(cursor.first()).isFalse();
        assertThat(cursor.last()).isFalse();
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.prev()).isFalse();
        assertThat(cursor.seek(bytes("k"))).isFalse();
        assertThat(cursor.seekFloor(bytes("k"))).isFalse();
        assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(cursor::valueBytes).isInstanceOf(IllegalStateException.class);
      }
    }

    @Test
    void removedRecordsAreNotReturned() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        for (int i = 0; i < 1000; i++) {
          map.put(bytes("k" + (1000 + i)), bytes("v"));
        }
        for (int i = 0; i < 1000; i++) {
          assertThat(map.remove(bytes("k" + (1000 + i)))).isTrue();
        }
        assertThat(map.remove(bytes("k1000"))).isFalse();
        assertThat(map.size()).isZero();
        assertThat(map.cursor().first()).isFalse();
        assertThat(map.cursor().last()).isFalse();
        map.put(bytes("k1500"), bytes("again"));
        var cursor = map.cursor();
        assertThat(cursor.first()).isTrue();
        assertThat(cursor.keyBytes()).isEqualTo(bytes("k1500"));
        assertThat(cursor.next()).isFalse();
        assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
      }
    }

    @Test
    void aCursorWhoseEntryIsRemovedGoesOn() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        for (var key : new String[] {"a", "b", "c"}) {
          map.put(bytes(key), bytes(key));
        }
        var cursor = map.cursor();
        cursor.seek(bytes("b"));
        map.remove(bytes("b"));
        assertThat(cursor.valueBytes()).isEqualTo(bytes("b"));
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.keyBytes()).isEqualTo(bytes("c"));
      }
    }
  }

  @Nested
  class Opening {

    @Test
    void aMissingFileIsCreatedOnlyIfAskedFor() throws IOException {
      assertThatThrownBy(() -> ListMap.open(file, DEFAULTS.toBuilder().create(false).build()))
          .isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> ListMap.open(file, ListMapOptions.forReading()))
          .isInstanceOf(NoSuchFileException.class);
      assertThat(file).doesNotExist();
      try (var map = ListMap.open(file, DEFAULTS)) {
        assertThat(map.stats().origin()).isEqualTo(Stats.Origin.CREATED);
      }
      assertThat(directory.toFile().list()).containsExactly("map.lm");
    }

    @Test
    void anUnfinishedCreationIsReplaced() throws IOException {
      Files.write(directory.resolve("map.lm.new"), new byte[12_345]);
      ListMap.open(file, DEFAULTS).close();
      assertThat(directory.toFile().list()).containsExactly("map.lm");
    }

    @Test
    void whatIsNoMapIsRefusedAndLeftAlone() throws IOException {
      for (var content : new byte[][] {{}, bytes("hello"), new byte[300_000], bytes(9000, 7)}) {
        Files.write(file, content);
        assertThatThrownBy(() -> ListMap.open(file, DEFAULTS))
            .isInstanceOfSatisfying(
                CorruptFileException.class, e -> assertThat(e.file()).isEqualTo(file));
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
      }
      Files.delete(file);
      Files.createDirectory(file);
      assertThatThrownBy(() -> ListMap.open(file, DEFAULTS))
          .isInstanceOf(FileSystemException.class);
    }

    @Test
    void aNewerVersionIsRefused() throws IOException {
      ListMap.open(file, DEFAULTS).close();
      var header = new byte[Header.BYTES];
      try (var f = new RandomAccessFile(file.toFile(), "rw")) {
        f.readFully(header);
        Format.ARRAY_INT.set(header, 8, Format.VERSION_2 + 1);
        var crc = new java.util.zip.CRC32C();
        crc.update(header, 0, Header.BYTES - 4);
        Format.ARRAY_INT.set(header, Header.BYTES - 4, (int) crc.getValue());
        f.seek(0);
        f.write(header);
      }
      assertThatThrownBy(() -> ListMap.open(file, DEFAULTS))
          .isInstanceOfSatisfying(
              IncompatibleVersionException.class, e -> assertThat(e.version()).isEqualTo(3));
    }

    @Test
    void aSecondOpeningIsRefusedUnderAnyName() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        var symbolic = directory.resolve("symbolic");
        var hard = directory.resolve("hard");
        Files.createSymbolicLink(symbolic, file);
        Files.createLink(hard, file);
        for (var name : new Path[] {file, symbolic, hard}) {
          assertThatThrownBy(() -> ListMap.open(name, DEFAULTS))
              .isInstanceOf(MapLockedException.class);
          assertThatThrownBy(() -> ListMap.open(name, ListMapOptions.forReading()))
              .isInstanceOf(MapLockedException.class);
        }
        map.put(bytes("k"), bytes("v"));
      }
      ListMap.open(file, DEFAULTS).close();
    }

    @Test
    void readingOnlyRefusesToWriteAndToRecover() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        map.put(bytes("k"), bytes("v"));
      }
      try (var map = ListMap.open(file, ListMapOptions.forReading())) {
        assertThat(map.getBytes(bytes("k"))).isEqualTo(bytes("v"));
        assertThat(requireNonNull(map.get(bytes("k"))).isReadOnly()).isTrue();
        assertThatThrownBy(() -> map.put(bytes("k"), bytes("w")))
            .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::seal).isInstanceOf(UnsupportedOperationException.class);
      }
      var map = ListMap.open(file, DEFAULTS);
      map.put(bytes("k"), bytes("w"));
      map.abandon();
      assertThatThrownBy(() -> ListMap.open(file, ListMapOptions.forReading()))
          .isInstanceOf(RecoveryNeededException.class);
    }

    @Test
    void aFileCopiedWhileItIsOpenIsRecovered() throws IOException {
      var copy = directory.resolve("copy.lm");
      try (var map = ListMap.open(file, DEFAULTS)) {
        for (int i = 0; i < 500; i++) {
          map.put(bytes("key " + i), bytes("value " + i));
        }
        Files.copy(file, copy);
      }
      try (var map = ListMap.open(copy, DEFAULTS)) {
        assertThat(map.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
        assertThat(map.size()).isEqualTo(500);
        assertThat(map.getBytes(bytes("key 77"))).isEqualTo(bytes("value 77"));
      }
    }

    @Test
    void anInterruptedWriterKeepsItsFile() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        Thread.currentThread().interrupt();
        map.put(bytes("k"), new byte[1 << 20]);
        assertThat(Thread.interrupted()).isTrue();
        map.put(bytes("l"), new byte[1 << 20]);
        assertThat(map.size()).isEqualTo(2);
      }
    }

    @Test
    void growthCutShortIsHarmless() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        map.put(bytes("k"), bytes("v"));
      }
      try (var f = new RandomAccessFile(file.toFile(), "rw")) {
        f.setLength(f.length() + 12_345);
      }
      try (var map = ListMap.open(file, DEFAULTS)) {
        map.put(bytes("big"), new byte[1 << 20]);
        assertThat(map.getBytes(bytes("k"))).isEqualTo(bytes("v"));
      }
      try (var map = ListMap.open(file, DEFAULTS)) {
        assertThat(requireNonNull(map.get(bytes("big"))).byteSize()).isEqualTo(1 << 20);
      }
    }
  }

  @Nested
  class Closing {

    @Test
    void everythingThrowsAfterwards() throws IOException {
      var map = ListMap.open(file, DEFAULTS);
      map.put(bytes("k"), bytes("v"));
      var value = requireNonNull(map.get(bytes("k")));
      var cursor = map.cursor();
      cursor.first();
      map.close();
      map.close();
      assertThatThrownBy(() -> map.get(bytes("k"))).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> map.put(bytes("k"), bytes("v")))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(map::size).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(map::flush).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(map::cursor).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> value.get(ValueLayout.JAVA_BYTE, 0))
          .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void spaceThatWasNotUsedIsGivenBack() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        for (int i = 0; i < 10_000; i++) {
          map.put(bytes("key " + i), new byte[100]);
        }
      }
      try (var map = ListMap.open(file, DEFAULTS)) {
        assertThat(map.stats().fileBytes() - map.stats().logBytes())
            .isLessThan(Format.RESERVE + Format.CHUNK);
        map.seal();
        assertThat(map.isSealed()).isTrue();
      }
      try (var map = ListMap.open(file, ListMapOptions.forReading())) {
        assertThat(map.stats().fileBytes()).isEqualTo(map.stats().logBytes());
        assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
      }
    }
  }

  @Nested
  class Sealing {

    @Test
    void aSealedMapServesReadsAndRefusesWrites() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        map.put(bytes("k"), bytes("v"));
        map.seal();
        map.seal();
        assertThat(map.getBytes(bytes("k"))).isEqualTo(bytes("v"));
        assertThatThrownBy(() -> map.put(bytes("k"), bytes("w")))
            .isInstanceOf(UnsupportedOperationException.class);
        try (var reader = ListMap.open(file, ListMapOptions.forReading());
            var another = ListMap.open(file, DEFAULTS)) {
          assertThat(reader.getBytes(bytes("k"))).isEqualTo(bytes("v"));
          assertThat(another.stats().origin()).isEqualTo(Stats.Origin.SEALED);
          assertThatThrownBy(() -> another.put(bytes("k"), bytes("w")))
              .isInstanceOf(UnsupportedOperationException.class);
        }
      }
    }
  }

  @Nested
  class Batches {

    @Test
    void batchesTakeNoMoreSpaceThanSinglePuts() throws IOException {
      var random = new Random(Model.seed(8));
      var other = directory.resolve("other.lm");
      try (var single = ListMap.open(file, DEFAULTS.toBuilder().durability(Durability.OS).build());
          var batched =
              ListMap.open(other, DEFAULTS.toBuilder().durability(Durability.OS).build())) {
        for (int i = 0; i < 50; i++) {
          var batch = batched.batch();
          for (int j = 0; j < 1000; j++) {
            var key = new byte[24];
            random.nextBytes(key);
            single.put(key, new byte[50]);
            batch.put(key, new byte[50]);
          }
          batch.commit();
        }
        assertThat(batched.stats().logBytes())
            .isLessThan(single.stats().logBytes() + single.stats().logBytes() / 20);
        assertThat(batched.verify(VerifyMode.FULL).problems()).isEmpty();
      }
    }
  }

  @Nested
  class SealedFiles {

    @Test
    void aFullDiskLeavesTheMapAsItWas() throws IOException {
      var disk = new SimulatedDisk(new Random(1), 1 << 20);
      var map = ListMap.open(disk, file, DEFAULTS.toBuilder().durability(Durability.OS).build());
      map.put(bytes("k"), bytes("v"));
      disk.isFull = true;
      assertThatThrownBy(map::seal).isInstanceOf(MapFullException.class);
      assertThat(disk.exists(file.resolveSibling("map.lm.new"))).isFalse();
      assertThat(map.isSealed()).isFalse();
      map.put(bytes("l"), bytes("w"));
      disk.isFull = false;
      map.seal();
      assertThatThrownBy(() -> map.put(bytes("m"), bytes("x")))
          .isInstanceOf(UnsupportedOperationException.class);
      map.close();
      try (var sealed = ListMap.open(disk, file, ListMapOptions.forReading())) {
        assertThat(sealed.size()).isEqualTo(2);
        assertThat(sealed.getBytes(bytes("l"))).isEqualTo(bytes("w"));
      }
    }

    @Test
    void aSealedMapIsReadOnlyAndTellsItsFigures() throws IOException {
      var value = new byte[100_000];
      new Random(1).nextBytes(value);
      try (var map = ListMap.open(file, DEFAULTS)) {
        for (int i = 100; i < 200; i++) {
          map.put(bytes("key " + i), i == 150 ? value : bytes("value " + i));
        }
        map.seal();
        assertThat(map.getBytes(bytes("key 150"))).isEqualTo(value);
      }
      try (var map = ListMap.open(file, DEFAULTS)) {
        assertThat(map.isSealed()).isTrue();
        var stats = map.stats();
        assertThat(stats.entries()).isEqualTo(100);
        assertThat(stats.leaves()).isEqualTo(2);
        assertThat(stats.fileBytes()).isEqualTo(stats.logBytes()).isEqualTo(Files.size(file));
        assertThat(map.getBytes(bytes("key 150"))).isEqualTo(value);
        assertThat(map.getBytes(bytes("key 199"))).isEqualTo(bytes("value 199"));
        assertThat(map.getBytes(bytes("key 15"))).isNull();
        assertThat(map.getBytes(bytes("key 1500"))).isNull();
        assertThat(map.getBytes(bytes("z"))).isNull();
        assertThat(map.verify(VerifyMode.FAST).entries()).isEqualTo(100);
        assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
        assertThatThrownBy(() -> map.remove(bytes("key 150")))
            .isInstanceOf(UnsupportedOperationException.class);
        map.seal();
        map.flush();
        var copy = directory.resolve("copy.lm");
        map.compactTo(copy);
        try (var live = ListMap.open(copy, DEFAULTS)) {
          assertThat(live.isSealed()).isFalse();
          assertThat(live.size()).isEqualTo(100);
        }
      }
    }

    @Test
    void anEmptyMapIsSealed() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        map.seal();
      }
      try (var map = ListMap.open(file, ListMapOptions.forReading())) {
        assertThat(map.size()).isZero();
        assertThat(map.get(bytes("k"))).isNull();
        assertThat(map.cursor().first()).isFalse();
        assertThat(map.cursor().last()).isFalse();
        assertThat(map.cursor().seek(bytes("k"))).isFalse();
        assertThat(map.cursor().seekFloor(bytes("k"))).isFalse();
        assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
      }
    }

    @Test
    void aDamagedBlockIsReportedAndTheOthersAreReadable() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        for (int i = 1000; i < 2000; i++) {
          map.put(bytes("key " + i), bytes("value " + i));
        }
        map.seal();
      }
      var content = Files.readAllBytes(file);
      content[new String(content, StandardCharsets.ISO_8859_1).indexOf("value 1500")] ^= 1;
      Files.write(file, content);
      try (var map = ListMap.open(file, ListMapOptions.forReading())) {
        assertThatThrownBy(() -> map.get(bytes("key 1500")))
            .isInstanceOf(CorruptFileException.class);
        assertThat(map.getBytes(bytes("key 1000"))).isEqualTo(bytes("value 1000"));
        assertThat(map.verify(VerifyMode.FULL).problems()).hasSize(1);
        assertThat(around(map.cursor(), true)).isEqualTo(around(map.cursor(), false));
      }
    }

    /// Entries read on both sides of one damaged place.
    private int around(Cursor cursor, boolean isForward) throws IOException {
      int seen = 0;
      int damaged = 0;
      boolean more = isForward ? cursor.first() : cursor.last();
      while (more) {
        seen++;
        try {
          more = isForward ? cursor.next() : cursor.prev();
        } catch (CorruptFileException e) {
          damaged++;
          seen--;
        }
      }
      assertThat(damaged).isOne();
      assertThat(seen).isBetween(700, 999);
      return seen;
    }
  }

  @Nested
  class Compacting {

    @Test
    void keepsTheLiveEntriesOnly() throws IOException {
      var target = directory.resolve("compact.lm");
      try (var map = ListMap.open(file, DEFAULTS)) {
        for (int round = 0; round < 5; round++) {
          for (int i = 0; i < 3000; i++) {
            map.put(bytes("key " + (i * 7919 % 3000)), bytes("value " + round + " " + i));
          }
        }
        map.compactTo(target);
        assertThatThrownBy(() -> map.compactTo(target))
            .isInstanceOf(FileAlreadyExistsException.class);
        try (var compact = ListMap.open(target, DEFAULTS)) {
          assertThat(compact.stats().origin()).isEqualTo(Stats.Origin.CLEAN);
          assertThat(compact.size()).isEqualTo(3000);
          assertThat(compact.stats().logBytes()).isLessThan(map.stats().logBytes() / 3);
          var one = map.cursor();
          var other = compact.cursor();
          while (one.next() | other.next()) {
            assertThat(other.keyBytes()).isEqualTo(one.keyBytes());
            assertThat(other.valueBytes()).isEqualTo(one.valueBytes());
          }
          assertThat(compact.verify(VerifyMode.FULL).problems()).isEmpty();
        }
      }
      assertThat(directory.toFile().list()).containsExactlyInAnyOrder("map.lm", "compact.lm");
    }
  }

  @Nested
  class Damage {

    /// Writes a file of a hundred entries, one of them damaged.
    ///
    /// @return where
    private int write() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS)) {
        for (int i = 100; i < 200; i++) {
          map.put(bytes("common prefix " + i), bytes("value " + i));
        }
      }
      var content = Files.readAllBytes(file);
      int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("value 150");
      content[at] ^= 1;
      Files.write(file, content);
      return at;
    }

    @Test
    void aDamagedRecordIsReportedAndItsNeighboursAreReadable() throws IOException {
      int at = write();
      try (var map = ListMap.open(file, DEFAULTS)) {
        assertThatThrownBy(() -> map.get(bytes("common prefix 150")))
            .isInstanceOfSatisfying(
                CorruptFileException.class,
                e -> assertThat(e.offset()).isBetween(at - 48L, (long) at));
        var cursor = map.cursor();
        int seen = 0;
        int damaged = 0;
        for (boolean more = cursor.first(); more; ) {
          seen++;
          try {
            more = cursor.next();
          } catch (CorruptFileException e) {
            damaged++;
          }
        }
        assertThat(seen).isEqualTo(100);
        assertThat(damaged).isOne();
        assertThat(map.verify(VerifyMode.FULL).problems()).hasSizeGreaterThanOrEqualTo(1);
      }
    }

    /// What is put behind the cursor splits the leaf: the damaged record is in the right half, or
    /// in the left.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCursorPassesADamagedRecordWhoseLeafHasChanged(boolean isForward) throws IOException {
      write();
      try (var map = ListMap.open(file, DEFAULTS)) {
        var cursor = map.cursor();
        int seen = 0;
        int damaged = 0;
        for (boolean more = isForward ? cursor.first() : cursor.last(); more; ) {
          seen++;
          try {
            more = isForward ? cursor.next() : cursor.prev();
          } catch (CorruptFileException e) {
            assertThat(++damaged).isOne();
            for (int i = 0; i < 60; i++) {
              map.put(bytes("common prefix " + (isForward ? "100 " : "198 ") + i), bytes("new"));
            }
          }
        }
        assertThat(seen).isEqualTo(100);
        assertThat(damaged).isOne();
      }
    }

    @Test
    void aMoveThatFailsLeavesNothingToRead() throws IOException {
      write();
      try (var map = ListMap.open(file, DEFAULTS)) {
        var cursor = map.cursor();
        for (var key : new String[] {"common prefix 150", "common prefix 1500"}) {
          assertThat(cursor.seek(bytes("common prefix 120"))).isTrue();
          assertThatThrownBy(() -> cursor.seek(bytes(key)))
              .isInstanceOf(CorruptFileException.class);
          assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(cursor::valueBytes).isInstanceOf(IllegalStateException.class);
        }
      }
    }
  }

  @Nested
  class Forcing {

    @Test
    void anIntervalForcesByItself() throws Exception {
      var options =
          DEFAULTS.toBuilder().durability(Durability.interval(Duration.ofMillis(5))).build();
      try (var map = ListMap.open(file, options)) {
        map.put(bytes("k"), bytes("v"));
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (map.stats().unforcedBytes() > 0 && System.nanoTime() < deadline) {
          Thread.onSpinWait();
        }
        assertThat(map.stats().unforcedBytes()).isZero();
      }
    }

    @Test
    void syncForcesBeforeItReturns() throws IOException {
      try (var map = ListMap.open(file, DEFAULTS.toBuilder().durability(Durability.SYNC).build())) {
        map.put(bytes("k"), bytes("v"));
        map.remove(bytes("k"));
        map.batch().put(bytes("a"), bytes("b")).commit();
        assertThat(map.stats().unforcedBytes()).isZero();
      }
    }
  }
}
