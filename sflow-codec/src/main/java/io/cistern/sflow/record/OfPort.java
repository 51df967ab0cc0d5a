package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.State;
import io.cistern.sflow.declaration.U64;

/// The OpenFlow port of an interface: `of_port` (0:1004).
///
/// Source: `sflow_openflow.txt`.
///
/// @param datapathId the datapath's identifier; state, unsigned 64 bits at 0
/// @param portNo the port's number there; state, unsigned 32 bits at 8
@SflowStructure(
    format = 1004,
    name = "of_port",
    prefix = "of",
    source = "sflow_openflow.txt",
    snakeCase = true)
public record OfPort(@State @U64 long datapathId, @State long portNo) implements CounterRecord {}
