package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import io.cistern.sflow.declaration.U64;

/// The OpenFlow port of an interface: `of_port` (0:1004).
///
/// Source: `sflow_openflow.txt`.
///
/// @param datapathId unsigned 64 bits at 0, state
/// @param portNo unsigned 32 bits at 8, state
@SflowStructure(
    format = 1004,
    name = "of_port",
    prefix = "of",
    source = "sflow_openflow.txt",
    snakeCase = true)
public record OfPort(@State @U64 long datapathId, @State long portNo) implements CounterRecord {}
