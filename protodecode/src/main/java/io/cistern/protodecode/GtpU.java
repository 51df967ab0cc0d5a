package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A GTP-U header with its extension headers, on UDP port 2152.
///
/// Source: 3GPP TS 29.281, sections 5.1 and 5.2.
///
/// | offset | size | field                                                                                                         |
/// |-------:|-----:|---------------------------------------------------------------------------------------------------------------|
/// |      0 |    1 | version 1 (3 bits), GTP 0x10, extension 0x04, sequence number 0x02, N-PDU number 0x01                         |
/// |      1 |    1 | message type, 255 data                                                                                        |
/// |      2 |    2 | length behind the first 8 bytes                                                                               |
/// |      4 |    4 | tunnel endpoint identifier                                                                                    |
/// |      8 |  0/4 | if one of the last three flags is set: sequence number (2), N-PDU number (1), type of the first extension (1) |
/// |        |  ... | extension headers: length in words of 4 bytes (1), content, type of the next (1)                              |
///
/// @param flags the first byte
/// @param messageType message type, 255 data
/// @param length bytes behind the first 8, as the wire says
/// @param tunnelEndpoint tunnel endpoint identifier, unsigned
/// @param headerLength bytes of this header with its extensions
public record GtpU(int flags, int messageType, int length, long tunnelEndpoint, int headerLength)
    implements Layer {
  static final int MINIMUM_LENGTH = 8;
  static final int PORT = 2152;
  static final int VERSION_AND_TYPE = 0xF0;
  static final int VERSION_1 = 0x30;
  static final int EXTENSION_FLAG = 0x04;
  static final int DATA = 255;
  static final int MAX_EXTENSIONS = 8;

  /// Without extension headers.
  static int length(int flags) {
    return (flags & 7) == 0 ? MINIMUM_LENGTH : MINIMUM_LENGTH + 4;
  }

  static GtpU read(MemorySegment s, long at, int length) {
    return new GtpU(
        Wire.u8(s, at), Wire.u8(s, at + 1), Wire.u16(s, at + 2), Wire.u32(s, at + 4), length);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.GTP_U;
  }
}
