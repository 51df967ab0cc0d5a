package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Whom an operation of an application is for: `app_target` (0:2205).
///
/// Source: `sflow_application.txt`.
///
/// @param actor text at 0
@SflowStructure(format = 2205, name = "app_target", source = "sflow_application.txt")
public record AppTarget(String actor) implements FlowRecord {}
