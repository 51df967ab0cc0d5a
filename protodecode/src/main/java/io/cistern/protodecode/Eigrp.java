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
/// @param version version
/// @param opcode 1 update, 3 query, 4 reply, 5 hello
/// @param sequenceNumber sequence number, unsigned
/// @param acknowledgmentNumber acknowledgment number, unsigned
/// @param autonomousSystem autonomous system
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
