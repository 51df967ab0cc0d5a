package io.cistern.listmap;

import io.cistern.listmap.file.Region;
import io.cistern.listmap.file.Storage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A disk with a page cache in front of it. Pages reach the disk when they are forced, or at any
/// time before in any order; a crash leaves of each page that was not forced the old content, the
/// new, or a mixture. Names of files reach it when their directory is forced, or before.
final class SimulatedDisk implements Storage {

  /// The power is cut, or the process dies.
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String step) {
      super(step, null, false, false);
    }
  }

  static final Path FILE = Path.of("simulated.lm");
  private static final int PAGE = 4096;
  private static final int SECTOR = 512;

  /// What a file is stored on. Most of the time of a short simulation would go into making and
  /// clearing these: they are used again.
  private static final class Platter {
    private static final Queue<Platter> FREE = new ConcurrentLinkedQueue<>();

    private final MemorySegment cache;
    private final byte[] disk;
    private long used;

    private Platter(int capacity) {
      this.cache = Arena.ofAuto().allocate(capacity, PAGE);
      this.disk = new byte[capacity];
    }

    static Platter take(int capacity) {
      var free = FREE.poll();
      return free == null || free.disk.length != capacity ? new Platter(capacity) : free;
    }

    void release() {
      cache.asSlice(0, used).fill((byte) 0);
      Arrays.fill(disk, 0, (int) used, (byte) 0);
      used = 0;
      FREE.add(this);
    }
  }

  private final Random random;
  private final int capacity;
  private final List<Content> contents = new ArrayList<>();

  /// Files by name: as programs see them, and as they are found after a power cut.
  private Map<Path, Content> names = new HashMap<>();

  private Map<Path, Content> namesOnDisk = new HashMap<>();

  /// Steps until the next crash; none if negative.
  long stepsToCrash = -1;

  /// Forces until one fails; none if negative.
  long forcesToFailure = -1;

  /// Extensions until the disk is full; never if negative.
  long extensionsToFull = -1;

  /// No extension succeeds.
  boolean isFull;

  String lastStep = "";

  /// How many changes recoveries sort at once.
  int recoveryRun = 20;

  /// A disk for files of up to so many bytes.
  SimulatedDisk(Random random, int capacity) {
    this.random = random;
    this.capacity = capacity;
  }

  /// Makes [#FILE] hold these bytes and nothing else.
  SimulatedDisk holding(byte[] bytes) {
    var content = names.computeIfAbsent(FILE, _ -> new Content());
    content.cache.asSlice(0, content.platter.used).fill((byte) 0);
    MemorySegment.copy(bytes, 0, content.cache, ValueLayout.JAVA_BYTE, 0, bytes.length);
    content.size = bytes.length;
    content.platter.used = Math.max(content.platter.used, bytes.length);
    content.sizeOnDisk = bytes.length; // what is on the disk itself matters only to power cuts
    return this;
  }

  /// What a program reads now in [#FILE].
  byte[] content() {
    var content = file(FILE);
    return content.cache.asSlice(0, content.size).toArray(ValueLayout.JAVA_BYTE);
  }

  /// Nothing on this disk is used any more.
  void discard() {
    contents.forEach(content -> content.platter.release());
    contents.clear();
  }

  private Content file(Path name) {
    return Objects.requireNonNull(names.get(name), () -> "no such file: " + name);
  }

  /// The process dies, the system lives: everything written stays.
  void killProcess() {
    stepsToCrash = -1;
  }

  /// The power is cut: what was not forced may be there or not.
  void cutPower() {
    stepsToCrash = -1;
    if (random.nextBoolean()) {
      namesOnDisk = new HashMap<>(names);
    }
    names = new HashMap<>(namesOnDisk);
    Set.copyOf(names.values()).forEach(Content::cutPower);
  }

  private void step(String name) {
    lastStep = name;
    if (stepsToCrash-- == 0) {
      throw new Crash(name);
    }
  }

  // ---- names

  @Override
  public boolean exists(Path file) {
    return names.containsKey(file);
  }

  @Override
  public Region open(Path file, boolean readOnly) {
    return file(file);
  }

  @Override
  public Region openNew(Path file, Path temporary) {
    return names.computeIfAbsent(temporary, _ -> new Content());
  }

  @Override
  public void rename(Path from, Path to) {
    names.put(to, file(from));
    names.remove(from);
  }

  @Override
  public void forceDirectory(Path file) throws IOException {
    if (forcesToFailure-- == 0) {
      throw new IOException("Input/output error");
    }
    namesOnDisk = new HashMap<>(names);
  }

  @Override
  public void delete(Path file) {
    names.remove(file);
  }

  // ---- bytes

  /// A file, whatever its name.
  private final class Content implements Region {

    private final Platter platter = Platter.take(capacity);
    private final MemorySegment cache = platter.cache;
    private final byte[] disk = platter.disk;
    private long size;
    private long sizeOnDisk;

    Content() {
      contents.add(this);
    }

    void cutPower() {
      if (random.nextBoolean()) {
        sizeOnDisk = size;
      }
      int pages = (int) ((size + PAGE - 1) / PAGE);
      for (int page = 0; page < pages; page++) {
        switch (random.nextInt(3)) {
          case 0 -> write(page * PAGE, PAGE);
          case 1 -> {
            int whole = random.nextInt(PAGE / SECTOR);
            boolean isHead = random.nextBoolean();
            write(
                page * PAGE + (isHead ? 0 : whole * SECTOR),
                isHead ? whole * SECTOR : PAGE - whole * SECTOR);
          }
          default -> {}
        }
      }
      int used = (int) platter.used;
      Arrays.fill(disk, (int) sizeOnDisk, Math.max(used, (int) sizeOnDisk), (byte) 0);
      size = sizeOnDisk;
      MemorySegment.copy(disk, 0, cache, ValueLayout.JAVA_BYTE, 0, used);
    }

    private void write(int offset, int length) {
      MemorySegment.copy(cache, ValueLayout.JAVA_BYTE, offset, disk, offset, length);
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void clear() {
      size = 0;
    }

    @Override
    public void extend(long newSize) throws IOException {
      isFull |= extensionsToFull-- == 0;
      if (isFull || newSize > capacity) {
        throw new IOException("No space left on device");
      }
      cache.asSlice(size, newSize - size).fill((byte) 0);
      size = newSize;
      platter.used = Math.max(platter.used, size);
    }

    @Override
    public MemorySegment map(long offset, long length) {
      return cache.asSlice(offset, length);
    }

    @Override
    public MemorySegment view(long length) {
      return cache.asSlice(0, length).asReadOnly();
    }

    @Override
    public void force(long offset, long length) throws IOException {
      int from = (int) (offset / PAGE);
      int to = (int) ((offset + length + PAGE - 1) / PAGE);
      if (forcesToFailure-- == 0) {
        for (int page = from; page < to; page++) {
          if (random.nextBoolean()) {
            write(page * PAGE, PAGE);
          }
        }
        throw new IOException("Input/output error");
      }
      sizeOnDisk = size;
      write(from * PAGE, (to - from) * PAGE);
    }

    @Override
    public void share() {
      // one process only
    }

    @Override
    public void close(long keepBytes) {
      if (keepBytes >= 0 && keepBytes < size) {
        size = keepBytes;
      }
    }

    @Override
    public int recoveryRun() {
      return recoveryRun;
    }

    @Override
    public void step(String name) {
      SimulatedDisk.this.step(name);
      if (random.nextInt(8) == 0 && size > 0) {
        write(random.nextInt((int) (size / PAGE)) * PAGE, PAGE);
      }
    }
  }
}
