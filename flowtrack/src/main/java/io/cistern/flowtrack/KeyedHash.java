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

  /// The part of two words in the hash of a packed key: of the pair that begins at word `at`.
  private long part(int at, long a, long b) {
    return fold(a ^ secret[at], b ^ secret[at + 1]);
  }

  /// Puts the parts of the addresses beside them, for the keys that have them.
  void mixAddresses(long[] packet) {
    packet[PackedKey.SOURCE_PART] = sourcePart(packet[0], packet[1]);
    packet[PackedKey.DESTINATION_PART] = destinationPart(packet[2], packet[3]);
  }

  long sourcePart(long high, long low) {
    return part(0, high, low);
  }

  long destinationPart(long high, long low) {
    return part(2, high, low);
  }

  /// The hash of the key that masks leave of a packet: of the parts of its addresses, summed, and
  /// of the words from [PackedKey#WHO] on, `length` less that many, an even number of them.
  long of(long addresses, long[] packet, long[] masks, int length) {
    long sum = addresses;
    for (int i = PackedKey.WHO; i < length; i += 2) {
      sum += part(i, packet[i] & masks[i], packet[i + 1] & masks[i + 1]);
    }
    return finish(sum);
  }

  /// The same of words that need no mask.
  long of(long addresses, long who, long ports) {
    return finish(addresses + part(PackedKey.WHO, who, ports));
  }

  /// The same of three.
  long of(long addresses, long who, long ports, long interfaces) {
    return finish(
        addresses + part(PackedKey.WHO, who, ports) + part(PackedKey.INTERFACES, interfaces, 0));
  }

  /// A hash of an address and one more value, such as a port, that takes few values.
  long of(long address, long other) {
    return finish(address + other);
  }

  private long finish(long sum) {
    return fold(sum + s2 ^ s0, s3);
  }

  /// A hash of two words.
  long hash(long a, long b) {
    return fold(fold(a ^ s0, b ^ s1) ^ s3, b ^ s2);
  }

  private static long fold(long x, long y) {
    return (x * y) ^ Math.unsignedMultiplyHigh(x, y);
  }
}
