package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// Cisco's HDLC header on a serial line.
///
/// Source: Cisco HDLC, as in RFC 1547, section 4.3.1.
///
/// | offset | size | field                                 |
/// |-------:|-----:|---------------------------------------|
/// |      0 |    1 | address: 0x0F unicast, 0x8F broadcast |
/// |      1 |    1 | control 0                             |
/// |      2 |    2 | EtherType                             |
///
/// @param address 0x0F unicast, 0x8F broadcast
/// @param control always 0 as sent
/// @param etherType type of what follows
public record Hdlc(int address, int control, int etherType) implements Layer {
  static final int LENGTH = 4;
  static final int UNICAST = 0x0F;
  static final int BROADCAST = 0x8F;

  static Hdlc read(MemorySegment s, long at) {
    return new Hdlc(Wire.u8(s, at), Wire.u8(s, at + 1), Wire.u16(s, at + 2));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.HDLC;
  }
}
