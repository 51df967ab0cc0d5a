package io.cistern.flowtrack;

import java.util.SplittableRandom;

/// A hash of a few longs under a secret key: who does not know the seed cannot choose collisions.
///
/// Folded 64x64 to 128 bit multiplication of secret-masked words, as wyhash does it.
final class KeyedHash {
  private final long s0;
  private final long s1;
  private final long s2;
  private final long s3;
  private final long s4;
  private final long s5;
  private final long s6;

  KeyedHash(long seed) {
    var random = new SplittableRandom(seed);
    s0 = random.nextLong();
    s1 = random.nextLong();
    s2 = random.nextLong();
    s3 = random.nextLong();
    s4 = random.nextLong();
    s5 = random.nextLong();
    s6 = random.nextLong() | 1;
  }

  /// Allocation-free.
  long hash(long a, long b, long c, long d, long e, long f) {
    long ab = fold(a ^ s0, b ^ s1);
    long cd = fold(c ^ s2, d ^ s3);
    long ef = fold(e ^ s4, f ^ s5);
    return fold(ab ^ Long.rotateLeft(cd, 21) ^ s6, ef ^ cd ^ s0);
  }

  long hash(long a, long b) {
    return fold(fold(a ^ s0, b ^ s1) ^ s6, b ^ s2);
  }

  private static long fold(long x, long y) {
    return (x * y) ^ Math.unsignedMultiplyHigh(x, y);
  }
}
