package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// The logical entities a packet comes from and goes to: `extended_entities` (0:2210).
///
/// Source: blog.sflow.com 2018-10.
///
/// A source of class 0 and index 0 is unknown.
///
/// @param srcDsClass class of the data source the packet comes from; unsigned 32 bits at 0
/// @param srcDsIndex index of the data source the packet comes from; unsigned 32 bits at 4
/// @param dstDsClass class of the data source the packet goes to; unsigned 32 bits at 8
/// @param dstDsIndex index of the data source the packet goes to; unsigned 32 bits at 12
@SflowStructure(
    format = 2210,
    name = "extended_entities",
    source = "blog.sflow.com 2018-10",
    snakeCase = true)
public record ExtendedEntities(long srcDsClass, long srcDsIndex, long dstDsClass, long dstDsIndex)
    implements FlowRecord {}
