package io.cistern.app.intake;

import io.cistern.protodecode.HeaderDecoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The head of a captured frame as one that protodecode reads: what a capture puts before it is
/// taken away, and where only an EtherType is left, an Ethernet header with addresses of 0 is put
/// before that.
///
/// Source: the registry of link types at tcpdump.org.
///
/// @param headerProtocol as sFlow names it, one of [HeaderDecoder]'s constants
/// @param bytes of the header, big-endian
record LinkLayer(int headerProtocol, ByteBuffer bytes) {
  private static final int MACS = 12;
  private static final int PPPOE_SESSION = 0x8864;

  /// What a frame of some link type is, or null if it is of no known one or too short for it.
  static @Nullable LinkLayer of(int linkType, ByteBuffer frame) {
    return switch (linkType) {
      case 1 -> at(HeaderDecoder.ETHERNET, frame, 0);
      case 6 -> at(HeaderDecoder.TOKEN_RING, frame, 0);
      case 9 -> at(HeaderDecoder.PPP, frame, 0);
      case 10 -> at(HeaderDecoder.FDDI, frame, 0);
      case 50, 104 -> at(HeaderDecoder.POS, frame, 0); // PPP in HDLC's framing, Cisco's HDLC
      case 51 -> etherType(PPPOE_SESSION, frame, 0);
      case 105 -> at(HeaderDecoder.WIFI, frame, 0);
      case 107 -> at(HeaderDecoder.FRAME_RELAY, frame, 0);
      case 219 -> at(HeaderDecoder.MPLS, frame, 0);
      case 228 -> at(HeaderDecoder.IPV4, frame, 0);
      case 229 -> at(HeaderDecoder.IPV6, frame, 0);
      case 12, 14, 101 -> ip(frame, 0); // raw IP, by three names
      case 0, 108 -> ip(frame, 4); // BSD's loopback, in the host's and in network order
      case 109 -> ip(frame, 12); // OpenBSD's decapsulated IPsec
      case 117 -> frame.capacity() < 1 ? null : ip(frame, (frame.get(0) & 0xff) + 3 & ~3); // pflog
      case 113 -> etherTypeAt(14, 16, frame); // Linux's cooked capture
      case 276 -> etherTypeAt(0, 20, frame); // and its second version
      case 127 -> radiotap(frame);
      case 166, 204 -> at(HeaderDecoder.PPP, frame, 1); // behind a direction
      case 192 -> perPacket(frame);
      case 239 -> netfilterLog(frame);
      default -> null;
    };
  }

  /// Whether frames of a link type are read at all.
  static boolean isKnown(int linkType) {
    return switch (linkType) {
      case 0, 1, 6, 9, 10, 12, 14, 50, 51, 101, 104, 105, 107, 108, 109, 113, 117, 127, 166, 192 ->
          true;
      case 204, 219, 228, 229, 239, 276 -> true;
      default -> false;
    };
  }

  private static @Nullable LinkLayer at(int headerProtocol, ByteBuffer frame, int offset) {
    return offset >= frame.capacity()
        ? null
        : new LinkLayer(headerProtocol, frame.slice(offset, frame.capacity() - offset));
  }

  private static @Nullable LinkLayer ip(ByteBuffer frame, int offset) {
    if (offset >= frame.capacity()) {
      return null;
    }
    return switch (frame.get(offset) >>> 4 & 0xf) {
      case 4 -> at(HeaderDecoder.IPV4, frame, offset);
      case 6 -> at(HeaderDecoder.IPV6, frame, offset);
      default -> null;
    };
  }

  private static @Nullable LinkLayer etherTypeAt(int type, int payload, ByteBuffer frame) {
    return payload > frame.capacity()
        ? null
        : etherType(frame.getShort(type) & 0xffff, frame, payload);
  }

  private static LinkLayer etherType(int type, ByteBuffer frame, int payload) {
    int length = frame.capacity() - payload;
    var bytes = ByteBuffer.allocate(MACS + 2 + length);
    bytes.putShort(MACS, (short) type).put(MACS + 2, frame, payload, length);
    return new LinkLayer(HeaderDecoder.ETHERNET, bytes);
  }

  /// 802.11 behind a description of its reception, whose length is little-endian.
  private static @Nullable LinkLayer radiotap(ByteBuffer frame) {
    return frame.capacity() < 4 ? null : at(HeaderDecoder.WIFI, frame, littleShort(frame, 2));
  }

  /// Any link type behind a description (PPI), which names it.
  private static @Nullable LinkLayer perPacket(ByteBuffer frame) {
    if (frame.capacity() < 8) {
      return null;
    }
    int head = littleShort(frame, 2);
    int inner = Integer.reverseBytes(frame.getInt(4));
    return inner == 192 || head < 8 || head > frame.capacity()
        ? null
        : of(inner, frame.slice(head, frame.capacity() - head));
  }

  /// IP as an attribute (type 9) of Netfilter's log; lengths are in the host's order, which is
  /// little-endian by now.
  private static @Nullable LinkLayer netfilterLog(ByteBuffer frame) {
    int at = 4;
    while (at + 4 <= frame.capacity()) {
      int length = littleShort(frame, at);
      if (length < 4 || at + length > frame.capacity()) {
        return null;
      }
      if (littleShort(frame, at + 2) == 9) {
        return ip(frame.slice(at + 4, length - 4), 0);
      }
      at += length + 3 & ~3;
    }
    return null;
  }

  private static int littleShort(ByteBuffer frame, int at) {
    return Short.reverseBytes(frame.getShort(at)) & 0xffff;
  }
}
