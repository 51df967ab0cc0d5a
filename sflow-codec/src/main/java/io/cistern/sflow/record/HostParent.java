package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;

/// The parent of a virtual machine or container: `host_parent` (0:2002).
///
/// Source: `sflow_host.txt`.
///
/// @param containerType data source class of the parent; unsigned 32 bits at 0, state
/// @param containerIndex data source index of the parent; unsigned 32 bits at 4, state
@SflowStructure(
    format = 2002,
    name = "host_parent",
    prefix = "host",
    source = "sflow_host.txt",
    snakeCase = true)
public record HostParent(
    @State(about = "data source class of the parent") long containerType,
    @State(about = "data source index of the parent") long containerIndex)
    implements CounterRecord {}
