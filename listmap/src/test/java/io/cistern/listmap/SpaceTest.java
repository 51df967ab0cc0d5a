package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.listmap.file.FileStorage;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Space;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a file that grows is mapped: by windows, and nearly all of it in one piece.
class SpaceTest {

  /// So small that the last steps, which are the smallest there are, are less than an eighth of it.
  private static final int DISK = (2 << 20) + (1 << 16);

  @TempDir Path directory;

  @Test
  void theOnePieceFallsShortByAnEighthAtMost() throws IOException {
    var region =
        new SimulatedDisk(new Random(1), DISK).openNew(SimulatedDisk.FILE, SimulatedDisk.FILE);
    region.extend(Format.INITIAL_BYTES);
    var space = new Space(region, Format.INITIAL_BYTES);
    while (space.capacity() < DISK) {
      space.grow(Format.CHUNK);
      assertThat(space.most().base).isZero();
      assertThat(space.most().end).isBetween(space.capacity() * 7 / 8, space.capacity());
    }
    assertThat(space.most().end).isLessThan(DISK);
  }

  @Test
  void cursorsReadWhatLiesBeyondTheOnePiece() throws IOException {
    var random = new Random(Model.seed(8));
    var model = new Model();
    try (var map =
        ListMap.open(
            new SimulatedDisk(random, DISK), SimulatedDisk.FILE, ListMapOptions.defaults())) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  var key = Model.key(random);
                  var value = Model.value(random);
                  map.put(key, value);
                  model.content.put(key, value);
                }
              })
          .isInstanceOf(MapFullException.class);
      model.check(map);
    }
  }

  @Test
  void theOnePieceIsTheSameBytesToBeRead() throws IOException {
    var region = FileStorage.INSTANCE.openNew(directory.resolve("a"), directory.resolve("b"));
    region.extend(2 * Format.CHUNK);
    var right = region.map(Format.CHUNK, Format.CHUNK);
    MemorySegment piece = region.view(2 * Format.CHUNK);
    right.set(ValueLayout.JAVA_LONG, 8, 42);
    assertThat(piece.get(ValueLayout.JAVA_LONG, Format.CHUNK + 8)).isEqualTo(42);
    assertThat(piece.isReadOnly()).isTrue();
    region.close(-1);
    assertThatThrownBy(() -> piece.get(ValueLayout.JAVA_LONG, 0))
        .isInstanceOf(IllegalStateException.class);
  }
}
