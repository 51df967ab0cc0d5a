package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// The OpenFlow 1.0 flow of a packet, deprecated: `extended_openflow_v1` (0:1017).
///
/// Source: `draft-sflow-openflow.txt`.
///
/// @param flowCookie cookie of the flow entry; unsigned 64 bits at 0
/// @param flowMatch what the entry matches, as OpenFlow's wildcard bits; unsigned 32 bits at 8
/// @param flowActions actions of the entry as bits; unsigned 32 bits at 12
@SflowStructure(
    format = 1017,
    name = "extended_openflow_v1",
    source = "draft-sflow-openflow.txt",
    snakeCase = true)
public record ExtendedOpenflowV1(@U64 long flowCookie, long flowMatch, long flowActions)
    implements FlowRecord {}
