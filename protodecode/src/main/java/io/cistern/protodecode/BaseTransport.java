package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// InfiniBand's base transport header as RoCEv2 carries it, behind UDP to port 4791.
///
/// Source: InfiniBand Architecture Specification, volume 1, section 9.2, and annex A17.
///
/// | offset | size | field                                                                             |
/// |-------:|-----:|-----------------------------------------------------------------------------------|
/// |      0 |    1 | operation                                                                         |
/// |      1 |    1 | solicited event, migration (a bit each), padding (2 bits), version (4 bits)       |
/// |      2 |    2 | partition key                                                                     |
/// |      4 |    1 | congestion notifications forward and backward (a bit each), reserved              |
/// |      5 |    3 | destination queue pair                                                            |
/// |      8 |    1 | acknowledgment asked for (1 bit), reserved                                        |
/// |      9 |    3 | packet sequence number                                                            |
///
/// @param operation transport in the upper 3 bits, what it does in the lower 5
/// @param solicitedEvent whether the receiver shall raise an event
/// @param migrated whether the connection has migrated
/// @param padding bytes behind the payload, 0 to 3
/// @param version 0
/// @param partitionKey partition that the packet belongs to, 16 bits
/// @param queuePair destination queue pair, 24 bits
/// @param acknowledgmentRequested whether an acknowledgment is asked for
/// @param sequenceNumber packet sequence number, 24 bits
public record BaseTransport(
    int operation,
    boolean solicitedEvent,
    boolean migrated,
    int padding,
    int version,
    int partitionKey,
    int queuePair,
    boolean acknowledgmentRequested,
    int sequenceNumber)
    implements Layer {
  static final int LENGTH = 12;
  static final int PORT = 4791;

  static BaseTransport read(MemorySegment s, long at) {
    int flags = Wire.u8(s, at + 1);
    return new BaseTransport(
        Wire.u8(s, at),
        (flags & 0x80) != 0,
        (flags & 0x40) != 0,
        flags >> 4 & 3,
        flags & 15,
        Wire.u16(s, at + 2),
        Wire.i32(s, at + 4) & 0xFF_FFFF,
        (Wire.u8(s, at + 8) & 0x80) != 0,
        Wire.i32(s, at + 8) & 0xFF_FFFF);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.BASE_TRANSPORT;
  }
}
