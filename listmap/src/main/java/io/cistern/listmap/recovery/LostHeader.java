package io.cistern.listmap.recovery;

import static io.cistern.listmap.file.Format.INT;
import static io.cistern.listmap.file.Format.LONG;

import io.cistern.listmap.CorruptFileException;
import io.cistern.listmap.block.Blocks;
import io.cistern.listmap.file.Checksum;
import io.cistern.listmap.file.Format;
import io.cistern.listmap.file.Header;
import io.cistern.listmap.file.HeaderSlots;
import io.cistern.listmap.file.Region;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Finds out what a file was whose two headers are damaged: live or sealed, and what is mixed into
/// its checksums. Two neighbours that give the same answer are believed.
final class LostHeader {

  /// Beyond what a file's recoveries can have reached, and little of what random bytes say.
  private static final long RESTART = 1L << 36;

  private final MemorySegment segment;
  private final Checksum checksum = new Checksum();

  private LostHeader(MemorySegment segment) {
    this.segment = segment;
  }

  /// The newest header of a file, or what can be told of it if both are damaged.
  static Header orRead(Path file, Region region) throws IOException {
    try {
      return HeaderSlots.read(file, region).newest();
    } catch (CorruptFileException e) {
      var header = region.size() < Format.START ? null : find(region);
      if (header == null) {
        throw e;
      }
      return header;
    }
  }

  private static @Nullable Header find(Region region) throws IOException {
    long size = region.size() & -4;
    return new LostHeader(region.map(0, size)).find();
  }

  private @Nullable Header find() {
    long size = segment.byteSize();
    for (long at = Format.START; at + Format.RECORD_HEADER <= size; at += 4) {
      long next = blockEnd(at);
      if (next != 0 && blockEnd(next) != 0 && blockSalt(at) == blockSalt(next)) {
        return header(Header.CLEAN | Header.SEALED, blockSalt(at));
      }
      next = recordEnd(at);
      if (next != 0
          && recordEnd(next) != 0
          && sequence(next) == sequence(at) + 1
          && recordSalt(at) == recordSalt(next)) {
        return header(0, recordSalt(at));
      }
    }
    return null;
  }

  private Header header(int flags, int salt) {
    long size = segment.byteSize();
    return new Header(flags, 0, 0, salt, size, 0, 0, 0, 0, 0, 0, size, 0, RESTART);
  }

  private long blockEnd(long at) {
    long length = Blocks.length(segment, at, segment.byteSize());
    return length == 0 ? 0 : at + length;
  }

  private int blockSalt(long at) {
    long covered = Blocks.length(segment, at, segment.byteSize()) - Format.BLOCK_LENGTH;
    int value = checksum.of(segment, at + Format.BLOCK_LENGTH, covered);
    return value ^ segment.get(INT, at + Format.BLOCK_CHECKSUM) ^ Checksum.mark(0, at);
  }

  private int typeAndLength(long at) {
    return segment.get(INT, at + Format.RECORD_LENGTH);
  }

  /// Where a record would end, 0 if there can be none.
  private long recordEnd(long at) {
    if (at + Format.RECORD_HEADER > segment.byteSize()) {
      return 0;
    }
    int type = typeAndLength(at) >>> Format.TYPE_SHIFT;
    int length = typeAndLength(at) & Format.LENGTH_MASK;
    boolean isPossible =
        type >= Format.PUT
            && type <= Format.RESTART
            && length >= Format.RECORD_HEADER
            && length <= segment.byteSize() - at;
    return isPossible ? at + Format.padded(length) : 0;
  }

  private long sequence(long at) {
    return segment.get(LONG, at + Format.RECORD_SEQUENCE) >>> Format.SEQUENCE_SHIFT;
  }

  private int recordSalt(long at) {
    int type = typeAndLength(at) >>> Format.TYPE_SHIFT;
    int length = typeAndLength(at) & Format.LENGTH_MASK;
    int covered = Format.isHeaderOnly(type) ? Format.RECORD_HEADER : length;
    int value =
        checksum.of(segment, at + Format.RECORD_LENGTH, (long) covered - Format.RECORD_LENGTH);
    return value ^ segment.get(INT, at) ^ Checksum.mark(0, at);
  }
}
