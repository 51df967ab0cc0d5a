package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.ToEnd;

/// pmacct's application class of a packet, by name: as [PmacctClassName], under the enterprise that
/// pmacct took before it had one of its own (former_pmacct_class_name, 8800:1). Routers with VyOS
/// and those of Ubiquiti still send it.
///
/// Source: pmacct sflow.h.
///
/// @param name name of the class; 16 bytes at 0, zeros after the name included
@SflowStructure(
    enterprise = 8800,
    format = 1,
    name = "former_pmacct_class_name",
    source = "pmacct sflow.h")
public record FormerPmacctClassName(@Name("class") @ToEnd String name) implements FlowRecord {}
