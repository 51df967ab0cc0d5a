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
  private static final StopReason[] REASONS = StopReason.values();
  private static final ProtocolSpace[] SPACES = ProtocolSpace.values();

  /*
   * Ordinals, not references, wherever a header changes something: storing a reference into an old
   * object costs a write barrier with a fence, and these objects live long.
   */
  final PacketFields inner = new PacketFields();
  private final int[] layers = new int[MAX_LAYERS];
  int layerCount;
  int nesting;
  private int vni;
  long tunnelId = -1;
  boolean quoted;
  private long frameLength = -1;
  private int tunnel;
  private int stop;
  private int stopOffset;
  private int unknownSpace;
  private int unknownProtocol;

  /// Makes fields that hold nothing yet.
  public HeaderFields() {}

  void reset(long frameLengthBytes) {
    clear();
    if (nesting > 0) {
      clearInner();
    }
    layerCount = 0;
    frameLength = frameLengthBytes;
  }

  private void clearInner() {
    inner.clear();
    nesting = 0;
    tunnelId = -1;
    tunnel = 0;
    quoted = false;
  }

  /// Keeps the identifier of the outermost overlay.
  void overlay(int identifier) {
    if ((present & HAS_VNI) == 0) {
      present |= HAS_VNI;
      vni = identifier;
    }
  }

  @SuppressWarnings("EnumOrdinal") // lives no longer than this process
  void enterInner(LayerKind via, long id) {
    if (tunnel == 0) {
      tunnel = via.ordinal();
      tunnelId = id;
    }
    nesting++;
    inner.clear();
  }

  @SuppressWarnings("EnumOrdinal") // lives no longer than this process
  void addLayer(LayerKind kind, int offset) {
    layers[layerCount++] = offset << 8 | kind.ordinal();
  }

  @SuppressWarnings("EnumOrdinal") // lives no longer than this process
  void stop(StopReason reason, LayerKind layer, int offset) {
    stop = layer.ordinal() << 8 | reason.ordinal();
    stopOffset = offset;
  }

  @SuppressWarnings("EnumOrdinal") // lives no longer than this process
  void unknown(ProtocolSpace space, int protocol) {
    unknownSpace = space.ordinal();
    unknownProtocol = protocol;
  }

  /// Whether the sampled header ended before its layers did. This is how sFlow works, not an error.
  ///
  /// @return `true` if [#stopReason()] is [StopReason#TRUNCATED]
  public boolean isTruncated() {
    return stopReason() == StopReason.TRUNCATED;
  }

  /// Why the walk ended.
  ///
  /// @return the reason
  public StopReason stopReason() {
    return REASONS[stop & 0xFF];
  }

  /// The layer that was cut, contradicts itself, or was not read any more.
  ///
  /// @return [LayerKind#NONE] if nothing of the kind happened
  public LayerKind stopLayer() {
    return KINDS[stop >>> 8];
  }

  /// Where the walk ended: behind the last whole layer, or at the bytes that are not decoded.
  ///
  /// @return bytes from the start of the sampled header
  public int stopOffset() {
    return stopOffset;
  }

  /// The registry of [#unknownProtocol()].
  ///
  /// @return [ProtocolSpace#NONE] unless the walk stopped with [StopReason#UNKNOWN_PROTOCOL]
  public ProtocolSpace unknownSpace() {
    return isUnknown() ? SPACES[unknownSpace] : ProtocolSpace.NONE;
  }

  /// The number of the protocol that is not decoded.
  ///
  /// @return the number in its registry [#unknownSpace()], -1 if the walk did not stop for one
  public int unknownProtocol() {
    return isUnknown() ? unknownProtocol : -1;
  }

  private boolean isUnknown() {
    return stopReason() == StopReason.UNKNOWN_PROTOCOL;
  }

  /// How many packets were found inside one another, the outermost not counted.
  ///
  /// @return 0 without a tunnel, to [#MAX_NESTING]
  public int nesting() {
    return nesting;
  }

  /// The innermost packet: what a tunnel carries, or what an ICMP error quotes.
  ///
  /// @return its fields, in the same object for every decode; where [#nesting()] is 0 nothing is
  ///   set in them
  public PacketFields inner() {
    return inner;
  }

  /// Whether the innermost packet is one that an ICMP or ICMPv6 error quotes: it was not sent here,
  /// and it is cut where the quote ends.
  ///
  /// @return `true` behind an ICMP error, `false` where [#inner()] is traffic of a tunnel
  public boolean isQuoted() {
    return quoted;
  }

  /// What the outermost tunnel is: the layer that carries the first packet inside another.
  ///
  /// @return the tunnel's own header, or, where IP carries it without one, the first layer inside
  ///   (IPv4, IPv6 or Ethernet in IP); [LayerKind#ICMP] or [LayerKind#ICMPV6] for a quoted packet;
  ///   [LayerKind#NONE] where [#nesting()] is 0
  public LayerKind tunnel() {
    return KINDS[tunnel];
  }

  /// The identifier of the outermost tunnel: VXLAN and GENEVE network identifier, GRE key, GTP
  /// tunnel endpoint identifier, ERSPAN session, L2TP tunnel and session in 16 bits each, service
  /// instance of a provider's backbone.
  ///
  /// @return unsigned, -1 where the tunnel has none
  public long tunnelId() {
    return tunnelId;
  }

  /// The network identifier of the outermost overlay: VXLAN, VXLAN-GPE, GENEVE or NVGRE.
  ///
  /// @return 24 bits, -1 without one
  public int vni() {
    return (present & HAS_VNI) != 0 ? vni : -1;
  }

  /// The length of the frame on the wire, as the decoder was told: neither the sampled bytes nor
  /// [#ipTotalLength()], which leaves out link headers and padding.
  ///
  /// @return `frame_length` of the sampled header in bytes, -1 where the decoder was not told
  public long frameLength() {
    return frameLength;
  }

  /// The number of layers.
  ///
  /// @return 0 to [#MAX_LAYERS]
  public int layerCount() {
    return layerCount;
  }

  /// The kind of a layer.
  ///
  /// @param index 0 is the outermost layer
  /// @return its kind
  /// @throws IndexOutOfBoundsException if there is no such layer
  public LayerKind layerKind(int index) {
    return KINDS[layers[Objects.checkIndex(index, layerCount)] & 0xFF];
  }

  /// Where a layer begins. It ends where the next one begins, the last one at [#stopOffset()]; an
  /// unknown layer reaches to the end of the header.
  ///
  /// @param index 0 is the outermost layer
  /// @return bytes from the start of the sampled header
  /// @throws IndexOutOfBoundsException if there is no such layer
  public int layerOffset(int index) {
    return layers[Objects.checkIndex(index, layerCount)] >>> 8;
  }
}
