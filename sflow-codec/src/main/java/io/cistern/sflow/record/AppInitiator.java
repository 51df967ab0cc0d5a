package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Who started an operation of an application: `app_initiator` (0:2204).
///
/// Source: `sflow_application.txt`.
///
/// @param actor who started the operation, by a name of the application's, such as a user; text at
///   0
@SflowStructure(format = 2204, name = "app_initiator", source = "sflow_application.txt")
public record AppInitiator(String actor) implements FlowRecord {}
