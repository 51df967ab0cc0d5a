package io.cistern.listmap.file;

import static io.cistern.listmap.file.Format.ARRAY_INT;
import static io.cistern.listmap.file.Format.ARRAY_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One header slot: what the map was when it was written.
///
/// @param flags [#CLEAN], [#SEALED]
/// @param generation grows with each header written; the slot is its lowest bit
/// @param fileIdHigh random
/// @param fileIdLow random; its low 32 bits are mixed into every other checksum
/// @param tail end of the log where clean, otherwise a lower bound of its durable part
/// @param nextSequence sequence of the record at the tail
/// @param firstLeaf leftmost leaf, or block of a sealed file
/// @param lastLeaf rightmost leaf, or block
/// @param entries live keys
/// @param leaves leaves of the list, or blocks
/// @param freeLeaf first of the chain of unused leaves, or 0
/// @param index where the index of a sealed file is, or 0
/// @param liveBytes bytes of the records of live keys, or of the keys and values of a sealed file
/// @param restart the greatest sequence a RESTART record of this file may have set
public record Header(
    int flags,
    long generation,
    long fileIdHigh,
    long fileIdLow,
    long tail,
    long nextSequence,
    long firstLeaf,
    long lastLeaf,
    long entries,
    long leaves,
    long freeLeaf,
    long index,
    long liveBytes,
    long restart) {

  public static final int BYTES = 128;
  public static final int CLEAN = 1;
  public static final int SEALED = 2;

  private static final int CHECKSUM = BYTES - 4;

  public boolean isClean() {
    return (flags & CLEAN) != 0;
  }

  public boolean isSealed() {
    return (flags & SEALED) != 0;
  }

  public int salt() {
    return (int) fileIdLow;
  }

  /// The header of a sealed file.
  ///
  /// @param blocks how many it has
  /// @param lastBlock where the last one is
  public static Header sealed(
      long generation,
      UUID id,
      long tail,
      int blocks,
      long lastBlock,
      long index,
      long entries,
      long bytes) {
    long first = blocks == 0 ? 0 : Format.START;
    return new Header(
        CLEAN | SEALED,
        generation,
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        tail,
        0,
        first,
        lastBlock,
        entries,
        blocks,
        0,
        index,
        bytes,
        0);
  }

  /// The header to write, and force, before a RESTART record: of a map whose content is not known
  /// yet.
  public Header recovered(long durableTail, long newRestart) {
    return unclean(generation + 1, durableTail, newRestart, 0, 0);
  }

  /// The same header when the content is known.
  public Header withContent(long liveEntries, long newLiveBytes) {
    return unclean(generation, tail, restart, liveEntries, newLiveBytes);
  }

  private Header unclean(
      long newGeneration, long durableTail, long newRestart, long liveEntries, long newLiveBytes) {
    return new Header(
        0,
        newGeneration,
        fileIdHigh,
        fileIdLow,
        durableTail,
        0,
        0,
        0,
        liveEntries,
        0,
        0,
        0,
        newLiveBytes,
        newRestart);
  }

  /// Puts this header into its slot.
  public void write(Space space) {
    var bytes = encode();
    var segment = space.window(0).segment;
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, slotOffset(), bytes.length);
  }

  /// Where this header belongs in the file.
  public long slotOffset() {
    return (generation & 1) * Format.HEADER_SLOT_STRIDE;
  }

  byte[] encode() {
    var bytes = new byte[BYTES];
    ARRAY_LONG.set(bytes, 0, Format.MAGIC);
    ARRAY_INT.set(bytes, 8, isSealed() ? Format.VERSION_2 : Format.VERSION_1);
    ARRAY_INT.set(bytes, 12, flags);
    ARRAY_LONG.set(bytes, 16, generation);
    ARRAY_LONG.set(bytes, 24, fileIdHigh);
    ARRAY_LONG.set(bytes, 32, fileIdLow);
    ARRAY_LONG.set(bytes, 40, tail);
    ARRAY_LONG.set(bytes, 48, nextSequence);
    ARRAY_LONG.set(bytes, 56, firstLeaf);
    ARRAY_LONG.set(bytes, 64, lastLeaf);
    ARRAY_LONG.set(bytes, 72, entries);
    ARRAY_LONG.set(bytes, 80, leaves);
    ARRAY_LONG.set(bytes, 88, freeLeaf);
    ARRAY_LONG.set(bytes, 96, index);
    ARRAY_LONG.set(bytes, 104, liveBytes);
    ARRAY_LONG.set(bytes, 112, restart);
    ARRAY_INT.set(bytes, CHECKSUM, checksum(bytes));
    return bytes;
  }

  /// Decodes a slot.
  ///
  /// @return `null` if these are not the bytes of a header of a version that is read
  public static @Nullable Header decode(byte[] bytes) {
    if (!isIntact(bytes) || !isReadable(bytes)) {
      return null;
    }
    return new Header(
        (int) ARRAY_INT.get(bytes, 12),
        (long) ARRAY_LONG.get(bytes, 16),
        (long) ARRAY_LONG.get(bytes, 24),
        (long) ARRAY_LONG.get(bytes, 32),
        (long) ARRAY_LONG.get(bytes, 40),
        (long) ARRAY_LONG.get(bytes, 48),
        (long) ARRAY_LONG.get(bytes, 56),
        (long) ARRAY_LONG.get(bytes, 64),
        (long) ARRAY_LONG.get(bytes, 72),
        (long) ARRAY_LONG.get(bytes, 80),
        (long) ARRAY_LONG.get(bytes, 88),
        (long) ARRAY_LONG.get(bytes, 96),
        (long) ARRAY_LONG.get(bytes, 104),
        (long) ARRAY_LONG.get(bytes, 112));
  }

  /// Whether magic and checksum are right. Every format version keeps them, and its number, where
  /// they are.
  static boolean isIntact(byte[] bytes) {
    return (long) ARRAY_LONG.get(bytes, 0) == Format.MAGIC
        && (int) ARRAY_INT.get(bytes, CHECKSUM) == checksum(bytes);
  }

  /// Whether the version is one that is read.
  static boolean isReadable(byte[] bytes) {
    return versionOf(bytes) == Format.VERSION_1 || versionOf(bytes) == Format.VERSION_2;
  }

  static long versionOf(byte[] bytes) {
    return Integer.toUnsignedLong((int) ARRAY_INT.get(bytes, 8));
  }

  private static int checksum(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes, 0, CHECKSUM);
    return (int) crc.getValue();
  }
}
