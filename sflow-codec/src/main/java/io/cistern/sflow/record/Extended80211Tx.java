package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Mac;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// How an 802.11 frame was sent: `extended_80211_tx` (0:1015).
///
/// Source: `sflow_80211.txt`.
///
/// Versions: 1 a, 2 b, 3 g, 4 n. Transmissions: 0 unknown, 1 the first try succeeded. Durations are
/// in microseconds, the power in milliwatts.
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
