package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// Time a packet took through the switch: `extended_transit` (0:1039).
///
/// Source: `sflow_transit.txt`.
///
/// Nanoseconds; 0xFFFFFFFF stands for that or more.
///
/// @param delay time the packet took through the device in nanoseconds; all bits set for that or
///   more; unsigned 32 bits at 0
@SflowStructure(format = 1039, name = "extended_transit", source = "sflow_transit.txt")
public record ExtendedTransit(long delay) implements FlowRecord {}
