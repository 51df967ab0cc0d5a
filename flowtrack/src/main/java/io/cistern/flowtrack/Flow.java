package io.cistern.flowtrack;

/// A flow of the table: packets of one key, observer, pair of interfaces, VLAN, virtual network and
/// inner packet. Packets without IP belong together by their link addresses and ether type.
///
/// Sampled packets do not say how long a flow really lasted or how many there are: `firstMillis`
/// and `lastMillis` are of its samples.
///
/// @param observer who saw it
/// @param isEgress whether it was sampled at the output interface
/// @param inputInterface ifIndex, 0 unknown
/// @param outputInterface ifIndex, 0 unknown
/// @param vlan the outermost VLAN id, -1 untagged
/// @param vni the virtual network, -1 none
/// @param key addresses, protocol and ports
/// @param firstMillis first sample, epoch milliseconds
/// @param lastMillis last sample, epoch milliseconds
/// @param estimate samples, packets and bytes since `firstMillis`, with their errors
/// @param overOneSecond the rate now, exponentially smoothed with a time constant of 1 s
/// @param overTenSeconds the same with 10 s
/// @param overOneMinute the same with 60 s
/// @param tcpFlags every TCP flag seen, as on the wire; -1 if no sample had them
/// @param trafficClass type of service or traffic class of the last sample that had it, -1 if none
///   did
/// @param details what is known besides the key
public record Flow(
    int observer,
    boolean isEgress,
    long inputInterface,
    long outputInterface,
    int vlan,
    int vni,
    FlowKey key,
    long firstMillis,
    long lastMillis,
    Estimate estimate,
    Rate overOneSecond,
    Rate overTenSeconds,
    Rate overOneMinute,
    int tcpFlags,
    int trafficClass,
    FlowDetails details) {

  /// The rate over ten seconds.
  ///
  /// @return bits a second
  public double bitsPerSecond() {
    return overTenSeconds.bitsPerSecond();
  }

  /// The rate over ten seconds.
  ///
  /// @return packets a second
  public double packetsPerSecond() {
    return overTenSeconds.packetsPerSecond();
  }
}
