package io.cistern.sflow;

/// Flow record `extended_80211_rx` (0:1014).
///
/// Source: `sflow_80211.txt`.
///
/// On the wire: version 1=a 2=b 3=g 4=n; speed bps; duration us; `ssid<=32`.
///
/// @param ssid text at 0
/// @param bssid MAC
/// @param version unsigned 32 bits
/// @param channel unsigned 32 bits
/// @param speed unsigned 64 bits
/// @param rsni unsigned 32 bits
/// @param rcpi unsigned 32 bits
/// @param packetDuration unsigned 32 bits
@SflowStructure(
    format = 1014,
    name = "extended_80211_rx",
    source = "sflow_80211.txt",
    snakeCase = true)
public record Extended80211Rx(
    String ssid,
    @Mac long bssid,
    long version,
    long channel,
    @U64 long speed,
    long rsni,
    long rcpi,
    long packetDuration)
    implements FlowRecord {}
