package io.cistern.listmap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Offsets and constants of the file format, version 1; `docs/formats/listmap.md` describes it byte
/// by byte.
final class Format {

  static final ValueLayout.OfInt INT = JAVA_INT.withOrder(LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG = JAVA_LONG.withOrder(LITTLE_ENDIAN);
  static final ValueLayout.OfLong KEY_LONG = JAVA_LONG.withOrder(BIG_ENDIAN);
  static final VarHandle INT_HANDLE = INT.varHandle();
  static final VarHandle LONG_HANDLE = LONG.varHandle();

  /// Eight key bytes of an array as one number.
  static final VarHandle ARRAY_KEY_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

  static final VarHandle ARRAY_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, LITTLE_ENDIAN);
  static final VarHandle ARRAY_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);

  static final int VERSION = 1;

  /// The first eight bytes of both header slots: "CisternL".
  static final long MAGIC = 0x4c6e726574736943L;

  static final long HEADER_SLOT_STRIDE = 4096;

  /// Where the log starts: behind the two header slots.
  static final long LOG_START = 2 * HEADER_SLOT_STRIDE;

  /// The file grows in multiples of this.
  static final long CHUNK = 1 << 16;

  static final int CHUNK_SHIFT = 16;

  /// Room kept free for removals and for closing on a full disk: the longest removal and then some.
  static final long RESERVE = 80 << 10;

  static final long INITIAL_BYTES = 2 * CHUNK;

  static final long MAX_GROWTH = 64 << 20;

  // Record: header, key, value, padding to 8.

  static final int RECORD_CHECKSUM = 0;
  static final int RECORD_LENGTH = 4;
  static final int RECORD_SEQUENCE = 8;
  static final int RECORD_HEADER = 16;
  static final int TYPE_SHIFT = 28;
  static final int LENGTH_MASK = (1 << TYPE_SHIFT) - 1;
  static final int KEY_LENGTH_MASK = 0xffff;
  static final int SEQUENCE_SHIFT = 16;

  static final int PUT = 1;
  static final int REMOVE = 2;
  static final int BATCH_PUT = 3;
  static final int BATCH_REMOVE = 4;
  static final int COMMIT = 5;
  static final int LEAF = 6;
  static final int PAD = 7;
  static final int RESTART = 8;
  static final int INDEX = 9;

  // Leaf: a record of type LEAF whose checksum covers only its header.

  static final int LEAF_BYTES = 2048;
  static final int LEAF_BYTES_SHIFT = 11;
  static final int LEAF_CHECKSUM = 16;
  static final int LEAF_VERSION = 20;
  static final int LEAF_COUNT = 24;
  static final int LEAF_PREV = 32;
  static final int LEAF_NEXT = 40;
  static final int LEAF_LOW_PREFIX = 48;
  static final int LEAF_LOW_RECORD = 56;
  static final int LEAF_SLOTS = 64;
  static final int SLOT_BYTES = 16;
  static final int SLOT_RECORD = 8;

  /// Slots of a leaf.
  static final int LEAF_CAPACITY = (LEAF_BYTES - LEAF_SLOTS) / SLOT_BYTES;

  static final int INDEX_ENTRY_BYTES = 24;

  private Format() {}

  static long padded(long length) {
    return (length + 7) & ~7L;
  }

  /// Rounded up to whole chunks.
  static long chunks(long bytes) {
    return (bytes + CHUNK - 1) & -CHUNK;
  }

  /// Whether the checksum of a record covers its header only.
  static boolean isHeaderOnly(int type) {
    return type == LEAF || type == PAD;
  }

  /// The first eight bytes of a key as a number whose unsigned order is the order of the keys;
  /// zeros where the key ends.
  static long prefix(byte[] key) {
    if (key.length >= 8) {
      return (long) ARRAY_KEY_LONG.get(key, 0);
    }
    long prefix = 0;
    for (int i = 0; i < key.length; i++) {
      prefix |= (key[i] & 0xffL) << (56 - 8 * i);
    }
    return prefix;
  }
}
