package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The tag of MACsec, behind EtherType 0x88E5.
///
/// Source: IEEE 802.1AE, section 9.
///
/// | offset | size | field                                                                                                                  |
/// |-------:|-----:|------------------------------------------------------------------------------------------------------------------------|
/// |      0 |    1 | version 0, end station, channel there (0x20), broadcast, encrypted (0x08), changed (0x04), association number (2 bits) |
/// |      1 |    1 | length of what follows where it is below 48                                                                            |
/// |      2 |    4 | packet number                                                                                                          |
/// |      6 |  0/8 | secure channel                                                                                                         |
/// |        |  0/2 | EtherType, where nothing is encrypted                                                                                  |
///
/// @param control the first byte
/// @param shortLength length of what follows where it is below 48, else 0
/// @param packetNumber number of the packet on its secure channel, against replays; 32 bits
///   unsigned
/// @param channel secure channel: MAC address in the upper 48 bits, port in the lower 16; 0 without
///   one
/// @param etherType type of what follows, -1 where that is encrypted
public record Macsec(int control, int shortLength, long packetNumber, long channel, int etherType)
    implements Layer {
  static final int MINIMUM_LENGTH = 6;
  static final int VERSION = 0x80;
  private static final int CHANNEL = 0x20;
  private static final int ENCRYPTED = 0x0C;

  static boolean isEncrypted(int control) {
    return (control & ENCRYPTED) != 0;
  }

  static int length(int control) {
    int channel = (control & CHANNEL) != 0 ? 8 : 0;
    return MINIMUM_LENGTH + channel + (isEncrypted(control) ? 0 : 2);
  }

  static Macsec read(MemorySegment s, long at) {
    int control = Wire.u8(s, at);
    return new Macsec(
        control,
        Wire.u8(s, at + 1) & 0x3F,
        Wire.u32(s, at + 2),
        (control & CHANNEL) != 0 ? Wire.i64(s, at + 6) : 0,
        isEncrypted(control) ? -1 : Wire.u16(s, at + length(control) - 2));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.MACSEC;
  }
}
