package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// How an 802.11 frame was sent: `extended_80211_tx` (0:1015).
///
/// Source: `sflow_80211.txt`.
///
/// @param ssid the network's name, at most 32 bytes; text at 0
/// @param bssid the MAC address of the access point's radio; 6 bytes, padded to 8
/// @param version 1 802.11a, 2 b, 3 g, 4 n; unsigned 32 bits
/// @param transmissions how often it was sent, 0 unknown, 1 for a first try that succeeded;
///   unsigned 32 bits
/// @param packetDuration time on the air of the successful try in microseconds; unsigned 32 bits
/// @param retransDuration time on the air of the failed tries in microseconds; unsigned 32 bits
/// @param channel the channel's number; unsigned 32 bits
/// @param speed the speed at which it was sent in bit/s; unsigned 64 bits
/// @param power power in milliwatts; unsigned 32 bits
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
