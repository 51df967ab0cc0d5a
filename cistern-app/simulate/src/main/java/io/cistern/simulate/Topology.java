package io.cistern.simulate;

/// How the devices of a site are joined.
public enum Topology {
  /// Device 1 is a router with a way out; all others are switches behind it. One device stands
  /// alone.
  TREE,
  /// Devices in a row: hosts at both ends and, where there is only one device, on both of its
  /// sides.
  CHAIN,
  /// Two devices joined by as many links as [SiteOptions#uplinks()] says; each flow takes one of
  /// them.
  PARALLEL,
  /// The last [SiteOptions#uplinks()] devices are spines, all others leaves with a link to each of
  /// them; each flow takes one spine.
  LEAF_SPINE
}
