package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Whom an operation of an application is for: `app_target` (0:2205).
///
/// Source: `sflow_application.txt`.
///
/// @param actor whom the operation is for, by a name of the application's; text at 0
@SflowStructure(format = 2205, name = "app_target", source = "sflow_application.txt")
public record AppTarget(String actor) implements FlowRecord {}
