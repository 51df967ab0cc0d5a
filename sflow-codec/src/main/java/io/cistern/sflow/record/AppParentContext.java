package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The operation another one is part of: `app_parent_context` (0:2203).
///
/// Source: `sflow_application.txt`.
///
/// @param application text at 0
/// @param operation text
/// @param attributes text
@SflowStructure(format = 2203, name = "app_parent_context", source = "sflow_application.txt")
public record AppParentContext(String application, String operation, String attributes)
    implements FlowRecord {}
