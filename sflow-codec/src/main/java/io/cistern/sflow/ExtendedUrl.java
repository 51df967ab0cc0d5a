package io.cistern.sflow;

/// Flow record `extended_url` (0:1005).
///
/// Source: `sflow_version_5.txt`.
///
/// On the wire: direction 1=src is server 2=dst is server.
///
/// @param direction unsigned 32 bits at 0
/// @param url text at 4
/// @param host text
@SflowStructure(format = 1005, name = "extended_url", source = "sflow_version_5.txt")
public record ExtendedUrl(long direction, String url, String host) implements FlowRecord {}
