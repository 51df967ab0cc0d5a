package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// One HTTP request, in the older form sent by some agents: `http_request_deprecated` (0:2201).
///
/// Source: sflow list, laid out as sflowtool reads it.
///
/// @param method unsigned 32 bits at 0
/// @param protocol unsigned 32 bits at 4
/// @param uri text at 8
/// @param host text
/// @param referer text
/// @param useragent text
/// @param authuser text
/// @param mimeType text
/// @param respBytes unsigned 64 bits
/// @param uS unsigned 32 bits
/// @param status unsigned 32 bits
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
