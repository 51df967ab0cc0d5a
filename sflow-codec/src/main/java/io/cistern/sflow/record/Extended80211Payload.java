package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Decrypted payload of an 802.11 frame: `extended_80211_payload` (0:1013).
///
/// Source: `sflow_80211.txt`.
///
/// @param ciphersuite how it was encrypted: the OUI in the higher 24 bits, the suite in the lower
///   8, such as 4 CCMP in 00-0F-AC; unsigned 32 bits at 0
/// @param data the first bytes of the decrypted payload; bytes at 4
@SflowStructure(
    format = 1013,
    name = "extended_80211_payload",
    source = "sflow_80211.txt",
    alternative = Extended80211PayloadHeader.class)
public record Extended80211Payload(long ciphersuite, Bytes data) implements FlowRecord {}
