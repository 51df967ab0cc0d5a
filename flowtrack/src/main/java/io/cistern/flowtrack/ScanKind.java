package io.cistern.flowtrack;

/// The shape of a scan.
public enum ScanKind {
  /// One port of many destinations.
  HORIZONTAL,
  /// Many ports of one destination.
  VERTICAL,
  /// Many ports of many destinations.
  BLOCK
}
