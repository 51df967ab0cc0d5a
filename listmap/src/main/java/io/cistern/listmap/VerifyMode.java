package io.cistern.listmap;

/// How thoroughly a map is verified.
public enum VerifyMode {
  /// Headers, the chain of leaves and the order of their prefixes; of a sealed file the headers of
  /// its blocks.
  FAST,
  /// Every checksum, the order of all keys, and that searches find them.
  FULL
}
