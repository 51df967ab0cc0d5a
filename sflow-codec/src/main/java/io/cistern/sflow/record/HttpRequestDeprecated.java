package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// One HTTP request, in the older form sent by some agents: `http_request_deprecated` (0:2201).
///
/// Source: sflow list, laid out as sflowtool reads it.
///
/// @param method 0 other, 1 `OPTIONS`, 2 `GET`, 3 `HEAD`, 4 `POST`, 5 `PUT`, 6 `DELETE`, 7 `TRACE`,
///   8 `CONNECT`; unsigned 32 bits at 0
/// @param protocol version of HTTP, 1001 for 1.1; unsigned 32 bits at 4
/// @param uri URI as the client sent it; text at 8
/// @param host the `Host` header; text
/// @param referer the `Referer` header; text
/// @param useragent the `User-Agent` header; text
/// @param authuser the user who was authenticated; text
/// @param mimeType type of the response; text
/// @param respBytes bytes of the response's body; unsigned 64 bits
/// @param uS how long it took in microseconds; unsigned 32 bits
/// @param status HTTP status code; unsigned 32 bits
@SflowStructure(
    format = 2201,
    name = "http_request_deprecated",
    source = "sflow list",
    snakeCase = true)
public record HttpRequestDeprecated(
    long method,
    long protocol,
    String uri,
    String host,
    String referer,
    String useragent,
    String authuser,
    String mimeType,
    @U64 long respBytes,
    @Name("uS") long uS,
    long status)
    implements FlowRecord {}
