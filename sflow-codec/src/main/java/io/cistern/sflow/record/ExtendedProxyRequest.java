package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The request a proxy made: `extended_proxy_request` (0:2207).
///
/// Source: `sflow_http.txt`.
///
/// @param uri URI the proxy asked for; text at 0
/// @param host `Host` header it sent; text
@SflowStructure(format = 2207, name = "extended_proxy_request", source = "sflow_http.txt")
public record ExtendedProxyRequest(String uri, String host) implements FlowRecord {}
