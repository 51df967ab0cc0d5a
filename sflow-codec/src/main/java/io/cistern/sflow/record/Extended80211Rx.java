package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// How an 802.11 frame was received: `extended_80211_rx` (0:1014).
///
/// Source: `sflow_80211.txt`.
///
/// @param ssid the network's name, at most 32 bytes; text at 0
/// @param bssid the MAC address of the access point's radio; 6 bytes, padded to 8
/// @param version 1 802.11a, 2 b, 3 g, 4 n; unsigned 32 bits
/// @param channel the channel's number; unsigned 32 bits
/// @param speed the speed at which it was received in bit/s; unsigned 64 bits
/// @param rsni received signal to noise indicator, of 802.11k; unsigned 32 bits
/// @param rcpi received channel power indicator, of 802.11k; unsigned 32 bits
/// @param packetDuration time on the air in microseconds; unsigned 32 bits
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
