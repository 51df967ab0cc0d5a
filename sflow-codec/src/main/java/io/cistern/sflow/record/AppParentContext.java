package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The operation another one is part of: `app_parent_context` (0:2203).
///
/// Source: `sflow_application.txt`.
///
/// @param application the application of the operation that this one is part of; text at 0
/// @param operation that operation's name; text
/// @param attributes its attributes, as `name=value` pairs joined by `&`; text
@SflowStructure(format = 2203, name = "app_parent_context", source = "sflow_application.txt")
public record AppParentContext(String application, String operation, String attributes)
    implements FlowRecord {}
