package io.cistern.listmap;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

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

  private final Random random;
  private final int capacity;

  /// Files by name: as programs see them, and as they are found after a power cut.
  private Map<Path, Content> names = new HashMap<>();

  private Map<Path, Content> namesOnDisk = new HashMap<>();

  /// Steps until the next crash; none if negative.
  long stepsToCrash = -1;

  /// Extensions, and forces, until one fails; none if negative.
  long extensionsToFailure = -1;

  long forcesToFailure = -1;
  long steps;
  boolean isFull;
  String lastStep = "";

  /// A disk for files of up to so many bytes.
  SimulatedDisk(Random random, int capacity) {
    this.random = random;
    this.capacity = capacity;
  }

  /// Makes [#FILE] hold these bytes and nothing else.
  SimulatedDisk holding(byte[] bytes) {
    var content = names.computeIfAbsent(FILE, _ -> new Content());
    content.cache.fill((byte) 0);
    MemorySegment.copy(bytes, 0, content.cache, ValueLayout.JAVA_BYTE, 0, bytes.length);
    content.size = bytes.length;
    content.sizeOnDisk = bytes.length; // what is on the disk itself matters only to power cuts
    return this;
  }

  /// What a program reads now in [#FILE].
  byte[] content() {
    var content = file(FILE);
    return content.cache.asSlice(0, content.size).toArray(ValueLayout.JAVA_BYTE);
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
    steps++;
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
  public void forceDirectory(Path file) {
    namesOnDisk = new HashMap<>(names);
  }

  @Override
  public void delete(Path file) {
    names.remove(file);
  }

  // ---- bytes

  /// A file, whatever its name.
  private final class Content implements Region {

    private final MemorySegment cache = Arena.ofAuto().allocate(capacity, PAGE);
    private final byte[] disk = new byte[capacity];
    private long size;
    private long sizeOnDisk;

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
      Arrays.fill(disk, (int) sizeOnDisk, disk.length, (byte) 0);
      size = sizeOnDisk;
      MemorySegment.copy(disk, 0, cache, ValueLayout.JAVA_BYTE, 0, disk.length);
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
      if (isFull || extensionsToFailure-- == 0 || newSize > capacity) {
        throw new IOException("No space left on device");
      }
      cache.asSlice(size, newSize - size).fill((byte) 0);
      size = newSize;
    }

    @Override
    public MemorySegment map(long offset, long length) {
      return cache.asSlice(offset, length);
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
    public void step(String name) {
      SimulatedDisk.this.step(name);
      if (random.nextInt(8) == 0 && size > 0) {
        write(random.nextInt((int) (size / PAGE)) * PAGE, PAGE);
      }
    }
  }
}
