package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The I-TAG of a provider's backbone (MAC in MAC), behind EtherType 0x88E7; the customer's frame
/// follows. The B-TAG before it is a [VlanTag].
///
/// Source: IEEE 802.1Q, section 9.7 (IEEE 802.1ah).
///
/// | offset | size | field                                                                        |
/// |-------:|-----:|------------------------------------------------------------------------------|
/// |      0 |    1 | priority (3 bits), drop eligible, use customer address (a bit each), 3 bits  |
/// |      1 |    3 | service instance                                                             |
///
/// @param priority priority code point, 0 to 7
/// @param dropEligible whether the frame may be dropped first when there is congestion
/// @param usesCustomerAddress whether the customer's addresses are the service's own
/// @param service service instance identifier, 24 bits
public record ServiceTag(
    int priority, boolean dropEligible, boolean usesCustomerAddress, int service) implements Layer {
  static final int LENGTH = 4;

  static ServiceTag read(MemorySegment s, long at) {
    int word = Wire.i32(s, at);
    return new ServiceTag(
        word >>> 29, (word & 1 << 28) != 0, (word & 1 << 27) != 0, word & 0xFF_FFFF);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.SERVICE_TAG;
  }
}
