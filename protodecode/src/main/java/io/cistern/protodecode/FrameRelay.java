package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A frame relay header, up to what names the network layer.
///
/// Source: ITU-T Q.922, annex A; RFC 2427, section 3.
///
/// | offset | size | field                                                                             |
/// |-------:|-----:|-----------------------------------------------------------------------------------|
/// |      0 |  2-4 | address: the connection in the upper 6 bits of the first and 4 of the second byte |
/// |        |    1 | control 0x03, or an EtherType of 2 bytes in place of all that follows             |
/// |        |  0/1 | padding 0                                                                         |
/// |        |    1 | network layer protocol identifier, 0xCC IPv4, 0x8E IPv6, 0x80 SNAP                |
/// |        |  0/5 | SNAP: organisation (3), protocol (2)                                              |
///
/// @param connection data link connection identifier, of addresses with more than 2 bytes the first
///   10 bits
/// @param headerLength bytes of this header
public record FrameRelay(int connection, int headerLength) implements Layer {
  static final int LONGEST_ADDRESS = 4;
  static final int UNNUMBERED = 0x03;
  static final int IPV4 = 0xCC;
  static final int IPV6 = 0x8E;
  static final int SNAP = 0x80;
  static final int PPP = 0xCF;

  static FrameRelay read(MemorySegment s, long at, int length) {
    return new FrameRelay(Wire.u8(s, at) >> 2 << 4 | Wire.u8(s, at + 1) >> 4, length);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.FRAME_RELAY;
  }
}
