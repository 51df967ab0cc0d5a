package io.cistern.app.intake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The payload of the UDP datagram in a captured frame.
///
/// @param bytes as many as were captured, up to the UDP length
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
record UdpPayload(int destinationPort, byte[] bytes) {
  // link types of the pcap registry
  private static final int NULL = 0;
  private static final int ETHERNET = 1;
  private static final int RAW_BSD = 12;
  private static final int RAW_OPENBSD = 14;
  private static final int RAW = 101;
  private static final int LOOP = 108;
  private static final int LINUX_SLL = 113;
  private static final int IPV4 = 228;
  private static final int IPV6 = 229;
  private static final int LINUX_SLL2 = 276;

  private static final int UDP = 17;
  private static final int MAX_EXTENSIONS = 8;

  /// Walks the frame; null where it holds no first fragment of a UDP datagram.
  static @Nullable UdpPayload find(int linkType, ByteBuffer frame) {
    ByteBuffer bytes = frame.duplicate().order(ByteOrder.BIG_ENDIAN);
    int ip = ipOffset(linkType, bytes);
    if (ip < 0 || ip >= bytes.capacity()) {
      return null;
    }
    return switch (bytes.get(ip) >>> 4 & 0xf) {
      case 4 -> ofIpv4(bytes, ip);
      case 6 -> ofIpv6(bytes, ip);
      default -> null;
    };
  }

  private static int ipOffset(int linkType, ByteBuffer bytes) {
    return switch (linkType) {
      case ETHERNET -> afterTags(bytes, 12);
      case LINUX_SLL -> afterTags(bytes, 14);
      case LINUX_SLL2 -> 20;
      case NULL, LOOP -> 4;
      case RAW, RAW_BSD, RAW_OPENBSD, IPV4, IPV6 -> 0;
      default -> -1;
    };
  }

  private static int afterTags(ByteBuffer bytes, int typeOffset) {
    int at = typeOffset;
    for (int tags = 0; tags <= 4 && at + 2 <= bytes.capacity(); tags++) {
      switch (bytes.getShort(at) & 0xffff) {
        case 0x8100, 0x88a8, 0x9100 -> at += 4;
        case 0x0800, 0x86dd -> {
          return at + 2;
        }
        default -> {
          return -1;
        }
      }
    }
    return -1;
  }

  private static @Nullable UdpPayload ofIpv4(ByteBuffer bytes, int ip) {
    int headerLength = (bytes.get(ip) & 0xf) * 4;
    if (ip + 20 > bytes.capacity() || headerLength < 20 || bytes.get(ip + 9) != UDP) {
      return null;
    }
    boolean laterFragment = (bytes.getShort(ip + 6) & 0x1fff) != 0;
    return laterFragment ? null : ofUdp(bytes, ip + headerLength);
  }

  private static @Nullable UdpPayload ofIpv6(ByteBuffer bytes, int ip) {
    int at = ip + 40;
    if (at > bytes.capacity()) {
      return null;
    }
    int next = bytes.get(ip + 6) & 0xff;
    for (int i = 0; i < MAX_EXTENSIONS && at + 8 <= bytes.capacity(); i++) {
      switch (next) {
        case UDP -> {
          return ofUdp(bytes, at);
        }
        case 0, 43, 60 -> {
          next = bytes.get(at) & 0xff;
          at += 8 + (bytes.get(at + 1) & 0xff) * 8;
        }
        case 44 -> {
          if ((bytes.getShort(at + 2) & 0xfff8) != 0) {
            return null;
          }
          next = bytes.get(at) & 0xff;
          at += 8;
        }
        default -> {
          return null;
        }
      }
    }
    return null;
  }

  private static @Nullable UdpPayload ofUdp(ByteBuffer bytes, int udp) {
    if (udp + 8 > bytes.capacity()) {
      return null;
    }
    int captured = bytes.capacity() - udp - 8;
    int declared = (bytes.getShort(udp + 4) & 0xffff) - 8;
    byte[] payload = new byte[declared < 0 ? captured : Math.min(captured, declared)];
    bytes.get(udp + 8, payload);
    return new UdpPayload(bytes.getShort(udp + 2) & 0xffff, payload);
  }
}
