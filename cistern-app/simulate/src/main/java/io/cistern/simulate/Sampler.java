package io.cistern.simulate;

import java.util.SplittableRandom;

/// Chooses packets of one interface, by a step to the next chosen one: runs of packets are passed
/// over at once. Belongs to one thread. Allocation-free.
final class Sampler {
  private final SamplerKind kind;
  private final int rate;
  private final SplittableRandom random;
  private final double logMiss;
  private long toNext; // packets up to and with the next one that is chosen
  private long pool;

  Sampler(SamplerKind kind, int rate, SplittableRandom random) {
    this.kind = kind;
    this.rate = rate;
    this.random = random;
    this.logMiss = Math.log1p(-1.0 / rate);
    this.toNext = kind == SamplerKind.FIXED ? random.nextLong(rate) + 1 : step();
  }

  private long step() {
    return switch (kind) {
      case BERNOULLI -> rate == 1 ? 1 : 1 + (long) (Math.log(1 - random.nextDouble()) / logMiss);
      case UNIFORM_SKIP -> 1 + random.nextLong(2L * rate - 1);
      case FIXED -> rate;
    };
  }

  /// Passes on to the next chosen packet within a run, or to the run's end.
  ///
  /// @param packets those of the run that are left
  /// @return how many of them were passed, the chosen one included; 0 where none of them is chosen,
  ///   and then all were passed
  long next(long packets) {
    if (toNext > packets) {
      toNext -= packets;
      pool += packets;
      return 0;
    }
    long passed = toNext;
    pool += passed;
    toNext = step();
    return passed;
  }

  /// The packets that could have been sampled so far.
  long pool() {
    return pool;
  }

  /// Begins to count anew, as the agent does when it starts again.
  void restart() {
    pool = 0;
  }
}
