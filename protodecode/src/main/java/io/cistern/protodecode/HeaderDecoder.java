package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Walks the layers of a sampled header into a [HeaderFields]. Allocation-free.
///
/// Bytes never make it throw: the walk stops, and the fields say why and where. Not thread-safe:
/// one decoder for each thread.
///
/// Source: sFlow version 5, section 5, `sampled_header` and `header_protocol`.
public final class HeaderDecoder {
  /// `header_protocol` of an Ethernet frame without its preamble and FCS.
  public static final int ETHERNET = 1;

  /// `header_protocol` of an IPv4 packet.
  public static final int IPV4 = 11;

  /// `header_protocol` of an IPv6 packet.
  public static final int IPV6 = 12;

  private final Walk walk = new Walk();

  /// Makes a decoder.
  public HeaderDecoder() {}

  /// Decodes one sampled header. Allocation-free.
  ///
  /// @param headerProtocol `header_protocol` of the sampled header: 1 Ethernet, 11 IPv4, 12 IPv6;
  ///   any other one gives a single unknown layer
  /// @param segment the bytes; nothing outside of the slice is read
  /// @param offset where the header begins in `segment`
  /// @param length bytes of the header
  /// @param into takes the result; what it held before is gone
  /// @throws IndexOutOfBoundsException if the slice is not within the segment
  public void decode(
      int headerProtocol, MemorySegment segment, long offset, int length, HeaderFields into) {
    Objects.checkFromIndexSize(offset, length, segment.byteSize());
    walk.run(headerProtocol, segment, offset, length, into);
  }
}
