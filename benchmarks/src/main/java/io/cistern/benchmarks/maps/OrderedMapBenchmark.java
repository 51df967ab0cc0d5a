package io.cistern.benchmarks.maps;

import io.cistern.benchmarks.Directories;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Time an entry, of a million with keys of 24 bytes and values of 100: put, got and scanned in
/// listmap and its peers.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xms4g",
      "-Xmx4g",
      "--enable-native-access=ALL-UNNAMED",
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class OrderedMapBenchmark {

  /// Which store, and how much its keys have in common.
  @State(Scope.Benchmark)
  public static class Chosen {
    /// The store.
    @Param public OrderedStore.Kind store = OrderedStore.Kind.LISTMAP;

    /// How many bytes all keys begin with.
    @Param("0")
    public int sharedPrefix;

    /// Whether the store is compacted, ours sealed too, before it is read.
    @Param("false")
    public boolean compact;

    /// Whether the store is filled in the order of the keys: for scans, whose gets would not find
    /// what they look for.
    @Param("false")
    public boolean inOrder;

    Entries entries() {
      return new Entries(sharedPrefix);
    }
  }

  /// A store with nothing in it, anew for each iteration.
  @State(Scope.Benchmark)
  public static class Empty {
    private Path directory = Path.of("");
    private OrderedStore store = new SkipListStore();
    private Entries entries = new Entries(0);
    private final byte[] key = new byte[Entries.KEY_BYTES];

    /// Makes it.
    @Setup(Level.Iteration)
    public void open(Chosen chosen) throws Exception {
      directory = Directories.create();
      store = OrderedStore.open(chosen.store, directory);
      entries = chosen.entries();
    }

    /// Deletes it.
    @TearDown(Level.Iteration)
    public void close() throws Exception {
      store.close();
      Directories.delete(directory);
    }
  }

  /// A store with all entries in it.
  @State(Scope.Benchmark)
  public static class Loaded {
    private Path directory = Path.of("");
    private OrderedStore store = new SkipListStore();
    private Entries entries = new Entries(0);

    /// Fills it.
    @Setup
    public void load(Chosen chosen) throws Exception {
      directory = Directories.create();
      store = OrderedStore.open(chosen.store, directory);
      entries = chosen.entries();
      Entries.load(store, entries, chosen.inOrder);
      store.settle();
      if (chosen.compact) {
        store.compact();
        store = OrderedStore.open(chosen.store, directory);
      }
    }

    /// Deletes it.
    @TearDown
    public void close() throws Exception {
      store.close();
      Directories.delete(directory);
    }
  }

  /// A thread that reads entries as they were when it began.
  @State(Scope.Thread)
  public static class Reading extends Access {
    /// Starts to read.
    @Setup
    public void open(Loaded loaded) throws Exception {
      open(loaded, false);
    }
  }

  /// A thread that reads the newest entries.
  @State(Scope.Thread)
  public static class ReadingNewest extends Access {
    /// Starts to read.
    @Setup
    public void open(Loaded loaded) throws Exception {
      open(loaded, true);
    }
  }

  /// Random access of one thread.
  abstract static class Access {
    private final SplittableRandom random = new SplittableRandom(7);
    private final byte[] key = new byte[Entries.KEY_BYTES];
    private OrderedStore store = new SkipListStore();
    private OrderedStore.Reader reader = new SkipListStore();
    private Entries entries = new Entries(0);

    void open(Loaded loaded, boolean seesLaterWrites) throws Exception {
      store = loaded.store;
      entries = loaded.entries;
      reader = loaded.store.reader(seesLaterWrites);
    }

    long get() throws Exception {
      entries.random(random.nextInt(Entries.COUNT), key);
      return reader.get(key);
    }

    void put() throws Exception {
      int number = random.nextInt(Entries.COUNT);
      entries.random(number, key);
      store.put(key, Entries.value(number + 1));
    }

    long scan(boolean isForward, boolean withValues) throws Exception {
      return reader.scan(isForward, withValues);
    }

    long count() throws Exception {
      return reader.count();
    }

    /// Ends reading.
    @TearDown
    public void close() throws Exception {
      reader.close();
    }
  }

  /// A million puts in random order into an empty store.
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 1)
  @Measurement(iterations = 2)
  @OperationsPerInvocation(Entries.COUNT)
  public void randomPut(Empty in) throws Exception {
    for (int i = 0; i < Entries.COUNT; i++) {
      in.entries.random(i, in.key);
      in.store.put(in.key, Entries.value(i));
    }
  }

  /// A million puts in the order of the keys.
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 1)
  @Measurement(iterations = 2)
  @OperationsPerInvocation(Entries.COUNT)
  public void ascendingPut(Empty in) throws Exception {
    for (int i = 0; i < Entries.COUNT; i++) {
      in.entries.ascending(i, in.key);
      in.store.put(in.key, Entries.value(i));
    }
  }

  /// A million puts in random order, in batches of a thousand.
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 1)
  @Measurement(iterations = 2)
  @OperationsPerInvocation(Entries.COUNT)
  public void batchPut(Empty in) throws Exception {
    Entries.load(in.store, in.entries, false);
  }

  /// Gets of keys that are there.
  @Benchmark
  public long randomGet(Reading in) throws Exception {
    return in.get();
  }

  /// What the clock alone adds to each get, where their times are sampled.
  @Benchmark
  public void timer() {}

  /// Keys and values in order.
  @Benchmark
  @OperationsPerInvocation(Entries.COUNT)
  public long forwardScan(Reading in) throws Exception {
    return in.scan(true, true);
  }

  /// Keys in order.
  @Benchmark
  @OperationsPerInvocation(Entries.COUNT)
  public long forwardKeys(Reading in) throws Exception {
    return in.scan(true, false);
  }

  /// Keys and values in reverse order.
  @Benchmark
  @OperationsPerInvocation(Entries.COUNT)
  public long reverseScan(Reading in) throws Exception {
    return in.scan(false, true);
  }

  /// The entries of a range counted, by the list alone.
  @Benchmark
  @OperationsPerInvocation(Entries.COUNT)
  public long count(Reading in) throws Exception {
    return in.count();
  }

  /// Nine gets and a put that replaces a value, all of random keys.
  @Benchmark
  @OperationsPerInvocation(10)
  public long mixed(ReadingNewest in) throws Exception {
    in.put();
    long sum = 0;
    for (int i = 0; i < 9; i++) {
      sum += in.get();
    }
    return sum;
  }

  /// Gets beside a thread that does nothing but put.
  @Benchmark
  @Group("besideWriter")
  public long gets(ReadingNewest in) throws Exception {
    return in.get();
  }

  /// The puts beside the gets.
  @Benchmark
  @Group("besideWriter")
  public void puts(ReadingNewest in) throws Exception {
    in.put();
  }
}
