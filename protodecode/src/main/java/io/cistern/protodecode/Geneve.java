package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A GENEVE header with its options, behind UDP to port 6081.
///
/// Source: RFC 8926, section 3.4.
///
/// | offset |  size | field                                                              |
/// |-------:|------:|--------------------------------------------------------------------|
/// |      0 |     1 | version 0 (2 bits), length of the options in words of 4 bytes      |
/// |      1 |     1 | control 0x80, critical options 0x40                                |
/// |      2 |     2 | EtherType of what follows                                          |
/// |      4 |     3 | network identifier                                                 |
/// |      7 |     1 | reserved                                                           |
/// |      8 | 0-252 | options: class (2), type (1), length in words of 4 bytes (1), data |
///
/// @param control whether it is a control message
/// @param critical whether options must be understood
/// @param protocolType EtherType of what follows
/// @param vni network identifier, 24 bits
/// @param options options in their order, as far as their lengths are right
public record Geneve(
    boolean control, boolean critical, int protocolType, int vni, List<GeneveOption> options)
    implements Layer {
  static final int MINIMUM_LENGTH = 8;
  static final int PORT = 6081;

  /// Copies the options.
  public Geneve {
    options = List.copyOf(options);
  }

  static int length(int firstByte) {
    return MINIMUM_LENGTH + ((firstByte & 0x3F) << 2);
  }

  static Geneve read(MemorySegment s, long at, int length) {
    int flags = Wire.u8(s, at + 1);
    return new Geneve(
        (flags & 0x80) != 0,
        (flags & 0x40) != 0,
        Wire.u16(s, at + 2),
        Wire.i32(s, at + 4) >>> 8,
        GeneveOption.read(s, at + MINIMUM_LENGTH, length - MINIMUM_LENGTH));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.GENEVE;
  }
}
