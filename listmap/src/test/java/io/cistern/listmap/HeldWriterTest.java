package io.cistern.listmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A writer that is held at every step of everything it does, while another thread reads all there
/// is in every way: what it sees is always the state before a change or after it, the same
/// whichever way it looks, and never an older one than the last time.
class HeldWriterTest {

  private static final int LIVES = Integer.getInteger("cistern.heldLives", 2);
  private static final int ACTIONS = 60;
  private static final int CURSORS = 8;

  /// The reads of one thread, and what they may find.
  private static final class Reader {
    private final Random random;
    private final Map<String, Integer> held = new TreeMap<>();
    private final List<Walk> walks = new ArrayList<>();
    private List<Model> states = List.of(new Model());
    private int state;

    /// Of all these states: what has gone, and what is yet to come.
    private final Set<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);

    private long reads;

    Reader(Random random) {
      this.random = random;
    }

    /// A map that will be written next.
    void opened(ListMap map) {
      walks.clear();
      for (int i = 0; i < CURSORS; i++) {
        var from = i % 4 < 2 ? null : Model.key(random);
        walks.add(new Walk(map.range(from, null), from, i % 2 == 0));
      }
    }

    /// The states that a change leads through, first the one it finds.
    void expect(List<Model> throughStates) {
      states = throughStates;
      state = 0;
      keys.clear();
      states.forEach(each -> keys.addAll(each.content.keySet()));
    }

    Model last() {
      return states.getLast();
    }

    void look(ListMap map) throws IOException {
      var content = scan(map);
      while (!states.get(state).equals(content)) {
        assertThat(++state)
            .as("a state of the change, none before the last seen")
            .isLessThan(states.size());
      }
      var model = states.get(state);
      int down = 0;
      var cursor = map.cursor();
      var entries = model.content.descendingMap().entrySet().iterator();
      for (boolean found = cursor.last(); found; found = cursor.prev()) {
        Model.check(cursor, entries.next());
        down++;
      }
      assertThat(down).isEqualTo(model.content.size());
      for (var entry : model.content.entrySet()) {
        assertThat(map.getBytes(entry.getKey())).isEqualTo(entry.getValue());
      }
      for (var key : keys) {
        assertThat(map.contains(key)).isEqualTo(model.content.containsKey(key));
      }
      seek(map, model, Model.key(random));
      for (var walk : walks) {
        walk.move(model, random.nextInt(4));
      }
      reads += 3L * model.content.size() + keys.size() + 2;
    }

    private static Model scan(ListMap map) throws IOException {
      var content = new Model();
      var cursor = map.cursor();
      for (boolean found = cursor.first(); found; found = cursor.next()) {
        assertThat(content.content.put(cursor.keyBytes(), cursor.valueBytes())).isNull();
      }
      return content;
    }

