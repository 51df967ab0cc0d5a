package io.cistern.listmap.file;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Offsets and constants of the file format; `docs/formats/listmap.md` describes it byte by byte.
public final class Format {

  public static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  public static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  public static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
  public static final ValueLayout.OfLong KEY_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);

  /// Aligned accesses with memory order, to leaves and to checksums of records.
  public static final VarHandle INT_HANDLE =
      ValueLayout.JAVA_INT.withOrder(LITTLE_ENDIAN).varHandle();

  public static final VarHandle LONG_HANDLE =
      ValueLayout.JAVA_LONG.withOrder(LITTLE_ENDIAN).varHandle();

  /// Eight key bytes of an array as one number.
  public static final VarHandle ARRAY_KEY_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

  public static final VarHandle ARRAY_SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, LITTLE_ENDIAN);
  public static final VarHandle ARRAY_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, LITTLE_ENDIAN);
  public static final VarHandle ARRAY_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

  /// The version of live files, and the first of sealed ones.
  public static final int VERSION_1 = 1;

  /// The version sealed files are written in.
  public static final int VERSION_2 = 2;

  /// The first eight bytes of both header slots: "CisternL".
  public static final long MAGIC = 0x4c6e726574736943L;

  /// Bytes of the longest key.
  public static final int MAX_KEY_BYTES = 65_535;

  /// Bytes of the longest value: 64 MiB.
  public static final int MAX_VALUE_BYTES = 64 << 20;

  public static final long HEADER_SLOT_STRIDE = 4096;

  /// Where the log, or the first block of a sealed file, starts: behind the two header slots.
  public static final long START = 2 * HEADER_SLOT_STRIDE;

  /// A live file grows in multiples of this.
  public static final long CHUNK = 1 << 16;

  public static final int CHUNK_SHIFT = 16;

  /// Room kept free for removals and for closing on a full disk: the longest removal and then some.
  public static final long RESERVE = 80 << 10;

  public static final long INITIAL_BYTES = 2 * CHUNK;

  public static final long MAX_GROWTH = 64 << 20;

  // Record: header, key, value, padding to 4.

  public static final int RECORD_CHECKSUM = 0;
  public static final int RECORD_LENGTH = 4;
  public static final int RECORD_SEQUENCE = 8;
  public static final int RECORD_HEADER = 16;
  public static final int RECORD_ALIGNMENT = 4;
  public static final int TYPE_SHIFT = 28;
  public static final int LENGTH_MASK = (1 << TYPE_SHIFT) - 1;
  public static final int KEY_LENGTH_MASK = 0xffff;
  public static final int SEQUENCE_SHIFT = 16;

  public static final int PUT = 1;
  public static final int REMOVE = 2;
  public static final int BATCH_PUT = 3;
  public static final int BATCH_REMOVE = 4;
  public static final int COMMIT = 5;
  public static final int LEAF = 6;
  public static final int PAD = 7;
  public static final int RESTART = 8;

  // Leaf: a record of type LEAF whose checksum covers only its header.

  public static final int LEAF_BYTES = 2048;
  public static final int LEAF_ALIGNMENT = 64;

  /// What a leaf takes at most, with the PAD before it.
  public static final int LEAF_ROOM = LEAF_BYTES + LEAF_ALIGNMENT + RECORD_HEADER;

  public static final int LEAF_CHECKSUM = 16;
  public static final int LEAF_VERSION = 20;
  public static final int LEAF_COUNT = 24;
  public static final int LEAF_PREV = 32;
  public static final int LEAF_NEXT = 40;
  public static final int LEAF_LOW_PREFIX = 48;
  public static final int LEAF_LOW_RECORD = 56;
  public static final int LEAF_SLOTS = 64;
  public static final int SLOT_BYTES = 16;
  public static final int SLOT_RECORD = 8;

  /// Slots of a leaf.
  public static final int LEAF_CAPACITY = (LEAF_BYTES - LEAF_SLOTS) / SLOT_BYTES;

  // Index of the leaves, behind the log of a file that was closed: magic, checksum, then these.

  /// "LLow".
  public static final int LEAF_INDEX_MAGIC = 0x776f4c4c;

  public static final int LEAF_INDEX_COUNT = 8;
  public static final int LEAF_INDEX_SEQUENCE = 16;

  /// The low prefixes, the low records and the offsets of the leaves, one array after the other.
  public static final int LEAF_INDEX_ENTRIES = 24;

  // Sealed file: blocks of entries, then the index of the blocks.

  /// A block takes entries until it has so many bytes.
  public static final int BLOCK_BYTES = 4096;

  // What blocks of both versions begin with: magic, checksum and length.

  public static final int BLOCK_ALIGNMENT = 4;
  public static final int BLOCK_CHECKSUM = 4;
  public static final int BLOCK_LENGTH = 8;

  private Format() {}

  /// Rounded up to where the next record can start.
  public static long padded(long length) {
    return (length + RECORD_ALIGNMENT - 1) & -RECORD_ALIGNMENT;
  }

  /// Rounded up to whole chunks.
  public static long chunks(long bytes) {
    return (bytes + CHUNK - 1) & -CHUNK;
  }

  /// Whether the checksum of a record covers its header only.
  public static boolean isHeaderOnly(int type) {
    return type == LEAF || type == PAD;
  }

  public static boolean isPut(int type) {
    return type == PUT || type == BATCH_PUT;
  }

  /// The first eight bytes of a key as a number whose unsigned order is the order of the keys;
  /// zeros where the key ends.
  public static long prefix(byte[] key) {
    return prefix(key, 0, key.length);
  }

  /// The same of a key that is a part of an array.
  public static long prefix(byte[] bytes, int from, int to) {
    if (to - from >= 8) {
      return (long) ARRAY_KEY_LONG.get(bytes, from);
    }
    long prefix = 0;
    for (int i = from, shift = 56; i < to; i++, shift -= 8) {
      prefix |= (bytes[i] & 0xffL) << shift;
    }
    return prefix;
  }
}
