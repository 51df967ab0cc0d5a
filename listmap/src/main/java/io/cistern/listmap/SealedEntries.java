package io.cistern.listmap;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a sealed file: blocks of entries in key order. A block is checked as a whole, when it is
/// first used since the file was mapped.
///
/// A place is the ordinal of the block, the number of its entries (0 as long as it has not been
/// checked) and the entry's; -1 stands for the last entry of a block that has not been checked.
final class SealedEntries implements Entries {

  /// What a step into a block that has not been checked returns, instead of an entry.
  private static final long UNCHECKED = 1;

  private final Path file;
  private final MemorySegment segment;
  private final MemorySegment readable;
  private final BlockIndex index;
  private final long blocksEnd;
  private final int salt;
  private final Marks checked;

  SealedEntries(Path file, MemorySegment segment, Header header) throws CorruptFileException {
    this.file = file;
    this.segment = segment;
    this.readable = segment.asReadOnly();
    this.blocksEnd = header.index();
    this.salt = header.salt();
    this.index = BlockIndex.decode(file, segment, header.index(), salt);
    if (index.blocks() != header.leaves()) {
      throw corrupt(header.index(), "index of another number of blocks");
    }
    this.checked = new Marks(index.blocks());
  }

  BlockIndex index() {
    return index;
  }

  CorruptFileException corrupt(long offset, String what) {
    return new CorruptFileException(file, offset, what);
  }

  @Override
  public void find(Reading reading, byte[] key, long prefix) throws CorruptFileException {
    reading.record = 0;
    reading.slot = 0;
    reading.version = 0;
    if (index.blocks() == 0) {
      return;
    }
    int block = floor(key, prefix);
    reading.leaf = block;
    reading.version = checkBlock(reading, block);
    long base = index.offsets()[block];
    int low = 0;
    int high = reading.version;
    while (low < high) {
      int middle = (low + high) >>> 1;
      long entry = entry(base, middle);
      int order = compare(key, entry);
      if (order == 0) {
        reading.record = entry;
        low = middle;
        break;
      }
      if (order > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    reading.slot = low;
  }

  private int floor(byte[] key, long prefix) throws CorruptFileException {
    int block = index.floor(key, prefix);
    if (block < 0) {
      throw corrupt(blocksEnd, "index of blocks that are not in order");
    }
    return block;
  }

  /// The number of entries a block says it has, without its checksum.
  ///
  /// @return 0 if there is no block where there should be one
  int count(int block) {
    long from = index.offsets()[block];
    long end = end(block);
    return isRoom(from, end) && Blocks.length(segment, from, end) == end - from
        ? Blocks.count(segment, from)
        : 0;
  }

  private boolean isRoom(long from, long end) {
    boolean isAligned = (from & (Format.BLOCK_ALIGNMENT - 1)) == 0;
    return isAligned && from >= Format.START && from < end && end <= blocksEnd;
  }

  private long end(int block) {
    return block + 1 < index.blocks() ? index.offsets()[block + 1] : blocksEnd;
  }

  private long entry(long block, int slot) {
    return Blocks.entry(segment, block, slot);
  }

  /// Checks a block as a whole, unless that has been done since the file was mapped and the reading
  /// does not ask for it.
  ///
  /// @return the number of its entries, at least 1
  int checkBlock(Reading reading, int block) throws CorruptFileException {
    long from = index.offsets()[block];
    if (!reading.checksAnew() && checked.has(block)) {
      return Blocks.count(segment, from);
    }
    long end = end(block);
    if (!isRoom(from, end)) {
      throw corrupt(blocksEnd, "index leads to where no block can be");
    }
    int count = Blocks.check(reading, segment, from, end, salt);
    if (count == 0) {
      throw corrupt(from, "damaged block");
    }
    checked.add(block);
    return count;
  }

  @Override
  public long approach(Reading reading, byte[] key, long prefix) throws CorruptFileException {
    return enter(reading, floor(key, prefix), 0);
  }

  @Override
  public long first(Reading reading) {
    return enter(reading, 0, 0);
  }

  @Override
  public long last(Reading reading) {
    return enter(reading, index.blocks() - 1L, -1);
  }

  private long enter(Reading reading, long block, int slot) {
    if (block < 0 || block >= index.blocks()) {
      return 0;
    }
    reading.leaf = block;
    reading.version = 0;
    reading.slot = slot;
    return UNCHECKED;
  }

  @Override
  public long after(Reading reading) {
    return step(reading, reading.slot + 1);
  }

  @Override
  public long atOrAfter(Reading reading) {
    return step(reading, reading.slot);
  }

  private long step(Reading reading, int slot) {
    if (slot < reading.version) {
      reading.slot = slot;
      return entry(index.offsets()[(int) reading.leaf], slot);
    }
    return enter(reading, reading.leaf + 1, 0);
  }

  @Override
  public long before(Reading reading) {
    int slot = reading.slot - 1;
    if (slot >= 0) {
      reading.slot = slot;
      return entry(index.offsets()[(int) reading.leaf], slot);
    }
    return enter(reading, reading.leaf - 1, -1);
  }

  @Override
  public long check(Reading reading, long arrival) throws CorruptFileException {
    if (reading.version != 0) {
      return arrival;
    }
    int block = (int) reading.leaf;
    reading.version = checkBlock(reading, block);
    if (reading.slot < 0) {
      reading.slot = reading.version - 1;
    }
    return entry(index.offsets()[block], reading.slot);
  }

  @Override
  public boolean findAgain(Reading reading, long entry) {
    throw new IllegalStateException("a sealed file has changed: " + file);
  }

  @Override
  public long count(Reading reading, byte @Nullable [] low, byte @Nullable [] high)
      throws CorruptFileException {
    if (index.blocks() == 0) {
      return 0;
    }
    long counted = 0;
    int block = 0;
    if (low != null) {
      find(reading, low, Format.prefix(low));
      block = (int) reading.leaf;
      counted -= reading.slot;
    }
    int end = index.blocks();
    if (high != null) {
      find(reading, high, Format.prefix(high));
      end = (int) reading.leaf;
      counted += reading.slot;
    }
    for (; block < end; block++) {
      counted += checkBlock(reading, block);
    }
    return counted;
  }

  /// Where in the file the key of a checked entry is.
  long keyAt(long entry) {
    return Blocks.keyAt(segment, entry);
  }

  private int keyLength(long entry) {
    return Blocks.keyLength(segment, entry);
  }

  private int valueLength(long entry) {
    return Blocks.valueLength(segment, entry);
  }

  @Override
  public MemorySegment key(Reading reading, long entry) {
    return readable.asSlice(keyAt(entry), keyLength(entry));
  }

  @Override
  public MemorySegment value(Reading reading, long entry) {
    return readable.asSlice(keyAt(entry) + keyLength(entry), valueLength(entry));
  }

  @Override
  public byte[] keyBytes(long entry) {
    return KeyBytes.copy(segment, keyAt(entry), keyLength(entry));
  }

  @Override
  public byte[] valueBytes(long entry) {
    return KeyBytes.copy(segment, keyAt(entry) + keyLength(entry), valueLength(entry));
  }

  @Override
  public int compare(byte[] key, long entry) {
    return KeyBytes.compare(key, segment, keyAt(entry), keyLength(entry), 0);
  }
}
