package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// An IPv4 header with its options.
///
/// Source: RFC 791, section 3.1; RFC 2474 and RFC 3168 for the traffic class.
///
/// | offset | size | field                                                       |
/// |-------:|-----:|-------------------------------------------------------------|
/// |      0 |    1 | version 4 (4 bits), header length in words of 4 bytes       |
/// |      1 |    1 | traffic class (type of service)                             |
/// |      2 |    2 | total length                                                |
/// |      4 |    2 | identification                                              |
/// |      6 |    2 | reserved, don't fragment, more fragments, offset in 8 bytes |
/// |      8 |    1 | time to live                                                |
/// |      9 |    1 | protocol                                                    |
/// |     10 |    2 | header checksum                                             |
/// |     12 |    4 | source address                                              |
/// |     16 |    4 | destination address                                         |
/// |     20 | 0-40 | options                                                     |
///
/// @param headerLength bytes of this header with its options, 20 to 60
/// @param trafficClass DSCP in bits 7 to 2, ECN in bits 1 and 0
/// @param totalLength bytes of the packet with this header, as the wire says (0 under segmentation
///   offload)
/// @param identification identification of the packet's fragments
/// @param dontFragment whether routers must not fragment the packet
/// @param moreFragments whether more fragments follow this one
/// @param fragmentOffset where this fragment stands in the payload, in bytes
/// @param timeToLive hops left
/// @param protocol IP protocol number of what follows
/// @param checksum header checksum, not verified
/// @param source source address
/// @param destination destination address
/// @param options options in their order
public record Ipv4Header(
    int headerLength,
    int trafficClass,
    int totalLength,
    int identification,
    boolean dontFragment,
    boolean moreFragments,
    int fragmentOffset,
    int timeToLive,
    int protocol,
    int checksum,
    IpAddress source,
    IpAddress destination,
    List<HeaderOption> options)
    implements Layer {
  static final int MINIMUM_LENGTH = 20;

  /// Copies the options.
  public Ipv4Header {
    options = List.copyOf(options);
  }

  static Ipv4Header read(MemorySegment s, long at, int length) {
    long first = Wire.i64(s, at);
    int second = Wire.i32(s, at + 8);
    long addresses = Wire.i64(s, at + 12);
    int fragment = (int) first; // identification in its upper half
    return new Ipv4Header(
        length,
        (int) (first >>> 48) & 0xFF,
        (int) (first >>> 32) & 0xFFFF,
        fragment >>> 16,
        (fragment & 0x4000) != 0,
        (fragment & 0x2000) != 0,
        (fragment & 0x1FFF) << 3,
        second >>> 24,
        second >>> 16 & 0xFF,
        second & 0xFFFF,
        IpAddress.v4((int) (addresses >>> 32)),
        IpAddress.v4((int) addresses),
        HeaderOption.read(s, at + MINIMUM_LENGTH, length - MINIMUM_LENGTH));
  }

  @Override
  public LayerKind kind() {
    return LayerKind.IPV4;
  }
}
