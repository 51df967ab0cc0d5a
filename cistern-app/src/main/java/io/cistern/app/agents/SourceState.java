package io.cistern.app.agents;

import io.cistern.app.metrics.EntityState;
import io.cistern.flowtrack.EffectiveRate;
import org.jspecify.annotations.Nullable;

/// One data source of a datagram stream: its sequences, its sampling, its entities. Belongs to one
/// shard thread.
public final class SourceState {
  private static final int INTERFACE = 0;
  private static final long MASK = 0xffffffffL;

  final int sourceClass;
  final long index;
  final SequenceCounter flowSequence = new SequenceCounter();
  final SequenceCounter countersSequence = new SequenceCounter();
  final SequenceCounter discardedSequence = new SequenceCounter();
  long flowSamples;
  long countersSamples;
  long discardedSamples;
  long samplingRate;
  final Coverage coverage = new Coverage();

  /// What most of its counter records belong to, once one came.
  @Nullable EntityState entity;

  /// What its host records belong to, once one came.
  @Nullable EntityState host;

  private final EffectiveRate effectiveRate = new EffectiveRate();
  private long rate; // 0 not known
  private long agentDrops;
  private long lastDrops = -1;
  private long lastDiscardDrops = -1;

  SourceState(int sourceClass, long index) {
    this.sourceClass = sourceClass;
    this.index = index;
  }

  /// Takes the pool and the rate of a flow sample.
  void sampled(long samplePool, long advertisedRate) {
    samplingRate = advertisedRate;
    rate = effectiveRate.next(samplePool, advertisedRate);
  }

  /// How many packets a flow sample stands for: by the sample pool, where samples were lost on the
  /// way or no rate is told; 0 not known.
  public long effectiveRate() {
    return rate;
  }

  /// The interface's counters, -1 where one is not known.
  ///
  /// @param inPackets all kinds together, as those out
  /// @param isContinued whether they went on since the last ones
  public void counted(
      long inOctets, long inPackets, long outOctets, long outPackets, boolean isContinued) {
    coverage.in.counted(inOctets, inPackets, isContinued);
    coverage.out.counted(outOctets, outPackets, isContinued);
  }

  /// The ifIndex where it is an interface, else 0.
  public long ifIndex() {
    return sourceClass == INTERFACE ? index : 0;
  }

  /// Takes what the agent says it dropped since it started; counts by how much that grew.
  void flowDrops(long drops) {
    agentDrops += growth(lastDrops, drops);
    lastDrops = drops;
  }

  /// The same for the notifications of discarded packets.
  void discardDrops(long drops) {
    agentDrops += growth(lastDiscardDrops, drops);
    lastDiscardDrops = drops;
  }

  private static long growth(long before, long now) {
    long step = (now - before) & MASK;
    return before < 0 || step > MASK >>> 1 ? 0 : step;
  }

  long samplesLost() {
    return flowSequence.lost() + countersSequence.lost() + discardedSequence.lost();
  }

  boolean isLossKnown() {
    return flowSequence.isLossKnown()
        && countersSequence.isLossKnown()
        && discardedSequence.isLossKnown();
  }

  long agentDrops() {
    return agentDrops;
  }
}
