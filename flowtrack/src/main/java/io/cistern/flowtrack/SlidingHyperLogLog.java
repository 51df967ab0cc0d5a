package io.cistern.flowtrack;

import java.util.Arrays;

/// How many distinct marks there were in a sliding window: registers for each step of it.
/// Allocation-free.
final class SlidingHyperLogLog {
  private final int registers;
  private final byte[] ranks;
  private final byte[] union;

  SlidingHyperLogLog(int steps, int registers) {
    this.registers = registers;
    ranks = new byte[steps * registers];
    union = new byte[registers];
  }

  void clear() {
    Arrays.fill(ranks, (byte) 0);
  }

  /// Forgets a step, to use it anew.
  void clear(int step) {
    Arrays.fill(ranks, step * registers, (step + 1) * registers, (byte) 0);
  }

  void add(int step, long mark) {
    int at = step * registers + HyperLogLog.register(mark, registers);
    byte rank = HyperLogLog.rank(mark, registers);
    if (rank > ranks[at]) {
      ranks[at] = rank;
    }
  }

  /// Unites every step.
  void unite() {
    Arrays.fill(union, (byte) 0);
    for (int from = 0; from < ranks.length; from += registers) {
      unite(from);
    }
  }

  private void unite(int from) {
    for (int i = 0; i < registers; i++) {
      if (ranks[from + i] > union[i]) {
        union[i] = ranks[from + i];
      }
    }
  }

  long estimate() {
    unite();
    return HyperLogLog.estimate(union, 0, registers);
  }

  /// The registers of the window, a copy: what was united last and, on top of it, one step.
  byte[] unionWith(int step) {
    unite(step * registers);
    return union.clone();
  }
}
