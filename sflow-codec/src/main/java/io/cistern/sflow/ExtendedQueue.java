package io.cistern.sflow;

/// Flow record `extended_queue` (0:1040).
///
/// Source: `sflow_transit.txt`.
///
/// On the wire: bytes; goes with 1036.
///
/// @param depth unsigned 32 bits at 0
@SflowStructure(format = 1040, name = "extended_queue", source = "sflow_transit.txt")
public record ExtendedQueue(long depth) implements FlowRecord {}
