package io.cistern.sflow;

/// Where in an agent a sample was taken.
///
/// Source: sFlow version 5, section 5, `sflow_data_source` and `sflow_data_source_expanded`.
///
/// @param sourceClass 0 ifIndex, 1 VLAN, 2 physical entity, 3 logical entity (virtual machines and
///   applications on hosts)
/// @param index the index within the class, unsigned: 24 bits in compact samples, 32 in expanded
///   ones
public record DataSource(int sourceClass, long index) {
  /// An interface.
  ///
  /// @param ifIndex its ifIndex
  /// @return the data source
  public static DataSource ifIndex(long ifIndex) {
    return new DataSource(0, ifIndex);
  }
}
