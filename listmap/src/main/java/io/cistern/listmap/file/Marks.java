package io.cistern.listmap.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A set of small numbers that only grows.
///
/// Any number of threads: who sees a number in it sees what was done before it was added.
public final class Marks {

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] words;

  /// @param count of numbers that can be in it, from 0 on
  public Marks(long count) {
    this.words = new long[Math.toIntExact((count + Long.SIZE - 1) / Long.SIZE)];
  }

  public boolean has(long number) {
    return ((long) WORD.getAcquire(words, word(number)) & bit(number)) != 0;
  }

  public void add(long number) {
    WORD.getAndBitwiseOr(words, word(number), bit(number));
  }

  private static int word(long number) {
    return (int) (number / Long.SIZE);
  }

  private static long bit(long number) {
    return 1L << number;
  }
}
