package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;

/// Walks the layers of a sampled header and writes what it finds into a [HeaderFields].
/// Allocation-free.
///
/// Bytes never make it throw: the walk stops, and the fields say why and where. Neither decoder nor
/// fields keep anything of the segment. A decoder may fill any number of fields, one after another;
/// it keeps the last ones until the next decode. Not thread-safe: one decoder for each thread.
///
/// Source: sFlow version 5, section 5, `sampled_header` and `header_protocol`.
public final class HeaderDecoder {
  /// `header_protocol` of an Ethernet frame without its preamble and FCS.
  public static final int ETHERNET = 1;

  /// `header_protocol` of a token ring frame.
  public static final int TOKEN_RING = 3;

  /// `header_protocol` of an FDDI frame.
  public static final int FDDI = 4;

  /// `header_protocol` of a frame relay frame, with its address.
  public static final int FRAME_RELAY = 5;

  /// `header_protocol` of a PPP frame, with or without address and control.
  public static final int PPP = 7;

  /// `header_protocol` of an IPv4 packet.
  public static final int IPV4 = 11;

  /// `header_protocol` of an IPv6 packet.
  public static final int IPV6 = 12;

  /// `header_protocol` of an MPLS label stack.
  public static final int MPLS = 13;

  /// `header_protocol` of packet over SONET: PPP or Cisco's framing in HDLC.
  public static final int POS = 14;

  /// `header_protocol` of an 802.11 frame.
  public static final int WIFI = 15;

  /// `header_protocol` of a subframe of an 802.11 A-MSDU.
  public static final int WIFI_SUBFRAME = 17;

  private final Walk walk = new Walk();

  /// Makes a decoder.
  public HeaderDecoder() {}

  /// Decodes one sampled header, without the length of its frame. Allocation-free.
  ///
  /// @param headerProtocol `header_protocol` of the sampled header, one of the constants of this
  ///   class; any other one gives a single unknown layer
  /// @param segment the bytes; nothing outside of the slice is read
  /// @param offset where the header begins in `segment`
  /// @param length bytes of the header
  /// @param into takes the result; what it held before is gone
  /// @throws IndexOutOfBoundsException if the slice is not within the segment
  public void decode(
      int headerProtocol, MemorySegment segment, long offset, int length, HeaderFields into) {
    decode(headerProtocol, segment, offset, length, -1, into);
  }

  /// Decodes one sampled header. Allocation-free.
  ///
  /// @param headerProtocol `header_protocol` of the sampled header, one of the constants of this
  ///   class; any other one gives a single unknown layer
  /// @param segment the bytes; nothing outside of the slice is read
  /// @param offset where the header begins in `segment`
  /// @param length bytes of the header
  /// @param frameLength `frame_length` of the sampled header in bytes, -1 for unknown; it is passed
  ///   on to [HeaderFields#frameLength()] and limits nothing, because agents get it wrong
  /// @param into takes the result; what it held before is gone
  /// @throws IndexOutOfBoundsException if the slice is not within the segment
  public void decode(
      int headerProtocol,
      MemorySegment segment,
      long offset,
      int length,
      long frameLength,
      HeaderFields into) {
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    into.reset(frameLength);
    walk.begin(into, offset, length);
    Steps.run(walk, headerProtocol, segment);
  }

  /// Decodes one sampled header from an array. A decoder that reads only arrays, or only native
  /// memory, is the fastest. May allocate one small object, the array's segment.
  ///
  /// @param headerProtocol `header_protocol` of the sampled header, one of the constants of this
  ///   class; any other one gives a single unknown layer
  /// @param bytes the bytes; nothing outside of the slice is read
  /// @param offset where the header begins in `bytes`
  /// @param length bytes of the header
  /// @param into takes the result; what it held before is gone
  /// @throws IndexOutOfBoundsException if the slice is not within the array
  public void decode(int headerProtocol, byte[] bytes, int offset, int length, HeaderFields into) {
    decode(headerProtocol, MemorySegment.ofArray(bytes), offset, length, into);
  }

  /// Decodes one sampled header from a buffer. May allocate one small object, the buffer's segment.
  ///
  /// @param headerProtocol `header_protocol` of the sampled header, one of the constants of this
  ///   class; any other one gives a single unknown layer
  /// @param bytes the header, from its position to its limit, neither of which moves; its byte
  ///   order does not matter
  /// @param into takes the result; what it held before is gone
  public void decode(int headerProtocol, ByteBuffer bytes, HeaderFields into) {
    decode(headerProtocol, MemorySegment.ofBuffer(bytes), 0, bytes.remaining(), into);
  }

  /// Decodes one sampled header into fields and into records, by one walk.
  ///
  /// @param headerProtocol `header_protocol` of the sampled header, as for [#decode]
  /// @param segment the bytes; nothing outside of the slice is read
  /// @param offset where the header begins in `segment`
  /// @param length bytes of the header
  /// @param into takes what [#decode] would find; what it held before is gone
  /// @return the packet; it refers neither to `segment` nor to `into`
  /// @throws IndexOutOfBoundsException if the slice is not within the segment
  public Packet decodePacket(
      int headerProtocol, MemorySegment segment, long offset, int length, HeaderFields into) {
    decode(headerProtocol, segment, offset, length, into);
    return new Packet(
        Layers.read(into, segment, offset, length),
        into.isTruncated(),
        into.stopReason(),
        into.stopLayer(),
        into.stopOffset(),
        (into.nesting() == 0 ? into : into.inner()).application());
  }
}
