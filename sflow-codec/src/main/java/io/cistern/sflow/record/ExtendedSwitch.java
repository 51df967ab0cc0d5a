package io.cistern.sflow.record;

import io.cistern.sflow.declaration.SflowStructure;

/// VLANs and priorities of a switched packet: `extended_switch` (0:1001).
///
/// Source: `sflow_version_5.txt`.
///
/// 0xFFFFFFFF is unknown (an erratum of the standard); 0 is seen too.
///
/// @param srcVlan VLAN it came in on; unsigned 32 bits at 0
/// @param srcPriority 802.1p priority it came in with; unsigned 32 bits at 4
/// @param dstVlan VLAN it went out on; unsigned 32 bits at 8
/// @param dstPriority 802.1p priority it went out with; unsigned 32 bits at 12
@SflowStructure(
    format = 1001,
    name = "extended_switch",
    source = "sflow_version_5.txt",
    snakeCase = true)
public record ExtendedSwitch(long srcVlan, long srcPriority, long dstVlan, long dstPriority)
    implements FlowRecord {}
