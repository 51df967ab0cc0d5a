package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The first element of LLDP, which names the chassis of the sender.
///
/// Source: IEEE 802.1AB, sections 8.4 and 8.5.2.
///
/// | offset | size | field                                                                             |
/// |-------:|-----:|-----------------------------------------------------------------------------------|
/// |      0 |    2 | element type 1 (7 bits), its length (9 bits)                                      |
/// |      2 |    1 | what the chassis is named by: 4 a MAC address, 5 a network address, 7 as it likes |
/// |      3 |  ... | the name                                                                          |
///
/// @param subtype what the chassis is named by
/// @param chassis the name in lower-case hex
public record Lldp(int subtype, String chassis) implements Layer {
  static final int MINIMUM_LENGTH = 2;
  static final int CHASSIS_ID = 1;

  static Lldp read(MemorySegment s, long at, int length) {
    return new Lldp(Wire.u8(s, at + 2), Wire.hex(s, at + 3, length - 3));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.LLDP;
  }
}
