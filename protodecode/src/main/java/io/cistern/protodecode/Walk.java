package io.cistern.protodecode;

import static io.cistern.protodecode.LayerKind.NONE;

import java.lang.foreign.MemorySegment;

/// Where a decoder is in one sampled header, and into which fields it writes. Allocation-free.
///
/// A step of [Steps] reads the layer at [#position], writes its fields, moves behind it and names
/// the next layer, or stops.
///
/// Two ends bound every layer. Bytes are missing behind [#end] because the sample was cut there:
/// that is [StopReason#TRUNCATED]. Behind [#limit] the packet itself ends by the lengths it
/// declares, so a layer reaching over it is [StopReason#MALFORMED].
final class Walk {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  /*
   * The segment is handed from step to step instead of being kept here, and the fields are set only
   * where they are others than last time: a reference stored into an old object costs a write
   * barrier for every header.
   */
  @SuppressWarnings("NullAway.Init") // set by begin, before any step
  HeaderFields fields;

  int position;
  int ipEnd;
  private long base;
  private int end;
  private int limit;
  private int bound;

  /// Goes to the first byte of a header of this many bytes.
  void begin(HeaderFields into, long offset, int length) {
    if (fields != into) {
      fields = into;
    }
    position = 0;
    ipEnd = -1;
    base = offset;
    end = length;
    limit = UNLIMITED;
    bound = length;
  }

  /// The packet that the walk is in.
  PacketFields packet() {
    return fields.nesting == 0 ? fields : fields.inner;
  }

  /// Bytes from the position to the end of the sample or of the packet.
  int available() {
    return bound - position;
  }

  /// Bytes from the position to the end of the packet by its own lengths, sampled or not.
  int declared() {
    return limit - position;
  }

  /// Bytes from the position to the end of the sample, whatever the packet says.
  int sampled() {
    return end - position;
  }

  /// Ends the packet this many bytes after the position, unless it ends earlier.
  void limitTo(int length) {
    limit = Math.min(limit, position + length);
    bound = Math.min(bound, limit);
  }

  /// Treats the end of the packet as the end of the sample: a quote is cut there.
  void cutAtLimit() {
    end = bound;
    limit = UNLIMITED;
  }

  /// Whether the layer has all of its bytes and may be listed; if not, the walk stops.
  boolean whole(LayerKind kind, int length) {
    if (length <= bound - position && fields.layerCount < HeaderFields.MAX_LAYERS) {
      return true;
    }
    stopAt(kind, length);
    return false;
  }

  private void stopAt(LayerKind kind, int length) {
    if (fields.layerCount == HeaderFields.MAX_LAYERS) {
      stop(StopReason.LIMIT, kind);
    } else {
      stop(length > declared() ? StopReason.MALFORMED : StopReason.TRUNCATED, kind);
    }
  }

  void advance(LayerKind kind, int length) {
    fields.addLayer(kind, position);
    position += length;
  }

  LayerKind last(LayerKind kind, int length) {
    advance(kind, length);
    return end();
  }

  /// Ends the walk: what follows is payload.
  LayerKind end() {
    return stop(StopReason.END, NONE);
  }

  LayerKind stop(StopReason reason, LayerKind kind) {
    fields.stop(reason, kind, position);
    return NONE;
  }

  /// Goes on to a packet inside the packet, with fields of its own. Every one but the innermost is
  /// overwritten by the next.
  ///
  /// @param via the layer that carries it
  /// @param id the tunnel's identifier, -1 for none
  LayerKind enter(LayerKind kind, LayerKind via, long id) {
    if (fields.nesting == HeaderFields.MAX_NESTING) {
      return stop(StopReason.LIMIT, kind);
    }
    fields.enterInner(via, id);
    return kind;
  }

  LayerKind unknown(ProtocolSpace space, int protocol) {
    if (!whole(LayerKind.UNKNOWN, 0)) {
      return NONE;
    }
    fields.unknown(space, protocol);
    fields.addLayer(LayerKind.UNKNOWN, position);
    return stop(StopReason.UNKNOWN_PROTOCOL, LayerKind.UNKNOWN);
  }

  /// The position in the segment.
  long at() {
    return base + position;
  }

  int u8(MemorySegment s, int at) {
    return Wire.u8(s, base + position + at);
  }

  int u16(MemorySegment s, int at) {
    return Wire.u16(s, base + position + at);
  }

  int i32(MemorySegment s, int at) {
    return Wire.i32(s, base + position + at);
  }

  long u32(MemorySegment s, int at) {
    return Wire.u32(s, base + position + at);
  }

  long u48(MemorySegment s, int at) {
    return Wire.u48(s, base + position + at);
  }

  long i64(MemorySegment s, int at) {
    return Wire.i64(s, base + position + at);
  }

  /// Whether the bytes at the position are an IP packet that was declared to be an Ethernet frame,
  /// as [MisdeclaredIp#recognise].
  LayerKind misdeclaredIp(MemorySegment s) {
    return MisdeclaredIp.recognise(s, base, end);
  }
}
