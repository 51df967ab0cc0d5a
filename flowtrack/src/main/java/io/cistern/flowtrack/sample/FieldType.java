package io.cistern.flowtrack.sample;

/// What the values of a [FlowField] are.
public enum FieldType {
  /// An unsigned number, up to 64 bits.
  NUMBER,
  /// An IPv4 or IPv6 address, as two words: see [AddressBits].
  ADDRESS,
  /// A MAC address: 48 bits, first byte highest.
  MAC,
  /// One of a few values that have names: [FlowField#labels()] has them all.
  CODE
}
