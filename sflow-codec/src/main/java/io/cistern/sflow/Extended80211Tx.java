package io.cistern.sflow;

/// Flow record `extended_80211_tx` (0:1015).
///
/// Source: `sflow_80211.txt`.
///
/// On the wire: transmissions 0=unknown,1=first try,n=n-1 retries; power mW.
///
/// @param ssid text at 0
/// @param bssid MAC
/// @param version unsigned 32 bits
/// @param transmissions unsigned 32 bits
/// @param packetDuration unsigned 32 bits
/// @param retransDuration unsigned 32 bits
/// @param channel unsigned 32 bits
/// @param speed unsigned 64 bits
/// @param power unsigned 32 bits
@SflowStructure(
    format = 1015,
    name = "extended_80211_tx",
    source = "sflow_80211.txt",
    snakeCase = true)
public record Extended80211Tx(
    String ssid,
    @Mac long bssid,
    long version,
    long transmissions,
    long packetDuration,
    long retransDuration,
    long channel,
    @U64 long speed,
    long power)
    implements FlowRecord {}
