package io.cistern.listmap.block;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.file.Marks;
import io.cistern.listmap.order.Entries;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The entries of a sealed file: blocks in key order. A block is checked as a whole, when it is
/// first used since the file was mapped.
public final class SealedEntries implements Entries {

  private static final ThreadLocal<SealedPosition> OF_THREAD = new ThreadLocal<>();

  private final Path file;
  private final MemorySegment segment;
  private final MemorySegment readable;
  private final BlockIndex index;
  private final long blocksEnd;
  private final int salt;
  private final Marks checked;

  public SealedEntries(Path file, MemorySegment segment, Header header)
      throws CorruptFileException {
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

  @Override
  public SealedPosition position(boolean checksAnew) {
    return new SealedPosition(this, checksAnew);
  }

  @Override
  public SealedPosition ofThread() {
    var position = OF_THREAD.get();
    if (position == null) {
      position = position(false);
      OF_THREAD.set(position);
    }
    return position.on(this);
  }

  @Override
  public long count(byte @Nullable [] low, byte @Nullable [] high) throws CorruptFileException {
    if (index.blocks() == 0) {
      return 0;
    }
    var position = position(false);
    long counted = 0;
    int block = 0;
    if (low != null) {
      position.find(low);
      block = position.block();
      counted -= position.slot();
    }
    int end = index.blocks();
    if (high != null) {
      position.find(high);
      end = position.block();
      counted += position.slot();
    }
    var checksum = new Checksum();
    for (; block < end; block++) {
      counted += checkOnce(checksum, block);
    }
    return counted;
  }

  BlockIndex index() {
    return index;
  }

  int blocks() {
    return index.blocks();
  }

  MemorySegment segment() {
    return segment;
  }

  /// The same bytes, to be handed out.
  MemorySegment readable() {
    return readable;
  }

  private CorruptFileException corrupt(long offset, String what) {
    return new CorruptFileException(file, offset, what);
  }

  /// The block that has a key if any has.
  int floor(byte[] key) throws CorruptFileException {
    int block = index.floor(key, Format.prefix(key));
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

  /// The entry in a slot of a block that has been checked, as [Blocks] names it.
  long entry(int block, int slot) {
    return Blocks.entry(segment, index.offsets()[block], slot);
  }

  /// As [#check], unless it has been done since the file was mapped.
  int checkOnce(Checksum checksum, int block) throws CorruptFileException {
    return checked.has(block)
        ? Blocks.count(segment, index.offsets()[block])
        : check(checksum, block);
  }

  /// Checks a block as a whole.
  ///
  /// @return the number of its entries, at least 1
  int check(Checksum checksum, int block) throws CorruptFileException {
    long from = index.offsets()[block];
    long end = end(block);
    if (!isRoom(from, end)) {
      throw corrupt(blocksEnd, "index leads to where no block can be");
    }
    int count = Blocks.check(checksum, segment, from, end, salt);
    if (count == 0) {
      throw corrupt(from, "damaged block");
    }
    checked.add(block);
    return count;
  }
}
