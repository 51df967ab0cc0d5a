package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The URL of a packet: `extended_url` (0:1005).
///
/// Source: `sflow_version_5.txt`.
///
/// Directions: 1 the source is the server, 2 the destination is. Deprecated.
///
/// @param direction which end is the server: 1 the source, 2 the destination; unsigned 32 bits at 0
/// @param url the URL; text at 4
/// @param host the `Host` header; text
@SflowStructure(format = 1005, name = "extended_url", source = "sflow_version_5.txt")
public record ExtendedUrl(long direction, String url, String host) implements FlowRecord {}
