package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A GRE header of version 0, or of version 1 as PPTP has it.
///
/// Source: RFC 2784, section 2; RFC 2890, section 2; RFC 2637, section 4.1 for version 1. Each
/// optional field is there if its flag is set.
///
/// | offset | size | field                                               |
/// |-------:|-----:|-----------------------------------------------------|
/// |      0 |    2 | flags: checksum 0x8000, key 0x2000, sequence 0x1000 |
/// |      2 |    2 | EtherType of what follows                           |
/// |      4 |  0/4 | checksum and 2 reserved bytes                       |
/// |        |  0/4 | key                                                 |
/// |        |  0/4 | sequence number                                     |
/// |        |  0/4 | acknowledgment number (flag 0x0080), in version 1   |
///
/// @param flags the first two bytes
/// @param protocolType EtherType of what follows
/// @param key the key, unsigned, -1 without one; NVGRE keeps its subnet id in the upper 24 bits,
///   PPTP the payload's length in the upper and the call in the lower 16 bits
/// @param sequenceNumber the sequence number, unsigned, -1 without one
public record Gre(int flags, int protocolType, long key, long sequenceNumber) implements Layer {
  static final int MINIMUM_LENGTH = 4;
  static final int REDIRECT_LENGTH = 4;
  private static final int VERSION = 7;
  private static final int ACKNOWLEDGMENT_FLAG = 0x0080;
  private static final int CHECKSUM_FLAG = 0x8000;
  private static final int ROUTING_FLAG = 0x4000;
  static final int KEY_FLAG = 0x2000;
  static final int SEQUENCE_FLAG = 0x1000;

  static int length(int flags) {
    return keyOffset(flags)
        + ((flags & KEY_FLAG) != 0 ? 4 : 0)
        + ((flags & SEQUENCE_FLAG) != 0 ? 4 : 0)
        + (isAcknowledged(flags) ? 4 : 0);
  }

  private static boolean isAcknowledged(int flags) {
    return (flags & VERSION) == 1 && (flags & ACKNOWLEDGMENT_FLAG) != 0;
  }

  /// Whether a header of version 1 carries no payload.
  static boolean isAcknowledgmentOnly(int flags) {
    return (flags & VERSION) == 1 && (flags & SEQUENCE_FLAG) == 0;
  }

  /// Whether its form is known: version 0 without the source routes that nobody uses, or PPTP.
  static boolean isFollowed(int flags, int type) {
    int version = flags & VERSION;
    return (flags & ROUTING_FLAG) == 0 && (version == 0 || (version == 1 && type == EtherType.PPP));
  }

  static int keyOffset(int flags) {
    return (flags & CHECKSUM_FLAG) != 0 ? MINIMUM_LENGTH + 4 : MINIMUM_LENGTH;
  }

  static Gre read(MemorySegment s, long at) {
    int flags = Wire.u16(s, at);
    boolean key = (flags & KEY_FLAG) != 0;
    boolean sequence = (flags & SEQUENCE_FLAG) != 0;
    return new Gre(
        flags,
        Wire.u16(s, at + 2),
        key ? Wire.u32(s, at + keyOffset(flags)) : -1,
        sequence ? Wire.u32(s, at + keyOffset(flags) + (key ? 4 : 0)) : -1);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.GRE;
  }
}
