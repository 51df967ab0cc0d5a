package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A TCP header with its options.
///
/// Source: RFC 9293, section 3.1.
///
/// | offset | size | field                                                        |
/// |-------:|-----:|--------------------------------------------------------------|
/// |      0 |    2 | source port                                                  |
/// |      2 |    2 | destination port                                             |
/// |      4 |    4 | sequence number                                              |
/// |      8 |    4 | acknowledgment number                                        |
/// |     12 |    2 | header length in words of 4 bytes (4 bits), flags (12 bits)  |
/// |     14 |    2 | window                                                       |
/// |     16 |    2 | checksum                                                     |
/// |     18 |    2 | urgent pointer                                               |
/// |     20 | 0-40 | options                                                      |
///
/// @param sourcePort source port
/// @param destinationPort destination port
/// @param sequenceNumber number of the first byte of data (of the SYN itself in one), 32 bits
///   unsigned
/// @param acknowledgmentNumber number of the next byte that the sender expects, 32 bits unsigned
/// @param headerLength bytes of this header with its options, 20 to 60
/// @param flags control bits, 12 bits as in [PacketFields#tcpFlags()]
/// @param window window as on the wire, not scaled
/// @param checksum checksum, not verified
/// @param urgentPointer where urgent data end, counted from the sequence number, 0 to 65535
/// @param options options in their order
public record Tcp(
    int sourcePort,
    int destinationPort,
    long sequenceNumber,
    long acknowledgmentNumber,
    int headerLength,
    int flags,
    int window,
    int checksum,
    int urgentPointer,
    List<HeaderOption> options)
    implements Layer {
  static final int MINIMUM_LENGTH = 20;

  private static final String[] FLAG_NAMES = {
    "FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"
  };

  /// Copies the options.
  public Tcp {
    options = List.copyOf(options);
  }

  static Tcp read(MemorySegment s, long at, int length) {
    long first = Wire.i64(s, at);
    long second = Wire.i64(s, at + 8);
    int last = Wire.i32(s, at + 16);
    return new Tcp(
        (int) (first >>> 48),
        (int) (first >>> 32) & 0xFFFF,
        first & 0xFFFF_FFFFL,
        second >>> 32,
        length,
        (int) (second >>> 16) & 0xFFF,
        (int) second & 0xFFFF,
        last >>> 16,
        last & 0xFFFF,
        HeaderOption.read(s, at + MINIMUM_LENGTH, length - MINIMUM_LENGTH));
  }

  /// The names of control bits, lowest first.
  ///
  /// @param flags control bits as in [PacketFields#tcpFlags()]; reserved bits have no name
  /// @return names joined by commas, for example `SYN,ACK`; empty for none
  public static String flagNames(int flags) {
    var names = new StringBuilder();
    for (int i = 0; i < FLAG_NAMES.length; i++) {
      if ((flags >> i & 1) != 0) {
        names.append(names.isEmpty() ? "" : ",").append(FLAG_NAMES[i]);
      }
    }
    return names.toString();
  }

  @Override
  public LayerKind kind() {
    return LayerKind.TCP;
  }
}
