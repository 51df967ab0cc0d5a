package io.cistern.flowtrack;

import java.util.Arrays;

/// Remembers which marks were seen lately: two rotating Bloom filters. Allocation-free.
///
/// A generation ends after the window, or earlier when an eighth of its bits may be set three times
/// over: then under 4 % of the answers "seen" are wrong.
final class Doorkeeper {
  private static final int HASHES = 3;

  private long[] current;
  private long[] previous;
  private final long mask;
  private final long limit;
  private final long windowMillis;
  private long marks;
  private long begunMillis = Long.MIN_VALUE;

  Doorkeeper(int bits, long windowMillis) {
    current = new long[bits / 64];
    previous = new long[bits / 64];
    mask = bits - 1L;
    limit = bits / 8;
    this.windowMillis = windowMillis;
  }

  void advance(long now) {
    if (begunMillis == Long.MIN_VALUE) {
      begunMillis = now;
    } else if (now - begunMillis > 2 * windowMillis) {
      Arrays.fill(current, 0);
      rotate(now);
    } else if (now - begunMillis > windowMillis || marks > limit) {
      rotate(now);
    }
  }

  private void rotate(long now) {
    var oldest = previous;
    previous = current;
    current = oldest;
    Arrays.fill(current, 0);
    marks = 0;
    begunMillis = now;
  }

  boolean contains(long mark) {
    return isSet(current, mark) || isSet(previous, mark);
  }

  void add(long mark) {
    marks++;
    for (int i = 0; i < HASHES; i++) {
      long bit = bit(mark, i);
      current[(int) (bit >>> 6)] |= 1L << bit;
    }
  }

  private boolean isSet(long[] bits, long mark) {
    for (int i = 0; i < HASHES; i++) {
      long bit = bit(mark, i);
      if ((bits[(int) (bit >>> 6)] >>> bit & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  private long bit(long mark, int i) {
    return (mark + i * (Long.rotateLeft(mark, 32) | 1)) & mask;
  }
}
