package io.cistern.sflow.record;

import io.cistern.sflow.declaration.Name;
import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.ToEnd;

/// pmacct's application class of a packet, by name: `pmacct_class_name` (43874:1).
///
/// Source: pmacct sflow.h.
///
/// @param name name of the class; 16 bytes at 0, zeros after the name included
@SflowStructure(
    enterprise = 43874,
    format = 1,
    name = "pmacct_class_name",
    source = "pmacct sflow.h")
public record PmacctClassName(@Name("class") @ToEnd String name) implements FlowRecord {}
