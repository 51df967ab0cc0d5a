package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// An L2TP header of version 2, on UDP port 1701.
///
/// Source: RFC 2661, section 3.1. Each optional field is there if its flag is set.
///
/// | offset | size | field                                                                    |
/// |-------:|-----:|--------------------------------------------------------------------------|
/// |      0 |    2 | control 0x8000, length 0x4000, sequence 0x0800, offset 0x0200, version 2 |
/// |      2 |  0/2 | length                                                                   |
/// |        |    2 | tunnel                                                                   |
/// |        |    2 | session                                                                  |
/// |        |  0/4 | sequence number, expected sequence number                                |
/// |        | 0/2+ | offset size, and as many bytes                                           |
///
/// @param flags the first two bytes
/// @param tunnel identifier of the tunnel at the receiver
/// @param session identifier of the session at the receiver
/// @param headerLength bytes of this header
public record L2tp(int flags, int tunnel, int session, int headerLength) implements Layer {
  static final int MINIMUM_LENGTH = 6;
  static final int PORT = 1701;
  static final int VERSION = 0x000F;
  static final int VERSION_2 = 2;
  static final int CONTROL_FLAG = 0x8000;
  static final int LENGTH_FLAG = 0x4000;
  static final int SEQUENCE_FLAG = 0x0800;
  static final int OFFSET_FLAG = 0x0200;

  static int tunnelOffset(int flags) {
    return (flags & LENGTH_FLAG) != 0 ? 4 : 2;
  }

  /// Up to the offset size, without the bytes that it counts.
  static int length(int flags) {
    return tunnelOffset(flags)
        + 4
        + ((flags & SEQUENCE_FLAG) != 0 ? 4 : 0)
        + ((flags & OFFSET_FLAG) != 0 ? 2 : 0);
  }

  static L2tp read(MemorySegment s, long at, int length) {
    int flags = Wire.u16(s, at);
    long tunnel = at + tunnelOffset(flags);
    return new L2tp(flags, Wire.u16(s, tunnel), Wire.u16(s, tunnel + 2), length);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.L2TP;
  }
}
