package io.cistern.sflow;

/// Flow record `extended_entities` (0:2210).
///
/// Source: blog.sflow.com 2018-10.
///
/// On the wire: 0/0 = unknown.
///
/// @param srcDsClass unsigned 32 bits at 0
/// @param srcDsIndex unsigned 32 bits at 4
/// @param dstDsClass unsigned 32 bits at 8
/// @param dstDsIndex unsigned 32 bits at 12
@SflowStructure(
    format = 2210,
    name = "extended_entities",
    source = "blog.sflow.com 2018-10",
    snakeCase = true)
public record ExtendedEntities(long srcDsClass, long srcDsIndex, long dstDsClass, long dstDsIndex)
    implements FlowRecord {}
