package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// One entry of an MPLS label stack.
///
/// Source: RFC 3032, section 2.1: label (20 bits), traffic class (3), bottom of stack (1), time to
/// live (8).
///
/// @param label 0 to 1048575
/// @param trafficClass 0 to 7
/// @param bottom whether this is the last entry
/// @param timeToLive hops left
public record MplsLabel(int label, int trafficClass, boolean bottom, int timeToLive)
    implements Layer {
  static final int LENGTH = 4;

  static MplsLabel read(MemorySegment s, long at) {
    int entry = Wire.i32(s, at);
    return new MplsLabel(entry >>> 12, entry >> 9 & 7, (entry & 0x100) != 0, entry & 0xFF);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.MPLS;
  }
}
