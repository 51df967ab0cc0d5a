package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// An HTTP transaction: `extended_http_transaction` (0:2003).
///
/// Source: sflow list 0282.
///
/// @param url text at 0
/// @param host text
/// @param referer text
/// @param useragent text
/// @param user text
/// @param status unsigned 32 bits
@SflowStructure(format = 2003, name = "extended_http_transaction", source = "sflow list 0282")
public record ExtendedHttpTransaction(
    String url, String host, String referer, String useragent, String user, long status)
    implements FlowRecord {}
