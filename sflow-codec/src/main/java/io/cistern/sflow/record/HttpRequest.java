package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// One HTTP request: `http_request` (0:2206).
///
/// Source: `sflow_http.txt`.
///
/// @param method 0 other, 1 `OPTIONS`, 2 `GET`, 3 `HEAD`, 4 `POST`, 5 `PUT`, 6 `DELETE`, 7 `TRACE`,
///   8 `CONNECT`; unsigned 32 bits at 0
/// @param protocol version of HTTP, 1001 for 1.1; unsigned 32 bits at 4
/// @param uri URI as the client sent it; text at 8
/// @param host the `Host` header; text
/// @param referer the `Referer` header; text
/// @param useragent the `User-Agent` header; text
/// @param xff the `X-Forwarded-For` header; text
/// @param authuser the user who was authenticated; text
/// @param mimeType type of the response; text
/// @param reqBytes bytes of the request's body; unsigned 64 bits
/// @param respBytes bytes of the response's body; unsigned 64 bits
/// @param uS how long it took in microseconds; unsigned 32 bits
/// @param status HTTP status code; signed 32 bits
@SflowStructure(format = 2206, name = "http_request", source = "sflow_http.txt", snakeCase = true)
public record HttpRequest(
    long method,
    long protocol,
    String uri,
    String host,
    String referer,
    String useragent,
    String xff,
    String authuser,
    String mimeType,
    @U64 long reqBytes,
    @U64 long respBytes,
    @Name("uS") long uS,
    int status)
    implements FlowRecord {}
