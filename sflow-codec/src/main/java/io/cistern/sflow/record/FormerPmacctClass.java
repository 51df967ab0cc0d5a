package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// pmacct's application class of a packet: as [PmacctClass], under the enterprise that pmacct took
/// before it had one of its own (former_pmacct_class, 8800:3). Routers with VyOS and those of
/// Ubiquiti still send it.
///
/// Source: pmacct sflow.h.
///
/// @param id number of the class; unsigned 64 bits at 0
@SflowStructure(
    enterprise = 8800,
    format = 3,
    name = "former_pmacct_class",
    source = "pmacct sflow.h")
public record FormerPmacctClass(@U64 long id) implements FlowRecord {}
