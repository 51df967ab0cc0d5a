package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The header of an Ethernet frame, without preamble and FCS.
///
/// Source: IEEE 802.3, section 3.1.1.
///
/// | offset | size | field                                               |
/// |-------:|-----:|-----------------------------------------------------|
/// |      0 |    6 | destination address                                 |
/// |      6 |    6 | source address                                      |
/// |     12 |    2 | EtherType from 0x0600, below it the frame's length  |
///
/// @param destination MAC address the frame goes to
/// @param source MAC address of the sender
/// @param etherType the two bytes at offset 12; a tag's identifier where VLAN tags follow
public record Ethernet(MacAddress destination, MacAddress source, int etherType) implements Layer {
  static final int LENGTH = 14;

  static Ethernet read(MemorySegment s, long at) {
    long end = Wire.i64(s, at + 6);
    return new Ethernet(
        new MacAddress(Wire.i64(s, at) >>> 16), new MacAddress(end >>> 16), (int) end & 0xFFFF);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.ETHERNET;
  }
}