    private static void seek(ListMap map, Model model, byte[] key) throws IOException {
      var cursor = map.cursor();
      check(cursor.seek(key), cursor, model.content.ceilingEntry(key));
      check(cursor.seekFloor(key), cursor, model.content.floorEntry(key));
      assertThat(map.range(key, null).count()).isEqualTo(model.range(key, null).size());
      assertThat(map.range(null, key).count()).isEqualTo(model.range(null, key).size());
    }
  }

  /// A cursor that stays open from one step to the next: wherever the writer is, it moves to the
  /// next key there is.
  private static final class Walk {
    private final Cursor cursor;
    private final byte @Nullable [] from;
    private final boolean isForward;
    private byte @Nullable [] at;

    Walk(Cursor cursor, byte @Nullable [] from, boolean isForward) {
      this.cursor = cursor;
      this.from = from;
      this.isForward = isForward;
    }

    void move(Model model, int moves) throws IOException {
      var part = model.range(from, null);
      for (int i = 0; i < moves; i++) {
        boolean found;
        Map.@Nullable Entry<byte[], byte[]> expected;
        if (at == null) {
          expected = isForward ? part.firstEntry() : part.lastEntry();
          found = isForward ? cursor.first() : cursor.last();
        } else {
          expected = isForward ? part.higherEntry(at) : part.lowerEntry(at);
          found = isForward ? cursor.next() : cursor.prev();
        }
        check(found, cursor, expected);
        at = expected == null ? null : expected.getKey();
      }
    }
  }

  private static void check(
      boolean found, Cursor cursor, Map.@Nullable Entry<byte[], byte[]> expected) {
    assertThat(found).isEqualTo(expected != null);
    if (expected != null) {
      Model.check(cursor, expected);
    }
  }

  /// A disk that holds the writer at each step until the reader has looked.
  private static final class Holding extends WatchedStorage {
    private final ExecutorService thread;
    private final Reader reader;
    private @Nullable ListMap map;
    private boolean isClosing;

    Holding(SimulatedDisk disk, ExecutorService thread, Reader reader) {
      super(disk);
      this.thread = thread;
      this.reader = reader;
    }

    @Override
    void passed(String step) {
      hold(step);
    }

    @Override
    void forcing(long offset) {
      hold("forcing");
    }

    private void hold(String step) {
      var held = map;
      if (held == null) {
        return;
      }
      reader.held.merge(step, 1, Integer::sum);
      var looking =
          thread.submit(() -> {
            if (isClosing) {
              assertThatThrownBy(() -> held.getBytes(new byte[1]))
                  .isInstanceOf(IllegalStateException.class);
            } else {
              reader.look(held);
            }
            return null;
          });
      try {
        looking.get(1, TimeUnit.MINUTES); // a reader never waits for the writer
      } catch (ExecutionException | TimeoutException e) {
        throw new AssertionError("the writer held at " + step, e);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OS", "SYNC"})
  void readersSeeOneStateAtEveryStep(String durability) throws IOException {
    long seed = Model.seed(20261122);
    var hits = new TreeMap<String, Integer>();
    long reads = 0;
    try (var thread = Executors.newSingleThreadExecutor()) {
      for (int life = 0; life < LIVES; life++) {
        var reader = new Reader(new Random(seed + life));
        try {
          live(durability, life % 2 == 0, new Random(~(seed + life)), thread, reader);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("seed " + (seed + life) + ", held at " + reader.held, e);
        }
        reader.held.forEach((step, n) -> hits.merge(step, n, Integer::sum));
        reads += reader.reads;
      }
    }
    System.out.println(durability + ": seed " + seed + ", " + reads + " reads, held at " + hits);
    if (Long.getLong("cistern.seed") == null) { // lives of other seeds may grow nothing, say
      assertThat(hits).containsKeys(WatchedStorage.STEPS).containsKey("forcing");
    }
  }

  private static void live(
      String durability, boolean isSealed, Random random, ExecutorService thread, Reader reader)
      throws IOException {
    var disk = new SimulatedDisk(random, 2 << 20);
    var storage = new Holding(disk, thread, reader);
    var options =
        ListMapOptions.builder()
            .durability(durability.equals("OS") ? Durability.OS : Durability.SYNC)
            .build();
    var map = ListMap.open(storage, SimulatedDisk.FILE, options);
    reader.opened(map);
    storage.map = map;
    for (int i = 0; i < ACTIONS; i++) {
      act(map, random, reader);
      reader.expect(List.of(reader.last())); // from here on it must be the last
    }
    map.compactTo(Path.of("compact.lm"));
    assertThat(map.verify(VerifyMode.FULL).problems()).isEmpty();
    if (isSealed) {
      map.seal();
      reader.look(map);
    }
    storage.isClosing = true;
    map.close();
    storage.map = null;
    for (var file : new Path[] {SimulatedDisk.FILE, Path.of("compact.lm")}) {
      var again = ListMap.open(storage, file, options);
      reader.last().check(again);
      again.close();
    }
    disk.discard();
  }

  /// One change, or one batch of them, which is seen change by change.
  private static void act(ListMap map, Random random, Reader reader) throws IOException {
    int changes = random.nextInt(4) == 0 ? 2 + random.nextInt(100) : 1;
    var states = new ArrayList<>(List.of(reader.last()));
    var all = new ArrayList<Step.Change>();
    for (int i = 0; i < changes; i++) {
      var change = change(random);
      all.add(change);
      var next = states.getLast().copy();
      new Step(List.of(change)).applyTo(next);
      states.add(next);
    }
    reader.expect(states);
    new Step(all).applyTo(map);
    if (random.nextInt(10) == 0) {
      map.flush();
    }
  }

  private static Step.Change change(Random random) {
    var key = Model.key(random);
    return new Step.Change(key, random.nextInt(4) == 0 ? null : Model.value(random));
  }
}
