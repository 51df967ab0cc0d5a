package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// An E-Tag, by which a controlling bridge tells the channels of its port extenders apart, behind
/// EtherType 0x893F.
///
/// Source: IEEE 802.1BR, section 7.5.
///
/// | offset | size | field                                                                |
/// |-------:|-----:|----------------------------------------------------------------------|
/// |      0 |    2 | priority (3 bits), drop eligible (1 bit), ingress channel (12 bits)  |
/// |      2 |    2 | reserved, group (2 bits each), channel (12 bits)                     |
/// |      4 |    1 | ingress channel, the upper 8 bits                                    |
/// |      5 |    1 | channel, the upper 8 bits                                            |
/// |      6 |    2 | type of what follows                                                 |
///
/// @param priority priority code point, 0 to 7
/// @param dropEligible whether the frame may be dropped first when there is congestion
/// @param ingressChannel where it came from, 20 bits; 0 where that need not be told
/// @param group 0 for a single port, else the channel is of many
/// @param channel where it goes to, 20 bits
/// @param etherType type or length of what follows
public record ETag(
    int priority, boolean dropEligible, int ingressChannel, int group, int channel, int etherType)
    implements Layer {
  static final int LENGTH = 8;

  static ETag read(MemorySegment s, long at) {
    int from = Wire.u16(s, at);
    int to = Wire.u16(s, at + 2);
    return new ETag(
        from >> 13,
        (from & 0x1000) != 0,
        Wire.u8(s, at + 4) << 12 | from & 0xFFF,
        to >> 12 & 3,
        Wire.u8(s, at + 5) << 12 | to & 0xFFF,
        Wire.u16(s, at + 6));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.E_TAG;
  }
}
