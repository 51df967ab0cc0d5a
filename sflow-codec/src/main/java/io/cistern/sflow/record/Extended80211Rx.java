package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// How an 802.11 frame was received: `extended_80211_rx` (0:1014).
///
/// Source: `sflow_80211.txt`.
///
/// Versions: 1 a, 2 b, 3 g, 4 n. The speed is in bit/s, the duration in microseconds.
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
