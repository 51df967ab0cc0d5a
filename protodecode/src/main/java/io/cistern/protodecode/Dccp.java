package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A DCCP header with its options.
///
/// Source: RFC 4340, section 5.1.
///
/// | offset | size | field                                                       |
/// |-------:|-----:|-------------------------------------------------------------|
/// |      0 |    2 | source port                                                 |
/// |      2 |    2 | destination port                                            |
/// |      4 |    1 | header length in words of 4 bytes                           |
/// |      5 |    1 | congestion control value, checksum coverage                 |
/// |      6 |    2 | checksum                                                    |
/// |      8 |    1 | reserved (3 bits), type (4), extended sequence numbers (1)  |
/// |      9 |  3/7 | sequence number: 3 bytes, or one reserved and 6 if extended |
/// |        |  ... | what the type says, options                                 |
///
/// @param sourcePort source port
/// @param destinationPort destination port
/// @param headerLength bytes of this header with its options
/// @param type packet type: 0 request, 1 response, 2 data, 3 ack, 4 data and ack, 5 close request,
///   6 close, 7 reset, 8 sync, 9 sync ack
/// @param sequenceNumber sequence number: 48 bits if extended, else 24
/// @param checksum checksum, not verified
public record Dccp(
    int sourcePort,
    int destinationPort,
    int headerLength,
    int type,
    long sequenceNumber,
    int checksum)
    implements Layer {
  static final int MINIMUM_LENGTH = 12;

  static int length(int typeByte) {
    return isExtended(typeByte) ? MINIMUM_LENGTH + 4 : MINIMUM_LENGTH;
  }

  private static boolean isExtended(int typeByte) {
    return (typeByte & 1) != 0;
  }

  static Dccp read(MemorySegment s, long at, int length) {
    int type = Wire.u8(s, at + 8);
    return new Dccp(
        Wire.u16(s, at),
        Wire.u16(s, at + 2),
        length,
        type >> 1 & 15,
        isExtended(type) ? Wire.u48(s, at + 10) : Wire.i32(s, at + 8) & 0xFF_FFFF,
        Wire.u16(s, at + 6));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.DCCP;
  }
}
