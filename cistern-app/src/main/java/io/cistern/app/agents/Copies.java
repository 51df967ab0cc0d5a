package io.cistern.app.agents;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Recognises datagrams that the network delivered twice: the same number and the same bytes within
/// a second, among the last [#MEMORY] of their stream. Not thread-safe. Allocation-free once made.
public final class Copies {
  /// How many datagrams are remembered.
  public static final int MEMORY = 64;

  private static final long WINDOW_MILLIS = 1_000;
  private static final long PRIME = 0x9e3779b97f4a7c15L;

  private final int[] numbers = new int[MEMORY];
  private final long[] hashes = new long[MEMORY];
  private final long[] times = new long[MEMORY];
  private int next;
  private int size;

  /// Whether a datagram came before; remembers it.
  public boolean isCopy(long sequence, long hash, long nowMillis) {
    for (int i = 0; i < size; i++) {
      if (numbers[i] == (int) sequence
          && hashes[i] == hash
          && Math.abs(nowMillis - times[i]) <= WINDOW_MILLIS) {
        return true;
      }
    }
    numbers[next] = (int) sequence;
    hashes[next] = hash;
    times[next] = nowMillis;
    next = (next + 1) % MEMORY;
    size = Math.min(MEMORY, size + 1);
    return false;
  }

  /// A hash of a datagram's bytes. It need not withstand forgery: who can forge a datagram can send
  /// it first.
  public static long hash(MemorySegment segment, long offset, long length) {
    long hash = length;
    long at = 0;
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      hash = (hash ^ segment.get(ValueLayout.JAVA_LONG_UNALIGNED, offset + at)) * PRIME;
      hash ^= hash >>> 29;
    }
    for (; at < length; at++) {
      hash = (hash ^ segment.get(ValueLayout.JAVA_BYTE, offset + at)) * PRIME;
    }
    return hash ^ hash >>> 32;
  }
}
