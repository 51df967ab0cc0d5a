package io.cistern.listmap;

/// How thoroughly a map is verified.
public enum VerifyMode {
  /// Headers and the chain of leaves.
  FAST,
  /// Every checksum, the order and reachability too.
  FULL
}
