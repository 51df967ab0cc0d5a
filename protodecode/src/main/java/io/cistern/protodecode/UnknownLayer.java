package io.cistern.protodecode;

/// The bytes of a protocol that is not decoded, to the end of the sampled header.
///
/// @param space the registry of `protocol`
/// @param protocol the protocol's number there
/// @param offset where the bytes begin, from the start of the sampled header
/// @param length how many there are, 0 where the header was cut right before them
public record UnknownLayer(ProtocolSpace space, int protocol, int offset, int length)
    implements Layer {
  @Override
  public LayerKind kind() {
    return LayerKind.UNKNOWN;
  }
}
