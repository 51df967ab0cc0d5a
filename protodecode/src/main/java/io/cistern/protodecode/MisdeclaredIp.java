package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;

/// Recognises an IP packet that an agent declared to be an Ethernet frame. Allocation-free.
///
/// Asked only where the two bytes at offset 12 are no EtherType that is known. Plenty of MAC
/// addresses begin with the digit 4 or 6, so the first digit alone proves nothing: IPv4 must have a
/// right header checksum, IPv6 a known next header and addresses from ranges in use.
final class MisdeclaredIp {
  private MisdeclaredIp() {}

  /// Tells what the bytes are.
  ///
  /// @return IPV4, IPV6, UNKNOWN if it is neither, ETHERNET if it was cut too short to tell
  static LayerKind recognise(MemorySegment s, long at, int length) {
    return switch (Wire.u8(s, at) >> 4) {
      case 4 -> recogniseIpv4(s, at, length);
      case 6 -> recogniseIpv6(s, at, length);
      default -> LayerKind.UNKNOWN;
    };
  }

  private static LayerKind recogniseIpv4(MemorySegment s, long at, int length) {
    int headerLength = (Wire.u8(s, at) & 15) << 2;
    int total = Wire.u16(s, at + 2);
    if (headerLength < Ipv4Header.MINIMUM_LENGTH || (total != 0 && total < headerLength)) {
      return LayerKind.UNKNOWN;
    }
    if (length < headerLength) {
      return LayerKind.ETHERNET;
    }
    return checksumIsRight(s, at, headerLength) ? LayerKind.IPV4 : LayerKind.UNKNOWN;
  }

  /// RFC 1071: the ones' complement sum over the header with its checksum is all ones.
  private static boolean checksumIsRight(MemorySegment s, long at, int length) {
    int sum = 0;
    for (int i = 0; i < length; i += 2) {
      sum += Wire.u16(s, at + i);
    }
    sum = (sum & 0xFFFF) + (sum >>> 16);
    return sum == 0xFFFF;
  }

  private static LayerKind recogniseIpv6(MemorySegment s, long at, int length) {
    if (!isKnownNextHeader(Wire.u8(s, at + 6))) {
      return LayerKind.UNKNOWN;
    }
    if (length < Ipv6Header.LENGTH) {
      return LayerKind.ETHERNET;
    }
    int source = Wire.u8(s, at + 8);
    int destination = Wire.u8(s, at + 24);
    boolean sourceInUse = isUnicast(source) || Wire.i64(s, at + 8) == 0;
    return sourceInUse && (isUnicast(destination) || destination == 0xFF)
        ? LayerKind.IPV6
        : LayerKind.UNKNOWN;
  }

  private static boolean isKnownNextHeader(int protocol) {
    return switch (protocol) {
      case 0, 4, 6, 17, 41, 43, 44, 47, 50, 51, 58, 59, 60, 89, 103, 132, 135 -> true;
      default -> false;
    };
  }

  /// Whether an address with this first byte is global (2000::/3), unique local or link local.
  private static boolean isUnicast(int first) {
    return first >> 5 == 1 || first >> 1 == 0x7E || first == 0xFE;
  }
}
