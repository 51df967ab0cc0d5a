package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// A bridge protocol data unit of spanning tree.
///
/// Source: IEEE 802.1D-2004, section 9.3; IEEE 802.1Q for rapid and multiple.
///
/// | offset | size | field                                                      |
/// |-------:|-----:|------------------------------------------------------------|
/// |      0 |    2 | protocol identifier 0                                      |
/// |      2 |    1 | version: 0 spanning tree, 2 rapid, 3 multiple              |
/// |      3 |    1 | type: 0x00 configuration, 0x80 topology change, 0x02 rapid |
/// |      4 |    1 | flags                                                      |
/// |      5 |    8 | root                                                       |
/// |     13 |    4 | cost of the path to the root                               |
/// |     17 |    8 | bridge                                                     |
/// |     25 |    2 | port                                                       |
/// |     27 |    8 | ages and timers                                            |
///
/// @param version 0 spanning tree, 2 rapid, 3 multiple
/// @param type type; 0x80 topology change notifications end there and have -1 for all that follows
/// @param flags flags
/// @param root root: priority in the upper 16 bits, MAC address in the lower 48
/// @param rootPathCost cost of the path to the root, unsigned
/// @param bridge sender, as `root`
/// @param port sender's port: priority and number
public record Stp(
    int version, int type, int flags, long root, long rootPathCost, long bridge, int port)
    implements Layer {
  static final int MINIMUM_LENGTH = 4;
  private static final int CONFIGURATION_LENGTH = 35;
  private static final int TOPOLOGY_CHANGE = 0x80;

  static int length(int type) {
    return type == TOPOLOGY_CHANGE ? MINIMUM_LENGTH : CONFIGURATION_LENGTH;
  }

  static Stp read(MemorySegment s, long at) {
    int version = Wire.u8(s, at + 2);
    int type = Wire.u8(s, at + 3);
    if (type == TOPOLOGY_CHANGE) {
      return new Stp(version, type, -1, -1, -1, -1, -1);
    }
    return new Stp(
        version,
        type,
        Wire.u8(s, at + 4),
        Wire.i64(s, at + 5),
        Wire.u32(s, at + 13),
        Wire.i64(s, at + 17),
        Wire.u16(s, at + 25));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.STP;
  }
}
