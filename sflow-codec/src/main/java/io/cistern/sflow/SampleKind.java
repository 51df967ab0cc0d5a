package io.cistern.sflow;

/// What a sample is, whichever of its two encodings it came in.
public enum SampleKind {
  FLOW,
  COUNTERS,
  DISCARDED_PACKET,
  UNKNOWN
}
