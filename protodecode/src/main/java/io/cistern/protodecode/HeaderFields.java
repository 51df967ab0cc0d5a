package io.cistern.protodecode;

import java.util.Objects;

/// What [HeaderDecoder] found in one sampled header: the fields of its outermost packet, the place
/// of every layer, and why the walk ended.
///
/// Made once and reused: every decode overwrites it. Not thread-safe. Allocation-free.
///
/// A layer is listed when all of it was there; the layer in which the header was cut is
/// [#stopLayer()]. The layers of a shorter cut of the same packet are therefore always a prefix of
/// the layers of a longer one.
public final class HeaderFields extends PacketFields {
  /// Layers that are kept and followed; a header with more stops with [StopReason#LIMIT].
  public static final int MAX_LAYERS = 32;

  /// Packets inside the outermost one that are followed; one more stops with [StopReason#LIMIT].
  public static final int MAX_NESTING = 8;

  private static final LayerKind[] KINDS = LayerKind.values();

  // ordinals, not references: storing them needs no write barrier
  private final byte[] layerKinds = new byte[MAX_LAYERS];
  private final int[] layerOffsets = new int[MAX_LAYERS];
  private final PacketFields inner = new PacketFields();
  int nesting;
  int vni = -1;
  private int layerCount;
  private StopReason stopReason = StopReason.END;
  private LayerKind stopLayer = LayerKind.NONE;
  private int stopOffset;
  private ProtocolSpace unknownSpace = ProtocolSpace.NONE;
  private int unknownProtocol = -1;

  /// Makes fields that hold nothing yet.
  public HeaderFields() {}

  void reset() {
    clear();
    if (nesting > 0) {
      inner.clear();
    }
    nesting = 0;
    vni = -1;
    layerCount = 0;
    stopReason = StopReason.END;
    stopLayer = LayerKind.NONE;
    stopOffset = 0;
    unknownSpace = ProtocolSpace.NONE;
    unknownProtocol = -1;
  }

  PacketFields enterInner() {
    nesting++;
    inner.clear();
    return inner;
  }

  boolean isFull() {
    return layerCount == MAX_LAYERS;
  }

  @SuppressWarnings("EnumOrdinal") // the array lives no longer than this process
  void addLayer(LayerKind kind, int offset) {
    layerKinds[layerCount] = (byte) kind.ordinal();
    layerOffsets[layerCount++] = offset;
  }

  void stop(StopReason reason, LayerKind layer, int offset) {
    stopReason = reason;
    stopLayer = layer;
    stopOffset = offset;
  }

  void unknown(ProtocolSpace space, int protocol) {
    unknownSpace = space;
    unknownProtocol = protocol;
  }

  /// Whether the sampled header ended before its layers did. This is how sFlow works, not an error.
  ///
  /// @return `true` if [#stopReason()] is [StopReason#TRUNCATED]
  public boolean isTruncated() {
    return stopReason == StopReason.TRUNCATED;
  }

  /// Why the walk ended.
  ///
  /// @return the reason
  public StopReason stopReason() {
    return stopReason;
  }

  /// The layer that was cut, contradicts itself, or was not read any more.
  ///
  /// @return [LayerKind#NONE] if nothing of the kind happened
  public LayerKind stopLayer() {
    return stopLayer;
  }

  /// Where the walk ended: behind the last whole layer, or at the bytes that are not decoded.
  ///
  /// @return bytes from the begin of the sampled header
  public int stopOffset() {
    return stopOffset;
  }

  /// The registry of [#unknownProtocol()].
  ///
  /// @return [ProtocolSpace#NONE] unless the walk stopped with [StopReason#UNKNOWN_PROTOCOL]
  public ProtocolSpace unknownSpace() {
    return unknownSpace;
  }

  /// The number of the protocol that is not decoded.
  ///
  /// @return the number in its registry [#unknownSpace()], -1 if the walk did not stop for one
  public int unknownProtocol() {
    return unknownProtocol;
  }

  /// How many packets were found inside one another, the outermost not counted.
  ///
  /// @return 0 without a tunnel, to [#MAX_NESTING]
  public int nesting() {
    return nesting;
  }

  /// The innermost packet of a tunnel (GRE, VXLAN, IP or Ethernet in IP).
  ///
  /// @return its fields, in the same object for every decode; where [#nesting()] is 0 nothing is
  ///   set in them
  public PacketFields inner() {
    return inner;
  }

  /// The network identifier of the outermost VXLAN header.
  ///
  /// @return 24 bits, -1 without VXLAN
  public int vni() {
    return vni;
  }

  /// The number of layers.
  ///
  /// @return 0 to [#MAX_LAYERS]
  public int layerCount() {
    return layerCount;
  }

  /// What a layer is.
  ///
  /// @param index 0 is the outermost layer
  /// @return its kind
  /// @throws IndexOutOfBoundsException if there is no such layer
  public LayerKind layerKind(int index) {
    return KINDS[layerKinds[Objects.checkIndex(index, layerCount)]];
  }

  /// Where a layer begins. It ends where the next one begins, the last one at [#stopOffset()]; an
  /// unknown layer reaches to the end of the header.
  ///
  /// @param index 0 is the outermost layer
  /// @return bytes from the begin of the sampled header
  /// @throws IndexOutOfBoundsException if there is no such layer
  public int layerOffset(int index) {
    return layerOffsets[Objects.checkIndex(index, layerCount)];
  }
}
