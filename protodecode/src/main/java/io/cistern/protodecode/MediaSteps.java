package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

import java.lang.foreign.MemorySegment;

/// Steps over the link headers that are not Ethernet: PPP, HDLC, frame relay, token ring, FDDI,
/// 802.11. Allocation-free.
final class MediaSteps {
  private MediaSteps() {}

  /// PPP begins with address and control or, where both ends agreed to leave them out, without; its
  /// protocol has one byte instead of two where that byte is odd (RFC 1661, section 6.5).
  static LayerKind ppp(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.PPP, 1)) {
      return NONE;
    }
    int skipped = w.u8(s, 0) == Ppp.ALL_STATIONS ? 2 : 0; // no protocol is 0x00FF
    if (!w.whole(LayerKind.PPP, skipped + 1)) {
      return NONE;
    }
    int length = skipped + ((w.u8(s, skipped) & 1) == 0 ? 2 : 1);
    if (!w.whole(LayerKind.PPP, length)) {
      return NONE;
    }
    int protocol = Ppp.protocol(s, w.at(), length);
    w.advance(LayerKind.PPP, length);
    return switch (protocol) {
      case Ppp.IPV4 -> LayerKind.IPV4;
      case Ppp.IPV6 -> LayerKind.IPV6;
      case Ppp.MPLS, Ppp.MPLS_MULTICAST -> LayerKind.MPLS;
      default -> w.unknown(ProtocolSpace.PPP, protocol);
    };
  }

  /// Packet over SONET: PPP in HDLC, or Cisco's HDLC with an EtherType.
  static LayerKind hdlc(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.HDLC, 1)) {
      return NONE;
    }
    int address = w.u8(s, 0);
    if (address != Hdlc.UNICAST && address != Hdlc.BROADCAST) {
      return LayerKind.PPP;
    }
    if (!w.whole(LayerKind.HDLC, Hdlc.LENGTH)) {
      return NONE;
    }
    int type = w.u16(s, 2);
    w.advance(LayerKind.HDLC, Hdlc.LENGTH);
    return type >= EtherType.MINIMUM
        ? LinkSteps.follow(w, type)
        : w.unknown(ProtocolSpace.ETHER_TYPE, type);
  }

  static LayerKind frameRelay(Walk w, MemorySegment s) {
    int address = 0;
    do { // the last byte of the address is odd
      if (address == FrameRelay.LONGEST_ADDRESS) {
        return w.stop(StopReason.MALFORMED, LayerKind.FRAME_RELAY);
      }
      if (!w.whole(LayerKind.FRAME_RELAY, address + 1)) {
        return NONE;
      }
    } while ((w.u8(s, address++) & 1) == 0);
    if (address < 2) {
      return w.stop(StopReason.MALFORMED, LayerKind.FRAME_RELAY);
    }
    if (!w.whole(LayerKind.FRAME_RELAY, address + 2)) {
      return NONE;
    }
    if (w.u8(s, address) != FrameRelay.UNNUMBERED) { // Cisco's encapsulation
      int type = w.u16(s, address);
      w.advance(LayerKind.FRAME_RELAY, address + 2);
      return type >= EtherType.MINIMUM
          ? LinkSteps.follow(w, type)
          : w.unknown(ProtocolSpace.ETHER_TYPE, type);
    }
    int padding = w.u8(s, address + 1) == 0 ? 1 : 0;
    if (!w.whole(LayerKind.FRAME_RELAY, address + 2 + padding)) {
      return NONE;
    }
    return byNetworkLayer(w, s, address + 2 + padding);
  }

  /// @param length bytes up to and with the network layer protocol identifier (ISO/IEC TR 9577)
  private static LayerKind byNetworkLayer(Walk w, MemorySegment s, int length) {
    int protocol = w.u8(s, length - 1);
    if (protocol == FrameRelay.SNAP) {
      if (!w.whole(LayerKind.FRAME_RELAY, length + 5)) {
        return NONE;
      }
      int organisation = w.i32(s, length - 1) & 0xFF_FFFF;
      int type = w.u16(s, length + 3);
      w.advance(LayerKind.FRAME_RELAY, length + 5);
      return LinkSteps.snap(w, organisation, type);
    }
    w.advance(LayerKind.FRAME_RELAY, length);
    return switch (protocol) {
      case FrameRelay.IPV4 -> LayerKind.IPV4;
      case FrameRelay.IPV6 -> LayerKind.IPV6;
      case FrameRelay.PPP -> LayerKind.PPP;
      default -> w.unknown(ProtocolSpace.NLPID, protocol);
    };
  }

  static LayerKind tokenRing(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.TOKEN_RING, TokenRing.MINIMUM_LENGTH)) {
      return NONE;
    }
    int routing = 0;
    if (TokenRing.isRouted(w.u8(s, 8))) {
      if (!w.whole(LayerKind.TOKEN_RING, TokenRing.MINIMUM_LENGTH + 2)) {
        return NONE;
      }
      routing = w.u8(s, TokenRing.MINIMUM_LENGTH) & 31;
      if (routing < 2 || (routing & 1) != 0) {
        return w.stop(StopReason.MALFORMED, LayerKind.TOKEN_RING);
      }
    }
    int length = TokenRing.MINIMUM_LENGTH + routing;
    if (!w.whole(LayerKind.TOKEN_RING, length)) {
      return NONE;
    }
    boolean llc = w.u8(s, 1) >> 6 == 1;
    w.packet().setMacs(w.u48(s, 2), w.u48(s, 8) & TokenRing.ADDRESS);
    w.advance(LayerKind.TOKEN_RING, length);
    return llc ? LayerKind.LLC : w.end();
  }

  static LayerKind fddi(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.FDDI, Fddi.LENGTH)) {
      return NONE;
    }
    boolean llc = (w.u8(s, 0) & 0x70) == 0x50;
    w.packet().setMacs(w.u48(s, 1), w.u48(s, 7));
    w.advance(LayerKind.FDDI, Fddi.LENGTH);
    return llc ? LayerKind.LLC : w.end();
  }

  /// A frame of 802.11: LLC follows where it is data and not protected. Frames of control have no
  /// common form and are unknown.
  static LayerKind wifi(Walk w, MemorySegment s) {
    if (!w.whole(LayerKind.WIFI, 2)) {
      return NONE;
    }
    int control = w.u16(s, 0);
    int type = Wifi.type(control);
    if (Wifi.version(control) != 0) {
      return w.stop(StopReason.MALFORMED, LayerKind.WIFI);
    }
    if (type != Wifi.DATA && type != Wifi.MANAGEMENT) {
      return w.unknown(ProtocolSpace.HEADER_PROTOCOL, HeaderDecoder.WIFI);
    }
    int length = Wifi.length(control);
    if (!w.whole(LayerKind.WIFI, length)) {
      return NONE;
    }
    boolean aggregated = Wifi.isQos(control) && (w.u8(s, Wifi.qosOffset(control)) & 0x80) != 0;
    w.packet()
        .setMacs(w.u48(s, Wifi.destinationOffset(control)), w.u48(s, Wifi.sourceOffset(control)));
    w.advance(LayerKind.WIFI, length);
    if (type == Wifi.MANAGEMENT || Wifi.isNull(control)) {
      return w.end();
    }
    if (Wifi.isProtected(control)) {
      return w.stop(StopReason.ENCRYPTED, NONE);
    }
    // a subframe of an A-MSDU has the form of an 802.3 frame
    return aggregated ? w.enter(LayerKind.ETHERNET, LayerKind.WIFI, -1) : LayerKind.LLC;
  }
}
