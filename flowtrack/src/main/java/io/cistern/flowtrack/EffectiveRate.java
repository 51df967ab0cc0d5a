package io.cistern.flowtrack;

/// The true sampling rate N of one data source: what its sample pool says, where samples were lost
/// on the way. Feed it every flow sample received of the data source, in their order.
/// Allocation-free and not thread-safe.
///
/// The pool counts the packets that could have been sampled. Over some samples, pool by samples is
/// the rate by which those that arrived have to be scaled. It is used where it differs from the
/// advertised rate by more than chance (3σ); a pool that makes no sense (it stands still, or says
/// less than half or more than a hundred times the advertised rate) is not.
///
/// Source: sFlow version 5, section 5, `flow_sample.sample_pool` and `sampling_rate`.
public final class EffectiveRate {
  private static final int BLOCK = 64; // samples
  private static final int BLOCKS = 4; // that the rate is taken from
  private static final long POOL_MASK = 0xffffffffL;

  private final long[] pools = new long[BLOCKS]; // packets of each block
  private int blocks;
  private long advertised = -1;
  private long lastPool;
  private long blockPool;
  private int blockSamples;
  private double measured; // 0: unknown

  /// A data source that nothing is known of.
  public EffectiveRate() {}

  /// Takes in one flow sample.
  ///
  /// @param samplePool its sample pool, 32 bits unsigned; it wraps
  /// @param advertisedRate its sampling rate; below 1: unknown
  /// @return the rate to scale this sample by, at least 1; 0 where neither the agent nor, yet, the
  ///   pool tells it
  public long next(long samplePool, long advertisedRate) {
    if (advertisedRate != advertised) {
      advertised = advertisedRate;
      lastPool = samplePool;
      forget();
    } else {
      count(samplePool);
    }
    return rate();
  }

  private void forget() {
    blockPool = 0;
    blockSamples = 0;
    blocks = 0;
    measured = 0;
  }

  private void count(long samplePool) {
    long packets = samplePool - lastPool & POOL_MASK;
    lastPool = samplePool;
    if (packets > POOL_MASK / 2) {
      forget(); // it went back: a restart, or samples out of order
      return;
    }
    blockPool += packets;
    if (++blockSamples == BLOCK) {
      pools[blocks++ % BLOCKS] = blockPool;
      blockPool = 0;
      blockSamples = 0;
      measure();
      blocks = blocks == 2 * BLOCKS ? BLOCKS : blocks;
    }
  }

  private void measure() {
    int known = Math.min(blocks, BLOCKS);
    long sum = 0;
    for (int i = 0; i < known; i++) {
      sum += pools[i];
    }
    double samples = (double) known * BLOCK;
    double ratio = sum / samples;
    if (advertised < 1) {
      measured = ratio >= 1 ? ratio : 0;
      return;
    }
    double chance = 3 / Math.sqrt(samples);
    double off = ratio / advertised;
    measured = off < 0.5 || off > 100 || Math.abs(off - 1) <= chance ? 0 : ratio;
  }

  private long rate() {
    return measured > 0 ? Math.max(1, Math.round(measured)) : Math.max(0, advertised);
  }
}
