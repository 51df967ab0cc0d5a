package io.cistern.flowtrack.sample;

/// How it is known for how many packets a sample stands.
public enum WeightOrigin {
  /// The agent told its sampling rate.
  TOLD,
  /// The agent told none; the rate is the growth of the sample pool over some samples.
  POOL,
  /// Not known (yet): the sample is counted, but stands for no packets.
  UNKNOWN
}
