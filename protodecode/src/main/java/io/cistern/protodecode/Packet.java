package io.cistern.protodecode;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/// A sampled header as a list of immutable layers, for people, JSON and tests. Where headers come
/// fast, take [HeaderDecoder].
///
/// @param layers whole layers, outermost first
/// @param truncated whether the header ended before its layers did; no error
/// @param stopReason why the list ends
/// @param stopLayer the layer that was cut, contradicts itself or was not read any more, else
///   [LayerKind#NONE]
/// @param stopOffset where the walk ended, in bytes from the start of the header
/// @param application what the payload of the innermost packet is by its ports
public record Packet(
    List<Layer> layers,
    boolean truncated,
    StopReason stopReason,
    LayerKind stopLayer,
    int stopOffset,
    Application application) {
  /// Copies the layers.
  public Packet {
    layers = List.copyOf(layers);
  }

  /// Decodes one sampled header. Bytes never make it throw.
  ///
  /// @param headerProtocol `header_protocol` of the sampled header, as for [HeaderDecoder#decode]
  /// @param segment the bytes; nothing outside of the slice is read
  /// @param offset where the header begins in `segment`
  /// @param length bytes of the header
  /// @return the packet; it does not refer to `segment`
  /// @throws IndexOutOfBoundsException if the slice is not within the segment
  public static Packet decode(int headerProtocol, MemorySegment segment, long offset, int length) {
    return new HeaderDecoder()
        .decodePacket(headerProtocol, segment, offset, length, new HeaderFields());
  }

  /// Decodes one sampled header from an array. Bytes never make it throw.
  ///
  /// @param headerProtocol `header_protocol` of the sampled header, as for [HeaderDecoder#decode]
  /// @param bytes the bytes; nothing outside of the slice is read
  /// @param offset where the header begins in `bytes`
  /// @param length bytes of the header
  /// @return the packet; it does not refer to `bytes`
  /// @throws IndexOutOfBoundsException if the slice is not within the array
  public static Packet decode(int headerProtocol, byte[] bytes, int offset, int length) {
    return decode(headerProtocol, MemorySegment.ofArray(bytes), offset, length);
  }

  /// Decodes one sampled header from a buffer. Bytes never make it throw.
  ///
  /// @param headerProtocol `header_protocol` of the sampled header, as for [HeaderDecoder#decode]
  /// @param bytes the header, from its position to its limit, neither of which moves
  /// @return the packet; it does not refer to `bytes`
  public static Packet decode(int headerProtocol, ByteBuffer bytes) {
    return decode(headerProtocol, MemorySegment.ofBuffer(bytes), 0, bytes.remaining());
  }
}
