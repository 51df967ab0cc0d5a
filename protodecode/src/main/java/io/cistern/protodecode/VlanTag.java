package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// One VLAN tag.
///
/// Source: IEEE 802.1Q, section 9. The tag's protocol identifier stands in the type field of the
/// layer before it, so this layer begins with the tag control information:
///
/// | offset | size | field                                                    |
/// |-------:|-----:|----------------------------------------------------------|
/// |      0 |    2 | priority (3 bits), drop eligible (1 bit), id (12 bits)   |
/// |      2 |    2 | type of what follows: another tag's identifier, or not   |
///
/// @param priority priority code point, 0 to 7
/// @param dropEligible whether the frame may be dropped first when there is congestion
/// @param id VLAN id, 0 (priority only) to 4095
/// @param etherType type or length of what follows
public record VlanTag(int priority, boolean dropEligible, int id, int etherType) implements Layer {
  static final int LENGTH = 4;

  static VlanTag read(MemorySegment s, long at) {
    int control = Wire.u16(s, at);
    return new VlanTag(
        control >> 13, (control & 0x1000) != 0, control & 0xFFF, Wire.u16(s, at + 2));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.VLAN;
  }
}
