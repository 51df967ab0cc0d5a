package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The first bytes of a sampled packet: `sampled_header` (0:1).
///
/// Source: `sflow_version_5.txt`.
///
/// @param protocol 1 Ethernet, 11 IPv4, 12 IPv6, 13 MPLS, and so on; unsigned 32 bits at 0
/// @param frameLength length of the packet on the wire in bytes, with its frame check sequence;
///   unsigned 32 bits at 4
/// @param stripped bytes taken off the packet, 4 for the usual frame check sequence; unsigned 32
///   bits at 8
/// @param header the first bytes of the packet; bytes at 12
@SflowStructure(
    format = 1,
    name = "sampled_header",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record SampledHeader(long protocol, long frameLength, long stripped, Bytes header)
    implements FlowRecord {}
