package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The header of an EIGRP packet.
///
/// Source: RFC 7868, section 6.5.
///
/// | offset | size | field                 |
/// |-------:|-----:|-----------------------|
/// |      0 |    1 | version               |
/// |      1 |    1 | opcode                |
/// |      2 |    2 | checksum              |
/// |      4 |    4 | flags                 |
/// |      8 |    4 | sequence number       |
/// |     12 |    4 | acknowledgment number |
/// |     16 |    2 | virtual router        |
/// |     18 |    2 | autonomous system     |
///
/// @param version version of EIGRP, 2 today
/// @param opcode 1 update, 3 query, 4 reply, 5 hello
/// @param sequenceNumber number of this packet, 32 bits unsigned; 0 if it needs no acknowledgment
/// @param acknowledgmentNumber number of the packet that this one acknowledges, 32 bits unsigned; 0
///   for none
/// @param autonomousSystem number of the routing domain, 0 to 65535
public record Eigrp(
    int version, int opcode, long sequenceNumber, long acknowledgmentNumber, int autonomousSystem)
    implements Layer {
  static final int LENGTH = 20;

  static Eigrp read(MemorySegment s, long at) {
    return new Eigrp(
        Wire.u8(s, at),
        Wire.u8(s, at + 1),
        Wire.u32(s, at + 8),
        Wire.u32(s, at + 12),
        Wire.u16(s, at + 18));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.EIGRP;
  }
}
