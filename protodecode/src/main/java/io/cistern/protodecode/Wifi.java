package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// The header of an 802.11 frame of data or management.
///
/// Source: IEEE 802.11-2020, section 9.2.4. Its fields are little-endian; which address is which
/// depends on whether the frame goes to and comes from the distribution system.
///
/// | offset | size | field                                                                                                                                       |
/// |-------:|-----:|---------------------------------------------------------------------------------------------------------------------------------------------|
/// |      0 |    2 | version (2 bits), type (2), subtype (4); flags: to (0x01) and from (0x02) the distribution system, protected (0x40), with HT control (0x80) |
/// |      2 |    2 | duration                                                                                                                                    |
/// |      4 |    6 | address 1                                                                                                                                   |
/// |     10 |    6 | address 2                                                                                                                                   |
/// |     16 |    6 | address 3                                                                                                                                   |
/// |     22 |    2 | sequence                                                                                                                                    |
/// |     24 |  0/6 | address 4, where it goes to and comes from the distribution system                                                                          |
/// |        |  0/2 | quality of service, in data of subtypes from 8                                                                                              |
/// |        |  0/4 | HT control                                                                                                                                  |
///
/// @param type 0 management, 2 data
/// @param subtype subtype, 0 to 15
/// @param flags flags, 8 bits
/// @param destination destination address
/// @param source source address
/// @param headerLength bytes of this header
public record Wifi(
    int type, int subtype, int flags, MacAddress destination, MacAddress source, int headerLength)
    implements Layer {
  static final int MANAGEMENT = 0;
  static final int DATA = 2;
  private static final int ADDRESS_1 = 4;
  private static final int ADDRESS_2 = 10;
  private static final int ADDRESS_3 = 16;
  private static final int MINIMUM_LENGTH = 24;
  private static final int TO_SYSTEM = 0x01;
  private static final int FROM_SYSTEM = 0x02;
  private static final int PROTECTED = 0x40;
  private static final int HT_CONTROL = 0x80;

  static int version(int control) {
    return control >> 8 & 3;
  }

  static int type(int control) {
    return control >> 10 & 3;
  }

  private static int subtype(int control) {
    return control >> 12;
  }

  static boolean isQos(int control) {
    return type(control) == DATA && (subtype(control) & 8) != 0;
  }

  static boolean isNull(int control) {
    return (subtype(control) & 4) != 0;
  }

  static boolean isProtected(int control) {
    return (control & PROTECTED) != 0;
  }

  /// Only data passes through the distribution system: what management says of it means nothing.
  private static boolean isTo(int control) {
    return type(control) == DATA && (control & TO_SYSTEM) != 0;
  }

  private static boolean isFrom(int control) {
    return type(control) == DATA && (control & FROM_SYSTEM) != 0;
  }

  static int qosOffset(int control) {
    return isTo(control) && isFrom(control) ? MINIMUM_LENGTH + 6 : MINIMUM_LENGTH;
  }

  static int length(int control) {
    boolean ht = (control & HT_CONTROL) != 0 && (isQos(control) || type(control) == MANAGEMENT);
    return qosOffset(control) + (isQos(control) ? 2 : 0) + (ht ? 4 : 0);
  }

  static int destinationOffset(int control) {
    return isTo(control) ? ADDRESS_3 : ADDRESS_1;
  }

  static int sourceOffset(int control) {
    if (!isFrom(control)) {
      return ADDRESS_2;
    }
    return isTo(control) ? MINIMUM_LENGTH : ADDRESS_3;
  }

  static Wifi read(MemorySegment s, long at) {
    int control = Wire.u16(s, at);
    return new Wifi(
        type(control),
        subtype(control),
        control & 0xFF,
        new MacAddress(Wire.u48(s, at + destinationOffset(control))),
        new MacAddress(Wire.u48(s, at + sourceOffset(control))),
        length(control));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.WIFI;
  }
}
