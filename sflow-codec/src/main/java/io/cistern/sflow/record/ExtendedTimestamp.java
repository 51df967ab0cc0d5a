package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// When the packet was sampled: `extended_timestamp` (0:1043).
///
/// Source: host-sflow sflow.h.
///
/// @param nanoseconds when the packet was sampled, in nanoseconds since 1970; unsigned 64 bits at 0
@SflowStructure(format = 1043, name = "extended_timestamp", source = "host-sflow sflow.h")
public record ExtendedTimestamp(@U64 long nanoseconds) implements FlowRecord {}
