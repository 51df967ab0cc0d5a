package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The index of the leaves in a file that was closed cleanly is only a hint: whatever it says, what
/// is read is what was written. And leaves are checked when they are first used.
class LeafIndexTest {

  private static final ListMapOptions OS =
      ListMapOptions.builder().durability(Durability.OS).build();

  private final Random random = new Random(Model.seed(5));
  private final SimulatedDisk disk = new SimulatedDisk(random, 1 << 20);
  private final Model model = new Model();

  /// The file as it was closed.
  private ByteBuffer file = ByteBuffer.allocate(0);

  @BeforeEach
  void write() throws IOException {
    var map = ListMap.open(disk, SimulatedDisk.FILE, OS);
    for (int i = 0; i < 3000; i++) {
      put(map, key(), new byte[random.nextInt(20)]);
    }
    map.close();
    file = ByteBuffer.wrap(disk.content()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(index()).isGreaterThanOrEqualTo(tail());
    assertThat(count()).isGreaterThan(20);
  }

  /// Spread, but for some of one prefix that fill several leaves.
  private byte[] key() {
    var key = new byte[12];
    random.nextBytes(key);
    if (random.nextInt(4) == 0) {
      Arrays.fill(key, 0, 8, (byte) 0x66);
    }
    return key;
  }

  private void put(ListMap map, byte[] key, byte[] value) throws IOException {
    map.put(key, value);
    model.content.put(key, value);
  }

  private int tail() {
    return (int) file.getLong(40);
  }

  private int index() {
    return (int) file.getLong(96);
  }

  private int count() {
    return (int) file.getLong(index() + Format.LEAF_INDEX_COUNT);
  }

  private int end() {
    return index() + Format.LEAF_INDEX_ENTRIES + 24 * count();
  }

  private int prefixAt(int entry) {
    return index() + Format.LEAF_INDEX_ENTRIES + 8 * entry;
  }

  private int lowAt(int entry) {
    return prefixAt(count() + entry);
  }

  private int leafAt(int entry) {
    return prefixAt(2 * count() + entry);
  }

  private int leaf(int entry) {
    return (int) file.getLong(leafAt(entry));
  }

  private void correctChecksum() {
    var crc = new CRC32C();
    crc.update(
        file.array(), index() + 8, Math.max(0, Math.min(end(), file.capacity()) - index() - 8));
    file.putInt(index() + 4, (int) crc.getValue() ^ Checksum.mark((int) file.getLong(32), index()));
  }

  private ListMap open() throws IOException {
    var map = ListMap.open(disk.holding(file.array()), SimulatedDisk.FILE, OS);
    assertThat(map.stats().origin()).isEqualTo(Stats.Origin.CLEAN);
    return map;
  }

  /// Everything is found by key, by scans both ways, after further changes, and again when it was
  /// closed and opened.
  private void isHarmless() throws IOException {
    var map = open();
    for (int i = 0; i < 200; i++) {
      assertThat(map.getBytes(key())).isNull();
    }
    model.check(map);
    assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
    var before = model.copy();
    for (int i = 0; i < 300; i++) {
      put(map, key(), new byte[5]);
    }
    map.close();
    map = ListMap.open(disk, SimulatedDisk.FILE, OS);
    assertThat(map.stats().origin()).isEqualTo(Stats.Origin.CLEAN);
    model.check(map);
    assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
    model.content.clear();
    model.content.putAll(before.content);
  }

  @Test
  void asItWasWrittenServes() throws IOException {
    isHarmless();
  }

  @Test
  void leavesAreNotTouchedBeforeTheyAreUsed() throws IOException {
    for (int i = 1; i < count(); i++) {
      file.put(leaf(i) + 100, (byte) ~file.get(leaf(i) + 100));
    }
    var map = open(); // and not rebuilt
    assertThat(map.size()).isEqualTo(model.content.size());
    assertThat(map.getBytes(model.content.firstKey())).isNotNull();
    assertThatThrownBy(() -> map.getBytes(model.content.lastKey()))
        .isInstanceOf(CorruptFileException.class);
  }

  @Test
  void oneThatIsAbsentIsNotMissed() throws IOException {
    for (int slot = 0; slot <= 4096; slot += 4096) {
      file.putLong(slot + 96, 0);
      var crc = new CRC32C();
      crc.update(file.array(), slot, 124);
      file.putInt(slot + 124, (int) crc.getValue());
    }
    isHarmless();
  }

  @Test
  void everyDamagedByteIsHarmless() throws IOException {
    for (int at = index(); at < end(); at += 1 + random.nextInt(40)) {
      byte intact = file.get(at);
      file.put(at, (byte) (intact ^ 1 << random.nextInt(8)));
      var map = open();
      model.check(map);
      map.abandon();
      file.put(at, intact);
    }
  }

  /// Lies with a right checksum.
  enum Lie {
    STALE {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        int at = test.index() + Format.LEAF_INDEX_SEQUENCE;
        file.putLong(at, file.getLong(at) - 1);
      }
    },
    LONGER {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        file.putLong(test.index() + Format.LEAF_INDEX_COUNT, Long.MAX_VALUE / 24 - 3);
      }
    },
    INCOMPLETE {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        file.putLong(test.index() + Format.LEAF_INDEX_COUNT, 1);
      }
    },
    LEAVES_SHIFTED {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        for (int i = 1; i + 1 < test.count(); i++) {
          file.putLong(test.leafAt(i), file.getLong(test.leafAt(i + 1)));
        }
      }
    },
    LEAVES_ANYWHERE {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        for (int i = 1; i < test.count(); i++) {
          int at = Format.LEAF_ALIGNMENT * test.random.nextInt(test.tail() / 64);
          file.putLong(test.leafAt(i), at);
        }
      }
    },
    LEAVES_WITHIN_THE_LOG {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        for (int i = 1; i < test.count(); i++) {
          int at = 64 * (128 + test.random.nextInt((test.tail() - 8192 - 2048) / 64));
          file.putLong(test.leafAt(i), at);
        }
      }
    },
    LEAVES_OF_A_KIND {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        for (int i = 1; i < test.count(); i++) {
          file.putLong(test.leafAt(i), test.leaf(test.count() - 1));
        }
      }
    },
    PREFIXES_LOWER {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        for (int i = 1; i < test.count(); i++) {
          file.putLong(test.prefixAt(i), i);
        }
      }
    },
    PREFIXES_AND_LOWS_OF_THE_LEAF_AFTER {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        for (int i = 1; i + 1 < test.count(); i++) {
          file.putLong(test.prefixAt(i), file.getLong(test.prefixAt(i + 1)));
          file.putLong(test.lowAt(i), file.getLong(test.lowAt(i + 1)));
        }
      }
    },
    LOWS_EXCHANGED {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        for (int i = 1; i + 1 < test.count(); i += 2) {
          long low = file.getLong(test.lowAt(i));
          file.putLong(test.lowAt(i), file.getLong(test.lowAt(i + 1)));
          file.putLong(test.lowAt(i + 1), low);
        }
      }
    },
    TIES_EXCHANGED {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        for (int i = 1; i + 1 < test.count(); i++) {
          if (file.getLong(test.prefixAt(i)) == file.getLong(test.prefixAt(i + 1))) {
            for (int at : new int[] {test.lowAt(i), test.leafAt(i)}) {
              long number = file.getLong(at);
              file.putLong(at, file.getLong(at + 8));
              file.putLong(at + 8, number);
            }
          }
        }
      }
    },
    LOWS_ANYWHERE {
      @Override
      void tell(LeafIndexTest test, ByteBuffer file) {
        for (int i = 1; i < test.count(); i++) {
          file.putLong(test.lowAt(i), 8192 + test.random.nextInt(test.tail() - 9000));
        }
      }
    };

    abstract void tell(LeafIndexTest test, ByteBuffer file);
  }

  @ParameterizedTest
  @EnumSource(Lie.class)
  void whateverItSaysIsHarmless(Lie lie) throws IOException {
    lie.tell(this, file);
    correctChecksum();
    isHarmless();
  }

  @Test
  void randomLiesAreHarmless() throws IOException {
    var intact = file.array().clone();
    int from = index();
    int length = end() - from - 16;
    for (int i = 0; i < 300; i++) {
      System.arraycopy(intact, 0, file.array(), 0, intact.length);
      for (int j = random.nextInt(5); j >= 0; j--) {
        int at = from + 8 + random.nextInt(length);
        switch (random.nextInt(3)) {
          case 0 -> file.putLong(at & -8, file.getLong((from + random.nextInt(length)) & -8));
          case 1 -> file.putLong(at & -8, random.nextInt(file.capacity()));
          default -> file.put(at, (byte) random.nextInt());
        }
        if (count() < 1 || end() > file.capacity()) {
          file.putLong(index() + Format.LEAF_INDEX_COUNT, 3);
        }
      }
      correctChecksum();
      var map = open();
      model.check(map);
      map.abandon();
    }
  }

  @Test
  void theFirstChangeErasesIt() throws IOException {
    var map = open();
    put(map, new byte[] {1}, new byte[] {2});
    map.abandon();
    map = ListMap.open(disk, SimulatedDisk.FILE, OS);
    assertThat(map.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
    assertThat(map.stats().discardedBytes()).isZero();
    model.check(map);
  }

  @Test
  void readingLeavesTheFileAsItIs() throws IOException {
    var map = open();
    model.check(map);
    map.close();
    assertThat(disk.content()).isEqualTo(file.array());
  }

  @Test
  void aFullDiskHasNone() throws IOException {
    var map = ListMap.open(disk.holding(file.array()), SimulatedDisk.FILE, OS);
    disk.isFull = true;
    assertThatThrownBy(
            () -> {
              while (true) {
                put(map, key(), new byte[3]);
              }
            })
        .isInstanceOf(MapFullException.class);
    map.close();
    file = ByteBuffer.wrap(disk.content()).order(ByteOrder.LITTLE_ENDIAN);
    disk.isFull = false;
    isHarmless();
  }

  @Test
  void aDamagedLeafIsReportedAndRebuiltWhenNextOpened() throws IOException {
    int damaged = leaf(count() / 2);
    file.put(damaged + 70, (byte) ~file.get(damaged + 70));
    var map = open();
    var failures = new ArrayList<CorruptFileException>();
    for (var entry : model.content.entrySet()) {
      try {
        assertThat(map.getBytes(entry.getKey())).isEqualTo(entry.getValue());
      } catch (CorruptFileException e) {
        assertThat(e.offset()).isEqualTo(damaged);
        failures.add(e);
      }
    }
    assertThat(failures).hasSizeBetween(20, 124);
    assertThatThrownBy(() -> Model.of(map)).isInstanceOf(CorruptFileException.class);
    assertThat(map.verify(VerifyMode.FAST).problems()).isNotEmpty();
    map.close();
    var again = ListMap.open(disk, SimulatedDisk.FILE, OS);
    assertThat(again.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
    assertThat(again.stats().discardedBytes()).isZero();
    model.check(again);
  }

  @Test
  void aDamagedLeafThatNobodyUsedIsRebuiltAfterAChange() throws IOException {
    int damaged = leaf(count() / 2);
    file.put(damaged + 70, (byte) ~file.get(damaged + 70));
    var map = open();
    put(map, new byte[] {0}, new byte[] {2});
    map.close();
    var again = ListMap.open(disk, SimulatedDisk.FILE, OS);
    assertThat(again.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
    model.check(again);
  }

  /// A split links the leaf after it back: that must be intact before anything is written.
  @Test
  void aPutBesideADamagedLeafFailsWithoutEffectOrSucceeds() throws IOException {
    int damaged = leaf(count() / 2);
    file.put(damaged + 70, (byte) ~file.get(damaged + 70));
    var map = open();
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      var key = key();
      try {
        map.put(key, key);
        model.content.put(key, key);
      } catch (CorruptFileException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
    map.close();
    var again = ListMap.open(disk, SimulatedDisk.FILE, OS);
    assertThat(again.stats().origin()).isEqualTo(Stats.Origin.REBUILT);
    model.check(again);
    assertThat(again.verify(VerifyMode.FULL).problems()).isEmpty();
  }

  @Test
  void damagedUnusedLeavesAreNotUsed() throws IOException {
    var map = ListMap.open(disk.holding(file.array()), SimulatedDisk.FILE, OS);
    put(map, key(), new byte[1]);
    map.abandon();
    map = ListMap.open(disk, SimulatedDisk.FILE, OS); // rebuilt into fewer
    map.close();
    file = ByteBuffer.wrap(disk.content()).order(ByteOrder.LITTLE_ENDIAN);
    int unused = (int) file.getLong(88);
    assertThat(unused).isPositive();
    file.put(unused + 41, (byte) ~file.get(unused + 41));
    isHarmless(); // and closed, not rebuilt: an unused leaf is not missed
  }

  /// Leaves are checked while a writer changes them.
  @Test
  void manyThreadsUseLeavesForTheFirstTime(@TempDir Path directory) throws Exception {
    var path = directory.resolve("map.lm");
    try (var map = ListMap.open(path, OS)) {
      for (int i = 0; i < 50_000; i++) {
        map.put(ByteBuffer.allocate(12).putLong(mix(i)).array(), new byte[8]);
      }
    }
    for (int round = 0; round < 20; round++) {
      try (var map = ListMap.open(path, OS);
          var threads = Executors.newFixedThreadPool(4)) {
        List<Callable<Integer>> readers = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
          long seed = round * 3L + t;
          readers.add(() -> readAll(map, new Random(seed)));
        }
        int from = 50_000 + 3000 * round;
        readers.add(() -> {
          for (int i = from; i < from + 3000; i++) {
            map.put(ByteBuffer.allocate(12).putLong(mix(i)).array(), new byte[8]);
          }
          return 0;
        });
        for (var done : threads.invokeAll(readers)) {
          done.get();
        }
      }
    }
  }

  private static int readAll(ListMap map, Random random) throws IOException {
    for (int i = 0; i < 3000; i++) {
      var key = ByteBuffer.allocate(12).putLong(mix(random.nextInt(50_000))).array();
      assertThat(map.getBytes(key)).hasSize(8);
    }
    var cursor = map.cursor();
    int count = 0;
    for (boolean found = cursor.last(); found; found = cursor.prev()) {
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(50_000);
    return count;
  }

  private static long mix(long number) {
    return (number + 1) * 0x9e3779b97f4a7c15L;
  }
}
