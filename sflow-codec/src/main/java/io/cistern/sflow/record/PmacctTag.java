package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;
import io.cistern.sflow.declaration.U64;

/// pmacct's tags of a packet: `pmacct_tag` (43874:2).
///
/// Source: pmacct sflow.h.
///
/// 16 bytes; 8 in older versions, with 32 bits for each tag.
///
/// @param tag pmacct's `tag`; unsigned 64 bits at 0
/// @param tag2 pmacct's `tag2`; unsigned 64 bits at 8
@SflowStructure(
    enterprise = 43874,
    format = 2,
    name = "pmacct_tag",
    source = "pmacct sflow.h",
    compactLength = 8)
public record PmacctTag(@U64 long tag, @U64 long tag2) implements FlowRecord {}
