package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The header of IEEE 802.2 LLC, with that of SNAP where the access points say so.
///
/// Source: IEEE 802.2, section 3.2; IEEE 802, section 9.2.3.
///
/// | offset | size | field                                     |
/// |-------:|-----:|-------------------------------------------|
/// |      0 |    1 | destination service access point          |
/// |      1 |    1 | source service access point               |
/// |      2 |  1/2 | control: 1 byte where its low bits are 11 |
/// |      3 |  0/3 | SNAP: organisation                        |
/// |      6 |  0/2 | SNAP: protocol                            |
///
/// @param destinationSap destination service access point
/// @param sourceSap source service access point
/// @param control control field, the first byte lowest: its low bits 11 tell that it has one byte
/// @param organisation organisation of SNAP, 0 for EtherTypes, -1 without SNAP
/// @param protocol protocol of SNAP in that organisation, -1 without SNAP
public record Llc(int destinationSap, int sourceSap, int control, int organisation, int protocol)
    implements Layer {
  static final int MINIMUM_LENGTH = 3;
  static final int SNAP_LENGTH = 8;
  static final int SNAP = 0xAAAA;
  static final int SPANNING_TREE = 0x4242;
  static final int IP = 0x0606;
  static final int ETHER_TYPES = 0x000000;
  static final int ETHER_TYPES_BRIDGED = 0x0000F8;
  static final int CISCO = 0x00000C;
  static final int CISCO_SPANNING_TREE = 0x010B;
  static final int IEEE_802_1 = 0x0080C2;
  static final int FRAME_WITH_FCS = 0x0001;
  static final int FRAME = 0x0007;
  private static final int UNNUMBERED = 3;

  static boolean isSnap(int saps, int control) {
    return saps == SNAP && control == UNNUMBERED;
  }

  static int length(int saps, int control) {
    if (isSnap(saps, control)) {
      return SNAP_LENGTH;
    }
    return (control & 3) == 3 ? MINIMUM_LENGTH : MINIMUM_LENGTH + 1;
  }

  static Llc read(MemorySegment s, long at, int length) {
    boolean snap = length == SNAP_LENGTH;
    return new Llc(
        Wire.u8(s, at),
        Wire.u8(s, at + 1),
        Wire.u8(s, at + 2) | (length == MINIMUM_LENGTH + 1 ? Wire.u8(s, at + 3) << 8 : 0),
        snap ? Wire.i32(s, at + 2) & 0xFF_FFFF : -1,
        snap ? Wire.u16(s, at + 6) : -1);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.LLC;
  }
}
