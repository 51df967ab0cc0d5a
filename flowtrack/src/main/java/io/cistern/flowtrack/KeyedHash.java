package io.cistern.flowtrack;

import java.util.SplittableRandom;

/// A hash of a few longs under a secret key: who does not know the seed cannot choose collisions.
///
/// Folded 64x64 to 128 bit multiplication of secret-masked pairs of words, as wyhash does it; the
/// pairs do not wait for each other.
final class KeyedHash {
  private final long[] secret;
  private final long s0;
  private final long s1;
  private final long s2;
  private final long s3;

  KeyedHash(long seed) {
    var random = new SplittableRandom(seed);
    s0 = random.nextLong();
    s1 = random.nextLong();
    s2 = random.nextLong();
    s3 = random.nextLong() | 1;
    secret = random.longs(PackedKey.LENGTH + 1L).toArray();
  }

  /// The hash of the first `length` words of a key. Allocation-free.
  long of(long[] key, int length) {
    long h = s2;
    int i = 0;
    for (; i + 1 < length; i += 2) {
      h += fold(key[i] ^ secret[i], key[i + 1] ^ secret[i + 1]);
    }
    if (i < length) {
      h += fold(key[i] ^ secret[i], secret[i + 1]);
    }
    return fold(h ^ s0, s3);
  }

  long hash(long a, long b) {
    return fold(fold(a ^ s0, b ^ s1) ^ s3, b ^ s2);
  }

  private static long fold(long x, long y) {
    return (x * y) ^ Math.unsignedMultiplyHigh(x, y);
  }
}
