package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// One HTTP request: `http_request` (0:2206).
///
/// Source: `sflow_http.txt`.
///
/// Protocol 1001 is HTTP/1.1.
///
/// @param method unsigned 32 bits at 0
/// @param protocol unsigned 32 bits at 4
/// @param uri text at 8
/// @param host text
/// @param referer text
/// @param useragent text
/// @param xff text
/// @param authuser text
/// @param mimeType text
/// @param reqBytes unsigned 64 bits
/// @param respBytes unsigned 64 bits
/// @param uS unsigned 32 bits
/// @param status signed 32 bits
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
