package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// An FDDI header.
///
/// Source: ISO 9314-2, section 7.
///
/// | offset | size | field                   |
/// |-------:|-----:|-------------------------|
/// |      0 |    1 | frame control, 0x50 LLC |
/// |      1 |    6 | destination address     |
/// |      7 |    6 | source address          |
///
/// @param frameControl class, address length and type of the frame (0x50 to 0x5F carry LLC), 8 bits
/// @param destination MAC address the frame goes to
/// @param source MAC address of the sender
public record Fddi(int frameControl, MacAddress destination, MacAddress source) implements Layer {
  static final int LENGTH = 13;

  static Fddi read(MemorySegment s, long at) {
    return new Fddi(
        Wire.u8(s, at), new MacAddress(Wire.u48(s, at + 1)), new MacAddress(Wire.u48(s, at + 7)));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.FDDI;
  }
}
