package io.cistern.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramRingTest {
  private static final int CAPACITY = 1 << 13;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment source = arena.allocate(4096);
  private final DatagramRing ring = new DatagramRing(CAPACITY);

  @AfterEach
  void free() {
    ring.close();
    arena.close();
  }

  private boolean offer(int length, long stamp) {
    source.asSlice(0, length).fill((byte) stamp);
    return ring.offer(source, length, stamp, ~stamp, stamp);
  }

  private void expectNext(int length, long stamp) {
    assertThat(ring.peek()).isTrue();
    assertThat(ring.length()).isEqualTo(length);
    assertThat(ring.timeMillis()).isEqualTo(stamp);
    assertThat(ring.senderHigh()).isEqualTo(stamp);
    assertThat(ring.senderLow()).isEqualTo(~stamp);
    for (int i = 0; i < length; i++) {
      assertThat(ring.memory().get(ValueLayout.JAVA_BYTE, ring.offset() + i))
          .isEqualTo((byte) stamp);
    }
    ring.release();
  }

  @Test
  void hasNothingAtTheStart() {
    assertThat(ring.peek()).isFalse();
    assertThat(ring.used()).isZero();
  }

  @Test
  void refusesWhatDoesNotFitAndTakesItOnceThereIsRoom() {
    int taken = 0;
    while (offer(1000, taken)) {
      taken++;
    }
    assertThat(taken).isEqualTo(CAPACITY / 1040); // with its head, a multiple of 16
    expectNext(1000, 0);
    assertThat(offer(1000, taken)).isTrue();
    assertThat(offer(1000, 99)).isFalse();
  }

  @Test
  void takesADatagramOfNoBytes() {
    assertThat(offer(0, 7)).isTrue();
    expectNext(0, 7);
  }

  @Test
  void agreesWithAQueue() {
    long seed = Long.getLong("cistern.seed", 20261122);
    System.out.println("cistern.seed=" + seed);
    var random = new Random(seed);
    var model = new ArrayDeque<int[]>();
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(100) < 55) {
        int length = random.nextInt(random.nextBoolean() ? 64 : 2000);
        if (offer(length, step)) {
          model.add(new int[] {length, step});
        }
      } else if (model.isEmpty()) {
        assertThat(ring.peek()).isFalse();
      } else {
        int[] expected = model.remove();
        expectNext(expected[0], expected[1]);
      }
    }
    assertThat(ring.used()).isBetween(0L, (long) CAPACITY);
  }

  @Test
  void handsEverythingFromOneThreadToAnother() throws InterruptedException {
    int count = 200_000;
    var producer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < count; i++) {
                source.set(ValueLayout.JAVA_INT, 0, i);
                while (!ring.offer(source, 4 + i % 100, i, ~i, i)) {
                  Thread.onSpinWait();
                }
              }
            });
    for (int i = 0; i < count; i++) {
      while (!ring.peek()) {
        Thread.onSpinWait();
      }
      boolean right =
          ring.length() == 4 + i % 100
              && ring.timeMillis() == i
              && ring.memory().get(ValueLayout.JAVA_INT_UNALIGNED, ring.offset()) == i;
      assertThat(right).as("entry %d", i).isTrue();
      ring.release();
    }
    producer.join();
    assertThat(ring.peek()).isFalse();
  }
}
