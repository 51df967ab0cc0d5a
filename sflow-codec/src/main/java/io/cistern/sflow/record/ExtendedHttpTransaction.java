package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// An HTTP transaction: `extended_http_transaction` (0:2003).
///
/// Source: sflow list 0282.
///
/// @param url the URL that was asked for; text at 0
/// @param host the `Host` header; text
/// @param referer the `Referer` header; text
/// @param useragent the `User-Agent` header; text
/// @param user the user who was authenticated; text
/// @param status HTTP status code; unsigned 32 bits
@SflowStructure(format = 2003, name = "extended_http_transaction", source = "sflow list 0282")
public record ExtendedHttpTransaction(
    String url, String host, String referer, String useragent, String user, long status)
    implements FlowRecord {}
