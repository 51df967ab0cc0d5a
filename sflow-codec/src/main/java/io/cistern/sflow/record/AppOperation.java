package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// One operation of an application: `app_operation` (0:2202).
///
/// Source: `sflow_application.txt`.
///
/// @param application the application's name, its parts joined by dots: `payment.gateway`; text at
///   0
/// @param operation the operation's name; text
/// @param attributes what it was asked for, as `name=value` pairs joined by `&`; text
/// @param statusDescr the status in words; text
/// @param reqBytes bytes of the request; unsigned 64 bits
/// @param respBytes bytes of the response; unsigned 64 bits
/// @param uS how long it took in microseconds; unsigned 32 bits
/// @param status its outcome: 0 success, 1 other, 2 timeout, 3 internal error, 4 bad request, 5
///   forbidden, 6 too large, 7 not implemented, 8 not found, 9 unavailable, 10 unauthorized;
///   unsigned 32 bits
@SflowStructure(
    format = 2202,
    name = "app_operation",
    source = "sflow_application.txt",
    snakeCase = true)
public record AppOperation(
    String application,
    String operation,
    String attributes,
    String statusDescr,
    @U64 long reqBytes,
    @U64 long respBytes,
    @Name("uS") long uS,
    long status)
    implements FlowRecord {}
