package io.cistern.sflow;

/// What a sample is, whichever of its encodings it came in.
///
/// Source: sFlow version 5, section 5, and `sflow_drops.txt` for discarded packets.
public enum SampleKind {
  /// `flow_sample` (0:1) or `flow_sample_expanded` (0:3).
  FLOW,
  /// `counters_sample` (0:2) or `counters_sample_expanded` (0:4).
  COUNTERS,
  /// `discarded_packet` (0:5).
  DISCARDED_PACKET,
  /// Any other enterprise and format: skipped by its declared length.
  UNKNOWN
}
