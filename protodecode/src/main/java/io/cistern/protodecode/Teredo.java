package io.cistern.protodecode;

/// What stands between UDP and IPv6 in Teredo, on UDP port 3544: mostly nothing.
///
/// Source: RFC 4380, section 5.1.1.
///
/// | offset |  size | field                                                                                                   |
/// |-------:|------:|---------------------------------------------------------------------------------------------------------|
/// |      0 | 0/13+ | authentication indication: 0x0001, two lengths (1 each), identifier, value, nonce (8), confirmation (1) |
/// |        |   0/8 | origin indication: 0x0000, port and address with all bits turned                                        |
///
/// @param indicationLength bytes of the indications, 0 without any
public record Teredo(int indicationLength) implements Layer {
  static final int AUTHENTICATION = 1;
  static final int AUTHENTICATION_LENGTH = 13;
  static final int ORIGIN = 0;
  static final int ORIGIN_LENGTH = 8;

  static Teredo read(int length) {
    return new Teredo(length);
  }

  @Override
  public LayerKind kind() {
    return LayerKind.TEREDO;
  }
}
