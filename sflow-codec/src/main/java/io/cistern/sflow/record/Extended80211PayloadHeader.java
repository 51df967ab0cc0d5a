package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Decrypted payload of an 802.11 frame as a sampled header: the other form of
/// `extended_80211_payload` (0:1013), which sflowtool and nfdump expect.
///
/// Source: sflowtool; the standard has [Extended80211Payload].
///
/// @param ciphersuite how it was encrypted, as in an [Extended80211Payload]; unsigned 32 bits at 0
/// @param protocol what the bytes start with, as in a [SampledHeader]; unsigned 32 bits at 4
/// @param frameLength length of the decrypted payload in bytes; unsigned 32 bits at 8
/// @param stripped bytes taken off it; unsigned 32 bits at 12
/// @param header its first bytes; bytes at 16
@SflowStructure(
    format = 1013,
    name = "extended_80211_payload_header",
    source = "sflowtool",
    snakeCase = true)
public record Extended80211PayloadHeader(
    long ciphersuite, long protocol, long frameLength, long stripped, Bytes header)
    implements FlowRecord {}
