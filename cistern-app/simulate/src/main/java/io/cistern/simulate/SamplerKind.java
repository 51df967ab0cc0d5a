package io.cistern.simulate;

/// How an agent chooses the packets that it samples; each takes 1 in N on the average.
public enum SamplerKind {
  /// Each packet by itself, with probability 1/N.
  BERNOULLI,
  /// After a step drawn evenly from 1 to 2N - 1 packets, as hsflowd does it.
  UNIFORM_SKIP,
  /// Each Nth packet, from a random first one.
  FIXED
}
