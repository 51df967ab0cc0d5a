package io.cistern.app.intake;

import io.cistern.protodecode.HeaderDecoder;
import io.cistern.protodecode.HeaderFields;
import io.cistern.protodecode.LayerKind;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Finds the sFlow datagram in a captured frame, behind whatever tags, labels and tunnels
/// protodecode looks through, and puts it together where IP has cut it to pieces. Frames without
/// one are counted by reason. Not thread-safe.
///
/// Of several UDP datagrams inside one another the outermost that is sFlow is taken. What an ICMP
/// error quotes was not received by anybody, and is none.
final class SflowFinder {
  private static final int UDP_HEADER = 8;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int MOST_UDP = 65_535;

  private final PassedOver passedOver;
  private final FragmentTable fragments;
  private final HeaderDecoder decoder = new HeaderDecoder();
  private final HeaderFields fields = new HeaderFields();

  SflowFinder(PassedOver passedOver) {
    this.passedOver = passedOver;
    this.fragments = new FragmentTable(passedOver);
  }

  /// @param number of the frame in the file, from 1
  /// @return null if it has none, or only a part of one
  @Nullable CapturedDatagram find(Frame frame, long number) {
    if (!LinkLayer.isKnown(frame.linkType())) {
      passedOver.add("link type " + frame.linkType() + " is not known");
      return null;
    }
    LinkLayer head = LinkLayer.of(frame.linkType(), frame.bytes());
    if (head == null) {
      passedOver.add(frame.isCut() ? PassedOver.CUT : PassedOver.NO_UDP);
      return null;
    }
    return find(head, frame, number, 1);
  }

  /// There is no further frame.
  void end() {
    fragments.end();
  }

  /// @param frames that the bytes came in
  private @Nullable CapturedDatagram find(LinkLayer head, Frame frame, long number, int frames) {
    ByteBuffer bytes = head.bytes();
    decoder.decode(
        head.headerProtocol(), MemorySegment.ofBuffer(bytes), 0, bytes.capacity(), fields);
    boolean hasUdp = false;
    int ipv6 = 0;
    for (int i = 0; i < fields.layerCount() && !isQuote(fields.layerKind(i)); i++) {
      int at = fields.layerOffset(i);
      switch (fields.layerKind(i)) {
        case IPV4 -> {
          if ((bytes.getShort(at + 6) & 0x3fff) != 0) {
            return ofIpv4Fragment(bytes, at, frame, number);
          }
        }
        case IPV6 -> ipv6 = at;
        case FRAGMENT -> {
          if ((bytes.getShort(at + 2) & 0xfff9) != 0) {
            return ofIpv6Fragment(bytes, ipv6, at, frame, number);
          }
        }
        case UDP -> {
          var datagram = datagram(bytes, at, frame, number);
          if (datagram.isSflow()) {
            return datagram;
          }
          hasUdp = true;
        }
        default -> {} // is looked through
      }
    }
    passedOver.add(reason(hasUdp, frame), frames);
    return null;
  }

  private static boolean isQuote(LayerKind kind) {
    return kind == LayerKind.ICMP || kind == LayerKind.ICMPV6;
  }

  private String reason(boolean hasUdp, Frame frame) {
    if (hasUdp) {
      return PassedOver.OTHER_UDP;
    }
    return frame.isCut() && fields.isTruncated() ? PassedOver.CUT : PassedOver.NO_UDP;
  }

  private static CapturedDatagram datagram(ByteBuffer bytes, int udp, Frame frame, long number) {
    int kept = Math.min(bytes.capacity() - udp, MOST_UDP) - UDP_HEADER;
    int declared = (bytes.getShort(udp + 4) & 0xffff) - UDP_HEADER;
    byte[] payload = new byte[declared < 0 ? kept : Math.min(kept, declared)];
    bytes.get(udp + UDP_HEADER, payload);
    int port = bytes.getShort(udp + 2) & 0xffff;
    return new CapturedDatagram(frame.timeNanos(), number, port, payload);
  }

  private @Nullable CapturedDatagram ofIpv4Fragment(
      ByteBuffer bytes, int ip, Frame frame, long number) {
    int payload = ip + 4 * (bytes.get(ip) & 0xf);
    int end = Math.min(bytes.capacity(), ip + (bytes.getShort(ip + 2) & 0xffff));
    int position = bytes.getShort(ip + 6) & 0xffff;
    var key = ByteBuffer.allocate(11).put(0, bytes, ip + 12, 8); // addresses
    key.putShort(8, bytes.getShort(ip + 4)).put(10, bytes.get(ip + 9));
    var whole = add(key, position >> 13 & 1, position & 0x1fff, bytes, payload, end, frame);
    if (whole == null) {
      return null;
    }
    int length = IPV4_HEADER + whole.payload().length;
    var packet = ByteBuffer.allocate(length).put(0, bytes, ip, IPV4_HEADER);
    packet.put(0, (byte) 0x45).putShort(2, (short) length).putShort(6, (short) 0);
    packet.put(IPV4_HEADER, whole.payload());
    return find(new LinkLayer(HeaderDecoder.IPV4, packet), frame, number, whole.fragments());
  }

  private @Nullable CapturedDatagram ofIpv6Fragment(
      ByteBuffer bytes, int ip, int fragment, Frame frame, long number) {
    int payload = fragment + 8;
    int end = Math.min(bytes.capacity(), ip + IPV6_HEADER + (bytes.getShort(ip + 4) & 0xffff));
    int position = bytes.getShort(fragment + 2) & 0xffff;
    var key = ByteBuffer.allocate(36).put(0, bytes, ip + 8, 32); // addresses
    key.putInt(32, bytes.getInt(fragment + 4));
    var whole = add(key, position & 1, position >> 3, bytes, payload, end, frame);
    if (whole == null) {
      return null;
    }
    var packet = ByteBuffer.allocate(IPV6_HEADER + whole.payload().length);
    packet.put(0, bytes, ip, IPV6_HEADER).putShort(4, (short) whole.payload().length);
    packet.put(6, bytes.get(fragment)).put(IPV6_HEADER, whole.payload());
    return find(new LinkLayer(HeaderDecoder.IPV6, packet), frame, number, whole.fragments());
  }

  /// @param more 1 unless it is the last fragment
  /// @param eighths offset in units of 8 bytes
  private FragmentTable.@Nullable Whole add(
      ByteBuffer key, int more, int eighths, ByteBuffer bytes, int from, int end, Frame frame) {
    byte[] part = new byte[Math.max(0, end - from)];
    bytes.get(from, part);
    return fragments.add(key, frame.timeNanos(), 8 * eighths, more == 0, part);
  }
}
