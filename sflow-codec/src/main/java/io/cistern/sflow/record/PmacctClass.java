package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// pmacct's application class of a packet: `pmacct_class` (43874:3).
///
/// Source: pmacct sflow.h.
///
/// @param id number of the class; unsigned 64 bits at 0
@SflowStructure(enterprise = 43874, format = 3, name = "pmacct_class", source = "pmacct sflow.h")
public record PmacctClass(@U64 long id) implements FlowRecord {}
