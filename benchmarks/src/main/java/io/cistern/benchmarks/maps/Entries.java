package io.cistern.benchmarks.maps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/// The entries all stores hold: keys of 24 bytes made of a number, values of 100 bytes that do not
/// compress.
final class Entries {

  static final int COUNT = 1_000_000;
  static final int KEY_BYTES = 24;
  static final int VALUE_BYTES = 100;
  static final long PAYLOAD = (long) COUNT * (KEY_BYTES + VALUE_BYTES);

  /// The first eight bytes of an array, as all stores order them.
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[][] VALUES = new byte[1024][VALUE_BYTES];

  static {
    var random = new SplittableRandom(42);
    for (var value : VALUES) {
      random.nextBytes(value);
    }
  }

  private final int sharedPrefix;

  /// Entries whose keys begin with the same bytes.
  ///
  /// @param sharedPrefix how many, 0 to 8
  Entries(int sharedPrefix) {
    if (sharedPrefix < 0 || sharedPrefix > 8) {
      throw new IllegalArgumentException("sharedPrefix: " + sharedPrefix + ", limits=0 to 8");
    }
    this.sharedPrefix = sharedPrefix;
  }

  /// Writes the key of a number; numbers in order give keys in random order.
  void random(long number, byte[] key) {
    fill(mix(number), key);
  }

  /// Writes the key of a number; numbers in order give keys in order.
  void ascending(long number, byte[] key) {
    fill(number, key);
  }

  private void fill(long first, byte[] key) {
    LONG.set(key, 0, 0x6369737465726e00L);
    LONG.set(key, sharedPrefix, first);
    LONG.set(key, sharedPrefix + 8, mix(first + 1));
    LONG.set(key, 16, mix(first + 2));
  }

  static byte[] value(long number) {
    return VALUES[(int) number & VALUES.length - 1];
  }

  /// A permutation of the 64-bit numbers: the finaliser of MurmurHash3.
  private static long mix(long number) {
    long mixed = number + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }

  /// Puts entries a thousand at a time, in random order or in that of their keys.
  static void load(OrderedStore store, Entries entries, boolean inOrder) throws Exception {
    var keys = new byte[1000][KEY_BYTES];
    var values = new byte[1000][];
    for (int from = 0; from < COUNT; from += keys.length) {
      for (int i = 0; i < keys.length; i++) {
        if (inOrder) {
          entries.ascending(from + i, keys[i]);
        } else {
          entries.random(from + i, keys[i]);
        }
        values[i] = value(from + i);
      }
      store.putAll(keys, values);
    }
  }
}
