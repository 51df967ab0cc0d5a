package io.cistern.listmap.block;

import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import java.lang.foreign.MemorySegment;

/// Walks the intact blocks of a sealed file in order, across what is damaged, without its index.
public final class BlockWalk {

  private final MemorySegment segment;
  private final long limit;
  private final int salt;
  private final Checksum checksum = new Checksum();
  private long at = Format.START;
  private long block;
  private long gap;
  private int count;

  /// @param limit where the blocks end
  public BlockWalk(MemorySegment segment, long limit, int salt) {
    this.segment = segment;
    this.limit = limit;
    this.salt = salt;
  }

  /// Moves to the next intact block.
  ///
  /// @return `false` at the end
  public boolean next() {
    long from = at;
    for (; at < limit; at += Format.BLOCK_ALIGNMENT) {
      long length = Blocks.length(segment, at, limit);
      count = length == 0 ? 0 : Blocks.check(checksum, segment, at, at + length, salt);
      if (count > 0) {
        block = at;
        gap = at - from;
        at += length;
        return true;
      }
    }
    gap = limit - from;
    return false;
  }

  /// Bytes before the block that are no intact one; at the end, those behind the last.
  public long gap() {
    return gap;
  }

  public long block() {
    return block;
  }

  public long length() {
    return at - block;
  }

  /// Entries of the block.
  public int count() {
    return count;
  }

  /// The entry in a slot of the block, as [Blocks] names it.
  public long entry(int slot) {
    return Blocks.entry(segment, block, slot);
  }
}
