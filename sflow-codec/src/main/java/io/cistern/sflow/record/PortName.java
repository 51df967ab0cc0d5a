package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The name of an interface: `port_name` (0:1005).
///
/// Source: `sflow_openflow.txt`.
///
/// @param name the interface's ifName; text at 0
@SflowStructure(format = 1005, name = "port_name", source = "sflow_openflow.txt")
public record PortName(String name) implements CounterRecord {}
