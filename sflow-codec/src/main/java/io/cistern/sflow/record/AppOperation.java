package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// One operation of an application: `app_operation` (0:2202).
///
/// Source: `sflow_application.txt`.
///
/// @param application text at 0
/// @param operation text
/// @param attributes text
/// @param statusDescr text
/// @param reqBytes unsigned 64 bits
/// @param respBytes unsigned 64 bits
/// @param uS unsigned 32 bits
/// @param status unsigned 32 bits
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
